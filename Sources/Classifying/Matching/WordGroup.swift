/// Signs that make words together. Two neighbours of one group other than `none` and `single` are in one word.
enum WordGroup: UInt8, Sendable {
  /// Spaces, punctuation, symbols.
  case none
  /// Chinese characters, hiragana and the scripts of South-East Asia that have no spaces: each sign stands alone.
  case single
  /// Letters and digits of alphabets.
  case word
  case hangul
  case katakana

  /// Whether a sign of this group is part of a word.
  var isPartOfWord: Bool { self != .none }

  /// Whether a word may end between a sign of this group and a following one of `other`.
  func isEdge(before other: WordGroup) -> Bool {
    self != other || self == .none || self == .single
  }

  /// The group of a scalar that is not a mark.
  init(of scalar: Unicode.Scalar) {
    let properties = scalar.properties
    guard properties.isAlphabetic || properties.numericType != nil else {
      self = .none
      return
    }
    switch scalar.value {
    case 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xAC00...0xD7FB: self = .hangul
    case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: self = .katakana
    case 0x3041...0x309F, 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: self = .single
    default: self = properties.isIdeographic ? .single : .word
    }
  }
}
