/// A character encoding that can be read, by the name that the web uses for it.
struct TextEncoding: Hashable, Sendable {
  /// `utf-8`, `windows-1258`, `gb18030`, …
  let name: String
  /// How its bytes become characters.
  let method: Method

  enum Method: Hashable, Sendable {
    case utf8
    case utf16(bigEndian: Bool)
    /// By the C library's converter of that name.
    case iconv(String)
    /// VNI for Windows: a vowel followed by a byte for its marks. No C library knows it.
    case vni
  }

  static let utf8 = TextEncoding(name: "utf-8", method: .utf8)
  static let utf16LittleEndian = TextEncoding(name: "utf-16le", method: .utf16(bigEndian: false))
  static let utf16BigEndian = TextEncoding(name: "utf-16be", method: .utf16(bigEndian: true))
  static let windows1252 = TextEncoding(name: "windows-1252", method: .iconv("CP1252"))
  static let windows1258 = TextEncoding(name: "windows-1258", method: .iconv("CP1258"))
  static let tcvn3 = TextEncoding(name: "tcvn3", method: .iconv("TCVN5712-1"))
  static let viscii = TextEncoding(name: "viscii", method: .iconv("VISCII"))
  static let vni = TextEncoding(name: "vni", method: .vni)
  static let gb18030 = TextEncoding(name: "gb18030", method: .iconv("GB18030"))
  static let big5 = TextEncoding(name: "big5", method: .iconv("BIG5-HKSCS"))
  static let eucKR = TextEncoding(name: "euc-kr", method: .iconv("CP949"))
  static let shiftJIS = TextEncoding(name: "shift_jis", method: .iconv("CP932"))
  static let eucJP = TextEncoding(name: "euc-jp", method: .iconv("EUC-JP"))
  static let iso2022JP = TextEncoding(name: "iso-2022-jp", method: .iconv("ISO-2022-JP"))
  static let koi8r = TextEncoding(name: "koi8-r", method: .iconv("KOI8-R"))
  static let koi8u = TextEncoding(name: "koi8-u", method: .iconv("KOI8-U"))

  /// `windows-1250` to `windows-1258`.
  static func windows(_ page: Int) -> TextEncoding {
    TextEncoding(name: "windows-\(page)", method: .iconv("CP\(page)"))
  }

  /// `iso-8859-2` and others of its parts.
  static func iso8859(_ part: Int) -> TextEncoding {
    TextEncoding(name: "iso-8859-\(part)", method: .iconv("ISO-8859-\(part)"))
  }

  /// The encoding that a page, a header or an XML declaration names; nil for a name that is not known.
  ///
  /// Names are read as browsers read them: `iso-8859-1` is windows-1252, `gb2312` is gb18030, `ks_c_5601-1987` is euc-kr.
  init?(label: String) {
    var key = ""
    for byte in label.utf8 {
      switch byte {
      case 0x41...0x5A: key.unicodeScalars.append(Unicode.Scalar(byte + 0x20))
      case 0x5F: key.append("-")
      case 0x21...0x7E where byte != 0x22 && byte != 0x27 && byte != 0x3B:
        key.unicodeScalars.append(Unicode.Scalar(byte))
      default: break
      }
    }
    guard let encoding = Self.byLabel[key] else { return nil }
    self = encoding
  }

  init(name: String, method: Method) {
    (self.name, self.method) = (name, method)
  }

  /// All that can be read, by name.
  static var all: [TextEncoding] { Set(byLabel.values).sorted { $0.name < $1.name } }

  /// Encodings by every label of theirs that pages use.
  private static let byLabel: [String: TextEncoding] = {
    var table: [String: TextEncoding] = [:]
    func add(_ encoding: TextEncoding, _ labels: String...) {
      table[encoding.name.replacing(underscoresWith: "-")] = encoding
      for label in labels { table[label] = encoding }
    }
    add(.utf8, "utf8", "unicode-1-1-utf-8", "us-ascii", "ascii")
    add(.utf16LittleEndian, "utf-16", "utf16", "ucs-2", "unicode")
    add(.utf16BigEndian)
    add(.windows1252, "iso-8859-1", "iso8859-1", "latin1", "latin-1", "cp1252", "x-cp1252", "iso-8859-15", "l1")
    add(.windows1258, "cp1258", "x-cp1258")
    add(.tcvn3, "tcvn", "tcvn-5712", "tcvn5712-1", "tcvn5712", "abc", "x-viet-tcvn5712", "x-viet-tcvn")
    add(.viscii, "viscii1.1-1", "csviscii", "x-viet-viscii")
    add(.vni, "x-viet-vni", "vni-win")
    add(.gb18030, "gb2312", "gbk", "gb-2312-80", "x-gbk", "cp936", "gb-2312", "hz-gb-2312", "chinese")
    add(.big5, "big5-hkscs", "cn-big5", "x-x-big5", "cp950", "big-5")
    add(.eucKR, "euckr", "ks-c-5601-1987", "ks-c-5601", "korean", "cp949", "windows-949", "uhc")
    add(.shiftJIS, "sjis", "x-sjis", "shift-jis", "ms-kanji", "windows-31j", "cp932")
    add(.eucJP, "x-euc-jp", "eucjp")
    add(.iso2022JP, "csiso2022jp")
    add(.koi8r, "koi8", "koi", "cskoi8r")
    add(.koi8u, "koi8-ru")
    add(TextEncoding(name: "windows-874", method: .iconv("CP874")), "tis-620", "iso-8859-11", "cp874", "dos-874")
    add(TextEncoding(name: "ibm866", method: .iconv("CP866")), "cp866", "866")
    add(TextEncoding(name: "macintosh", method: .iconv("MACINTOSH")), "mac", "x-mac-roman")
    for page in [1250, 1251, 1253, 1254, 1255, 1256, 1257] { add(.windows(page), "cp\(page)", "x-cp\(page)") }
    table["iso-8859-9"] = .windows(1254)
    table["latin5"] = .windows(1254)
    for part in [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 16] { add(.iso8859(part), "iso8859-\(part)") }
    table["latin2"] = table["iso-8859-2"]
    table["cyrillic"] = table["iso-8859-5"]
    table["greek"] = table["iso-8859-7"]
    return table
  }()
}

extension String {
  fileprivate func replacing(underscoresWith replacement: Character) -> String {
    String(map { $0 == "_" ? replacement : $0 })
  }
}
