/// The encodings that a document names in its own first bytes: an XML declaration, a meta element, an HTTP header copied before it.
enum DeclaredEncodings {
  /// Looks at the first 4 KiB for `charset=` and `encoding=`; in the order found.
  static func labels(in bytes: [UInt8]) -> [String] {
    let start = bytes[...].prefix(4_096)
    var labels: [String] = []
    var index = start.startIndex
    while index < start.endIndex {
      let rest = start[index...]
      if rest.starts(withFolded: charset), let label = value(rest.dropFirst(charset.count)) {
        labels.append(label)
        index += charset.count
      } else if rest.starts(withFolded: encoding), let label = value(rest.dropFirst(encoding.count)) {
        labels.append(label)
        index += encoding.count
      } else {
        index += 1
      }
    }
    return labels
  }

  private static let charset = Array("charset".utf8)
  private static let encoding = Array("encoding".utf8)

  /// The name after an equals sign, quoted or not.
  private static func value(_ bytes: ArraySlice<UInt8>) -> String? {
    var rest = bytes.drop { $0 == 0x20 }
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x22 || $0 == 0x27 }
    let name = rest.prefix {
      $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2D || $0 == 0x5F || $0 == 0x3A || $0 == 0x2E
    }
    return (1...40).contains(name.count) ? String(decoding: name, as: UTF8.self) : nil
  }
}
