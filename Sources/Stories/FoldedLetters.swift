/// What the characters of UTF-8 are to `FoldedWords`.
enum FoldedLetters {
  /// Ends a word.
  static let separator: UInt8 = 0
  /// Is not there for a reader: marks, the soft hyphen.
  static let nothing: UInt8 = 1
  /// A letter of another alphabet, compared as it stands.
  static let other: UInt8 = 2
  /// The first byte of several.
  static let long: UInt8 = 3
  /// What lies above is a letter or digit of ASCII, folded.
  static let lastSign: UInt8 = 3
  /// The bit that every folded letter has and no digit.
  static let noDigit: UInt8 = 0x40

  /// By byte, 256 of them; behind them by character, from `pairs` and from `vietnamese` on.
  static let table: [UInt8] =
    (0...255).map { byte in byte < 0x80 ? folded(byte) : long } + (0...0x7FF).map { folded($0) }
    + (0x1E00...0x1EFF).map { folded($0) }

  /// Where the characters of two bytes begin.
  static let pairs = 256
  /// Where U+1E00 to U+1EFF begin.
  static let vietnamese = 256 + 0x800

  private static func folded(_ value: UInt32) -> UInt8 {
    guard let scalar = Unicode.Scalar(value) else { return separator }
    if value == 0xAD || (0x300...0x36F).contains(value) { return nothing }
    let properties = scalar.properties
    if value < 0x80, properties.numericType != nil { return UInt8(value) }
    guard properties.isAlphabetic || properties.generalCategory == .nonspacingMark else { return separator }
    if value == 0xD0 || value == 0xF0 { return UInt8(ascii: "d") }  // eth, which keyboards give for Đ
    // LATIN SMALL LETTER E WITH CIRCUMFLEX AND ACUTE
    let name = Array((properties.name ?? "").utf8).split(separator: UInt8(ascii: " "), maxSplits: 4)
    guard name.first?.elementsEqual("LATIN".utf8) == true else { return value < 0x80 ? separator : other }
    guard name.count >= 4, name[3].count == 1, let letter = name[3].first else {
      return 0x61 + UInt8(value % 26)  // æ, ß: some letter
    }
    return letter | 0x20
  }
}
