/// Tells, sign by sign, where a sentence of a paragraph begins anew.
struct SentenceEnding {
  private enum Mark {
    case none
    /// Ends a sentence where a space and a capital follow.
    case stop
    /// Ends a sentence by itself.
    case ideographic
  }

  private var mark = Mark.none
  private var isSpaced = false
  /// How many letters of the word stand before, and whether the first is a capital.
  private var letters = 0
  private var isCapitalised = false

  /// A space or hyphen came.
  mutating func space() {
    isSpaced = true
    letters = 0
  }

  /// Whether a sentence begins with this sign; takes note of it.
  mutating func begins(with reading: ScalarReading, _ scalar: Unicode.Scalar?) -> Bool {
    let begins: Bool
    switch mark {
    case .none: begins = false
    case .ideographic: begins = !Self.closes(scalar)
    case .stop: begins = isSpaced && (reading.isCapital || reading.group != .word)
    }
    if begins { mark = .none }
    note(reading, scalar)
    return begins
  }

  private mutating func note(_ reading: ScalarReading, _ scalar: Unicode.Scalar?) {
    switch scalar?.value {
    case 0x3002, 0xFF01, 0xFF1F: mark = .ideographic
    case 0x21, 0x3F, 0x2026: mark = .stop
    case 0x2E: mark = isCapitalised && (1...2).contains(letters) ? .none : .stop
    default: if isSpaced || !Self.closes(scalar) { mark = .none }
    }
    isSpaced = false
    if reading.group == .word {
      if letters == 0 { isCapitalised = reading.isCapital }
      letters += 1
    } else {
      letters = 0
    }
  }

  private static func closes(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar?.value {
    case 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201D, 0x300D, 0x300F, 0xFF09: true
    default: false
    }
  }
}
