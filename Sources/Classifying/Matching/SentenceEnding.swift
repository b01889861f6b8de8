/// A sign that may have ended a sentence.
struct SentenceEnding {
  /// Whether the next sign begins a sentence without a space.
  private let isIdeographic: Bool
  let isFullStop: Bool
  /// Whether a space came.
  var isSpaced = false

  /// nil for a sign that ends no sentence.
  init?(_ scalar: Unicode.Scalar?) {
    switch scalar?.value {
    case 0x21, 0x2E, 0x3F, 0x2026: isIdeographic = false
    case 0x3002, 0xFF01, 0xFF1F: isIdeographic = true
    default: return nil
    }
    isFullStop = scalar == "."
  }

  /// Whether a sentence begins with this sign.
  func begins(with reading: ScalarReading, _ scalar: Unicode.Scalar?) -> Bool {
    isIdeographic ? !Self.closes(scalar) : isSpaced && (reading.isCapital || reading.group != .word)
  }

  /// Whether a sentence may still begin behind this sign.
  func goesOn(with scalar: Unicode.Scalar?) -> Bool { !isSpaced && Self.closes(scalar) }

  private static func closes(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar?.value {
    case 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201D, 0x300D, 0x300F, 0xFF09: true
    default: false
    }
  }
}
