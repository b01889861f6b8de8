/// Tells an undeclared encoding by trying the likely ones, and confirms it by what the decoded text is like.
///
/// A sample of 64 KiB decides; work is bounded by it.
enum EncodingDetector {
  private static let sampleSize = 65_536

  /// UTF-16 without a mark: every second byte is often zero, or its spaces and line ends tell.
  static func wideEncoding(of bytes: [UInt8]) -> TextEncoding? {
    let sample = bytes.prefix(4_096)
    guard sample.count >= 16 else { return nil }
    var zeros = [0, 0]
    for index in sample.indices where sample[index] == 0 { zeros[index & 1] += 1 }
    let half = sample.count / 2
    if zeros[1] * 5 > half && zeros[0] * 20 < half { return .utf16LittleEndian }
    if zeros[0] * 5 > half && zeros[1] * 20 < half { return .utf16BigEndian }
    return byMarksOfText(sample)
  }

  /// UTF-16 of scripts that hold few zeros: spaces, line ends and full stops, which only one order of the bytes makes.
  private static func byMarksOfText(_ sample: ArraySlice<UInt8>) -> TextEncoding? {
    var (little, big) = (0, 0)
    for index in stride(from: sample.startIndex, to: sample.endIndex - 1, by: 2) {
      let unit = UInt16(sample[index]) | UInt16(sample[index + 1]) << 8
      if marksOfText.contains(unit) { little += 1 }
      if marksOfText.contains(unit.byteSwapped) { big += 1 }
    }
    guard max(little, big) * 50 >= sample.count / 2, min(little, big) * 10 <= max(little, big) else { return nil }
    return little > big ? .utf16LittleEndian : .utf16BigEndian
  }

  /// Line feed, space, and 、。，. Each holds a byte that no text in an encoding of bytes has, or no two in this place.
  private static let marksOfText: Set<UInt16> = [0x000A, 0x0020, 0x3001, 0x3002, 0xFF0C]

  /// ISO-2022-JP: Japanese in ASCII bytes, between escapes that nothing else writes.
  static func isISO2022JP(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.firstIndex(of: 0x1B) else { return false }
    let rest = bytes[first...]
    let begins = [UInt8(ascii: "@"), UInt8(ascii: "B")].contains { rest.starts(with: [0x1B, UInt8(ascii: "$"), $0]) }
    return begins
      && [UInt8(ascii: "B"), UInt8(ascii: "J")].contains { rest.containsSequence([0x1B, UInt8(ascii: "("), $0]) }
  }

  /// The encoding that makes believable text of `bytes`, which are not UTF-8; nil where none or more than one could be meant.
  static func detect(_ bytes: [UInt8]) -> TextEncoding? {
    if isISO2022JP(bytes) { return .iso2022JP }
    let sample = sample(of: bytes)
    return vietnamese(of: bytes) ?? eastAsian(sample) ?? cyrillic(sample) ?? byScript(sample) ?? byLanguage(sample)
  }

  /// One of the Vietnamese encodings if the words that it makes are Vietnamese syllables.
  static func vietnamese(of bytes: [UInt8]) -> TextEncoding? {
    let sample = sample(of: bytes)
    guard sample.contains(where: { $0 >= 0x80 }) else { return nil }
    var best: (encoding: TextEncoding, share: Double)?
    for encoding in [TextEncoding.windows1258, .tcvn3, .viscii, .vni] {
      guard let decoded = encoding.decode(sample, repairLimit: sample.count / 50) else { continue }
      let share = VietnameseSyllable.share(inWordsOf: CleanText.clean(decoded.utf8))
      if share > best?.share ?? 0.85 { best = (encoding, share) }
    }
    return best?.encoding
  }

