/// Which bytes tell that a text must be normalised before it is matched.
///
/// Precomposed letters, capitals and the common spaces and hyphens need no normalising: the automaton knows them. Marks of their own,
/// characters without width and the scripts that live on marks do. Whole blocks count where most of a block would.
enum NormalizationScreen {
  /// A first part of UTF-8 sequences, and the bytes of which any that follows completes a stop.
  private static let stops: [(prefix: [UInt8], next: ClosedRange<UInt8>)] = [
    // Soft hyphen; combining marks, also of Cyrillic; Hebrew; Arabic to NKo; Indic, Thai, Lao, Tibetan.
    ([0xC2], 0xAD...0xAD), ([], 0xCC...0xCD), ([0xD2], 0x83...0x89), ([], 0xD6...0xE0),
    // Myanmar to Khmer with the parts of Korean syllables; Mongolian to the phonetic extensions with marks behind them.
    ([0xE1], 0x80...0xB7),
    // Zero-width and direction marks; rare spaces; invisible operators; marks for symbols; minus.
    ([0xE2, 0x80], 0x80...0x8F), ([0xE2, 0x80], 0x92...0x92), ([0xE2, 0x80], 0xAA...0xAF), ([0xE2, 0x81], 0x83...0x83),
    ([0xE2, 0x81], 0x9F...0xAF),
    ([0xE2, 0x83], 0x90...0xBF), ([0xE2, 0x88], 0x92...0x92), ([0xE2], 0xB3...0xB3), ([0xE2, 0xB5], 0xBF...0xBF),
    ([0xE2], 0xB7...0xB7),
    // Ideographic space and tone marks; voiced marks of kana; the Korean filler.
    ([0xE3, 0x80], 0x80...0x80), ([0xE3, 0x80], 0xAA...0xAF), ([0xE3, 0x82], 0x99...0x9A), ([0xE3, 0x85], 0xA4...0xA4),
    // Cyrillic, Bamum and Indic marks.
    ([0xEA], 0x99...0x9B), ([0xEA], 0xA0...0xAF),
    // A Hebrew mark; variation selectors, half marks and small hyphens; byte order mark and full-width hyphen; fillers.
    ([0xEF], 0xAC...0xAC), ([0xEF], 0xB8...0xB9), ([0xEF, 0xBB], 0xBF...0xBF), ([0xEF, 0xBC], 0x8D...0x8D),
    ([0xEF, 0xBE], 0xA0...0xA0), ([0xEF, 0xBF], 0xB0...0xB8),
    // Beyond the basic plane all but emoji.
    ([0xF0], 0x90...0x9E), ([0xF0], 0xA0...0xBF), ([], 0xF1...0xF7),
  ]

  /// The spaces and hyphens that the automaton knows.
  static let spaces: [[UInt8]] =
    [[0x20], [0x09], [0x2D], [0xC2, 0xA0], [0xE2, 0x80, 0x90], [0xE2, 0x80, 0x91], [0xE2, 0x80, 0x93]]

  /// Whether the sequence, or a first part of it, is a stop.
  static func stops(at bytes: [UInt8]) -> Bool {
    stops.contains { prefix, next in
      bytes.count > prefix.count && bytes.starts(with: prefix) && next.contains(bytes[prefix.count])
    }
  }

  /// Each stop's bytes.
  static var sequences: [[UInt8]] { stops.flatMap { prefix, next in next.map { prefix + [$0] } } }
}
