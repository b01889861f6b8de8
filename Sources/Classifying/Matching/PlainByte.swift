/// What a byte is to a run of ASCII and precomposed Latin letters, in bits.
enum PlainByte {
  /// Part of a letter or digit.
  static let word: UInt8 = 1
  /// Begins the letters from U+00C0, of which `×` and `÷` are none, or those of which only U+1E00 to U+1EFF are wanted.
  static let leads: UInt8 = firstOfTwo | firstOfThree

  /// Ends a run behind C3; behind E1; everywhere. The first two bits are those of `leads`, shifted.
  private static let noSecondOfTwo: UInt8 = 2
  private static let noSecondOfThree: UInt8 = 4
  private static let stop: UInt8 = 8
  private static let firstOfTwo: UInt8 = 16
  private static let firstOfThree: UInt8 = 32

  /// Whether a byte of one kind ends a run whose last byte is of another.
  @inline(__always)
  static func ends(_ kind: UInt8, behind before: UInt8) -> Bool {
    kind & (before >> 3 & (noSecondOfTwo | noSecondOfThree) | stop) != 0
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x2D || byte == 0x09 }

  /// By byte.
  static let table: [UInt8] = (0...255).map { byte in
    let behindLead =
      (byte == 0x97 || byte == 0xB7 ? noSecondOfTwo : 0) | ((0xB8...0xBB).contains(byte) ? 0 : noSecondOfThree)
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xBF, 0xC4...0xC9: return word | behindLead
    case 0xC3: return word | behindLead | firstOfTwo
    case 0xE1: return word | behindLead | firstOfThree
    // Line breaks, and what may end a sentence.
    case 0x0A...0x0D, 0x21, 0x2E, 0x3F: return stop
    case 0..<0x80: return behindLead
    default: return stop
    }
  }
}