  /// Whether a decoded text looks like one: no private-use characters, few replacements, few C1 controls.
  static func isBelievable(_ utf8: [UInt8]) -> Bool {
    var odd = 0
    var beyondASCII = 0
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if byte >= 0xC0 { beyondASCII += 1 }
      if byte == 0xC2 && index + 1 < utf8.count && utf8[index + 1] < 0xA0 { odd += 1 }
      if byte == 0xEE || (byte == 0xEF && index + 1 < utf8.count && utf8[index + 1] <= 0xA3) { odd += 1 }
      if byte == 0xEF && index + 2 < utf8.count && utf8[index + 1] == 0xBF && utf8[index + 2] == 0xBD { odd += 1 }
      index += 1
    }
    return odd <= 2 + beyondASCII / 50
  }

  /// GB18030, Big5, EUC-KR, Shift_JIS or EUC-JP: the one whose characters are the common ones of its language.
  private static func eastAsian(_ sample: ArraySlice<UInt8>) -> TextEncoding? {
    var best: (encoding: TextEncoding, share: Double)?
    for (encoding, measure) in eastAsianMeasures {
      // The sample may end inside a character.
      guard let decoded = encoding.decode(sample, repairLimit: 2 + sample.count / 200), isBelievable(decoded.utf8)
      else {
        continue
      }
      let share = measure.share(in: decoded.utf8)
      if share > best?.share ?? measure.least { best = (encoding, share) }
    }
    return best?.encoding
  }

  private static let eastAsianMeasures: [(TextEncoding, CommonCharacters)] = [
    (.gb18030, .simplifiedChinese), (.big5, .traditionalChinese), (.eucKR, .korean), (.shiftJIS, .japanese),
    (.eucJP, .japanese),
  ]

  /// windows-1251, KOI8-R, KOI8-U, ISO-8859-5 or IBM866: the one with the most of the commonest small letters.
  private static func cyrillic(_ sample: ArraySlice<UInt8>) -> TextEncoding? {
    var best: (encoding: TextEncoding, share: Double)?
    for label in ["windows-1251", "koi8-u", "koi8-r", "iso-8859-5", "ibm866"] {
      guard let encoding = TextEncoding(label: label),
        let decoded = encoding.decode(sample, repairLimit: 2 + sample.count / 200)
      else { continue }
      let share = CommonCharacters.cyrillic.share(in: decoded.utf8)
      guard !CommonCharacters.hasOddCapitals(decoded.utf8), !CommonCharacters.standInLatinWords(decoded.utf8) else {
        continue
      }
      if share > best?.share ?? CommonCharacters.cyrillic.least { best = (encoding, share) }
    }
    return best?.encoding
  }

  /// A Greek, Hebrew, Arabic or Thai code page: the one that makes letters of its script of nearly all bytes. Thai comes last, since
  /// Arabic makes Thai letters too, and Greek is known by where its capitals stand.
  private static func byScript(_ sample: ArraySlice<UInt8>) -> TextEncoding? {
    for (encoding, script) in scriptPages {
      guard let decoded = encoding.decode(sample, repairLimit: 2 + sample.count / 500), isBelievable(decoded.utf8),
        CommonCharacters.share(of: script, in: decoded.utf8) >= 0.85, !CommonCharacters.hasOddCapitals(decoded.utf8),
        !CommonCharacters.standInLatinWords(decoded.utf8), LanguageDetector.detect(decoded.utf8) != nil
      else { continue }
      return encoding
    }
    return nil
  }

  private static let scriptPages: [(TextEncoding, ClosedRange<UInt32>)] = [
    (.windows(1253), 0x386...0x3CE), (.windows(1255), 0x5B0...0x5EA), (.windows(1256), 0x60C...0x6D2),
    (TextEncoding(name: "windows-874", method: .iconv("CP874")), 0xE01...0xE5B),
  ]

  /// windows-1250 or ISO-8859-2: the one that makes more letters of the language that its text then is in.
  private static func centralEuropean(_ sample: ArraySlice<UInt8>) -> TextEncoding? {
    var best: (encoding: TextEncoding, share: Double)?
    for encoding in [TextEncoding.windows(1250), .iso8859(2)] {
      guard let decoded = encoding.decode(sample, repairLimit: 2 + sample.count / 500), isBelievable(decoded.utf8),
        let language = LanguageDetector.detect(decoded.utf8),
        let share = CentralEuropeanLetters.share(of: language, in: decoded.utf8)
      else { continue }
      if share > best?.share ?? CentralEuropeanLetters.least { best = (encoding, share) }
    }
    return best?.encoding
  }

  /// A Latin code page: the one that belongs to the language that its text then is in.
  private static func byLanguage(_ sample: ArraySlice<UInt8>) -> TextEncoding? {
    if let encoding = centralEuropean(sample) { return encoding }
    for (encoding, languages) in codePages {
      guard let decoded = encoding.decode(sample, repairLimit: 2 + sample.count / 500), isBelievable(decoded.utf8),
        let language = LanguageDetector.detect(decoded.utf8), languages.contains(language)
      else { continue }
      return encoding
    }
    return nil
  }

  private static let codePages: [(TextEncoding, Set<String>)] = [
    (.windows(1254), ["tr", "az"]), (.windows(1257), ["lt", "lv", "et"]),
    (
      .windows1252,
      ["en", "fr", "de", "es", "pt", "it", "nl", "sv", "no", "da", "fi", "is", "ca", "id", "ms", "af", "lb"]
    ),
  ]

  private static func sample(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.prefix(sampleSize)
  }
}
