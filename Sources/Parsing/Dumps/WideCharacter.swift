/// What characters beyond ASCII are, told from their UTF-8 bytes without decoding.
enum WideCharacter {
  enum Kind { case space, mark, ideograph, capital, letter }

  @inline(__always)
  static func kind(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Kind {
    switch first {
    case 0xC2: second == 0xA0 ? .space : second == 0xAA || second == 0xB5 || second == 0xBA ? .letter : .mark
    case 0xD8: second == 0x8C || second == 0x9B || second == 0x9F ? .mark : .letter
    case 0xDB: second == 0x94 ? .mark : .letter
    case 0xE0: second == 0xA5 && (third == 0xA4 || third == 0xA5) ? .mark : .letter
    case 0xE1:
      (second == 0x81 && (third == 0x8A || third == 0x8B)) || (second == 0x8D && third >= 0xA1 && third <= 0xA8)
        || (second == 0x9F && third >= 0x94 && third <= 0x9A) ? .mark : .letter
    case 0xE2: second == 0x80 && (third <= 0x8B || third == 0xAF) ? .space : .mark
    case 0xE3: second == 0x80 ? third == 0x80 ? .space : third < 0x85 || third > 0x87 ? .mark : .ideograph : .ideograph
    case 0xE4...0xE9: .ideograph
    case 0xEA: second >= 0xB0 ? .ideograph : .letter
    case 0xEB...0xED: .ideograph
    case 0xEF:
      second == 0xBC || second == 0xBD || second == 0xBF ? isFullWidthLetter(second, third) ? .letter : .mark : .letter
    case 0xF0: second == 0x9F ? .mark : .letter
    default: .letter
    }
  }

  private static func isFullWidthLetter(_ second: UInt8, _ third: UInt8) -> Bool {
    second == 0xBC && (0x90...0x99).contains(third) || second == 0xBC && (0xA1...0xBA).contains(third)
      || second == 0xBD && (0x81...0x9A).contains(third) || second == 0xBD && third >= 0xA6
  }

  /// Whether a letter is a capital: Latin, Greek, Cyrillic, Armenian.
  static func isCapital(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch first {
    case 0xC3: second < 0x9F && second != 0x97
    case 0xC4, 0xC5: second & 1 == 0
    case 0xC6: second == 0xA0 || second == 0xAF
    case 0xCE: second >= 0x86 && second <= 0xAB
    case 0xD0: second < 0xB0
    case 0xD4: second >= 0xB1
    case 0xD5: second <= 0x96
    case 0xE1: second >= 0xB8 && second <= 0xBB && third & 1 == 0
    default: false
    }
  }

  /// A comma, full stop, colon or semicolon of another script.
  static func isClauseMark(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second, third) {
    case (0xE3, 0x80, 0x81), (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x8C), (0xEF, 0xBC, 0x9A), (0xEF, 0xBC, 0x9B),
      (0xD8, _, _), (0xDB, _, _),
      (0xE0, _, _), (0xE1, _, _), (0xEF, 0xBD, 0xA1):
      true
    default: false
    }
  }

  /// How a line ends, closing quotes and brackets passed over.
  static func ending(of text: UnsafeBufferPointer<UInt8>) -> DumpLine.Ending {
    var end = text.count
    while end > 0 {
      let last = text[end - 1]
      if last == 0x22 || last == 0x27 || last == 0x29 || last == 0x5D || last == 0x20 {
        end -= 1
        continue
      }
      if last < 0x80 {
        switch last {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return .sentence
        case UInt8(ascii: ":"): return .colon
        case UInt8(ascii: ","), UInt8(ascii: ";"): return .comma
        default: return .other
        }
      }
      if last == 0xBB, end >= 2, text[end - 2] == 0xC2 {
        end -= 2
        continue
      }
      guard end >= 3 else { return .other }
      switch (text[end - 3], text[end - 2], last) {
      case (0xE2, 0x80, 0x99), (0xE2, 0x80, 0x9C), (0xE2, 0x80, 0x9D), (0xE3, 0x80, 0x8D), (0xE3, 0x80, 0x8F),
        (0xEF, 0xBC, 0x89),
        (0xE2, 0x80, 0x98), (0xE2, 0x80, 0xBA), (0xE3, 0x80, 0x8B):
        end -= 3
      case (0xE2, 0x80, 0xA6), (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xE0, 0xA5, 0xA4),
        (0xE1, 0x81, 0x8B),
        (0xE1, 0x8D, 0xA2), (0xE1, 0x9F, 0x94), (0xEF, 0xBD, 0xA1):
        return .sentence
      case (0xEF, 0xBC, 0x9A): return .colon
      case (0xEF, 0xBC, 0x8C), (0xE3, 0x80, 0x81), (0xEF, 0xBC, 0x9B): return .comma
      case (_, 0xDB, 0x94), (_, 0xD8, 0x9F), (_, 0xD6, 0x89): return .sentence
      default: return .other
      }
    }
    return .other
  }

  static func opening(of text: UnsafeBufferPointer<UInt8>) -> DumpLine.Opening {
    guard let first = text.first else { return .other }
    let second = text.count > 1 ? text[1] : 0
    let third = text.count > 2 ? text[2] : 0
    if first < 0x80 {
      if first.isASCIILetter { return first < 0x60 ? .capital : .small }
      if first.isASCIIDigit { return .digit }
      if first == 0x22 || first == 0x27 { return .quote }
      return first == UInt8(ascii: "*") || first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? .bullet : .other
    }
    switch (first, second, third) {
    case (0xC2, 0xAB, _), (0xE2, 0x80, 0x98...0x9F), (0xE3, 0x80, 0x8C), (0xE3, 0x80, 0x8E): return .quote
    case (0xE2, 0x80, 0xA2), (0xE2, 0x80, 0x90...0x95), (0xE2, 0x96, _), (0xE2, 0x97, _), (0xC2, 0xB7, _):
      return .bullet
    default: break
    }
    switch kind(first, second, third) {
    case .letter, .capital: return isCapital(first, second, third) ? .capital : .small
    case .ideograph: return .capital
    default: return .other
    }
  }
}
