/// The letters beyond ASCII of the languages that windows-1250 and ISO-8859-2 are for. Both have most of them at the same bytes: only what
/// the others become tells which of the two a text is in, or that it is in neither.
enum CentralEuropeanLetters {
  /// The share of the letters of a language among the characters beyond ASCII that are no punctuation, 1 where there are none; nil for
  /// a language of other encodings.
  static func share(of language: String, in utf8: [UInt8]) -> Double? {
    guard let letters = letters[language] else { return nil }
    var (counted, hits) = (0, 0)
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars
    where scalar.value >= 0x80 && !isPunctuation(scalar) {
      counted += 1
      if letters.contains(scalar) { hits += 1 }
    }
    return counted == 0 ? 1 : Double(hits) / Double(counted)
  }

  /// The least share of a text that was decoded rightly: names of other languages are in it, too.
  static let least = 0.85

  private static let letters: [String: Set<Unicode.Scalar>] = [
    "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "ro": "ăâîşţșț",
    "hr": "čćđšž", "sl": "čćđšž", "sq": "ëç",
  ].mapValues { Set(($0 + $0.uppercased()).unicodeScalars) }

  /// Quotation marks, dashes, signs: none of them stands for a letter where the encoding is wrong, but for a few.
  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0xA7, 0xA9, 0xAB, 0xAD, 0xAE, 0xB0, 0xBB, 0x2010...0x203A, 0x20AC, 0x2122: true
    default: false
    }
  }
}
