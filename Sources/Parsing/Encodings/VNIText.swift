/// VNI for Windows: each Vietnamese vowel is a plain letter followed by a byte that stands for its marks.
enum VNIText {
  /// Never fails: a mark after a letter that cannot bear it stays the character of windows-1252 that the byte is.
  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 2)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
      index += 1
      if next >= 0xC0, let scalars = compose(byte, mark: next) {
        output.append(contentsOf: String(String.UnicodeScalarView(scalars)).utf8)
        index += 1
      } else if byte < 0x80 {
        output.append(byte)
      } else {
        let scalar = standalone[byte] ?? latin(byte)
        output.append(contentsOf: String(Character(scalar)).utf8)
      }
    }
    return output
  }

  /// The letter with the marks of a following byte, as base and combining marks; the caller normalises.
  private static func compose(_ byte: UInt8, mark: UInt8) -> [Unicode.Scalar]? {
    let base: Unicode.Scalar
    if let letter = standalone[byte] {
      guard "ươƯƠ".unicodeScalars.contains(letter) else { return nil }
      base = letter
    } else {
      base = Unicode.Scalar(byte)
      guard "aeiouyAEIOUY".unicodeScalars.contains(base) else { return nil }
    }
    // Capitals have the marks of small letters, 0x20 below.
    guard let marks = marks[mark] ?? marks[mark | 0x20] else { return nil }
    return [base] + marks
  }

  private static func latin(_ byte: UInt8) -> Unicode.Scalar {
    byte >= 0xA0 ? Unicode.Scalar(byte) : punctuation[byte] ?? " "
  }

  private static let acute: Unicode.Scalar = "\u{301}"
  private static let grave: Unicode.Scalar = "\u{300}"
  private static let hook: Unicode.Scalar = "\u{309}"
  private static let tilde: Unicode.Scalar = "\u{303}"
  private static let dot: Unicode.Scalar = "\u{323}"
  private static let hat: Unicode.Scalar = "\u{302}"
  private static let breve: Unicode.Scalar = "\u{306}"

  private static let marks: [UInt8: [Unicode.Scalar]] = [
    0xF9: [acute], 0xF8: [grave], 0xFB: [hook], 0xF5: [tilde], 0xEF: [dot],
    0xE2: [hat], 0xE1: [hat, acute], 0xE0: [hat, grave], 0xE5: [hat, hook], 0xE3: [hat, tilde], 0xE4: [dot, hat],
    0xEA: [breve], 0xE9: [breve, acute], 0xE8: [breve, grave], 0xFA: [breve, hook], 0xFC: [breve, tilde],
    0xEB: [dot, breve],
  ]

  private static let standalone: [UInt8: Unicode.Scalar] = [
    0xF6: "ư", 0xF4: "ơ", 0xF1: "đ", 0xED: "í", 0xEC: "ì", 0xF2: "ị", 0xE6: "ỉ", 0xF3: "ĩ", 0xEE: "ỵ",
    0xD6: "Ư", 0xD4: "Ơ", 0xD1: "Đ", 0xCD: "Í", 0xCC: "Ì", 0xD2: "Ị", 0xC6: "Ỉ", 0xD3: "Ĩ", 0xCE: "Ỵ",
  ]

  /// The part of windows-1252 between 0x80 and 0x9F that texts use.
  private static let punctuation: [UInt8: Unicode.Scalar] = [
    0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—",
  ]
}
