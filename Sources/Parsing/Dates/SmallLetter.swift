/// A letter or a mark of one, made small.
struct SmallLetter: Hashable, Sendable {
  private let scalar: Unicode.Scalar
  /// Whether `scalar` is small already.
  private let isSmall: Bool

  /// nil for anything but a letter.
  init?(_ scalar: Unicode.Scalar) {
    if let common = Self.common(scalar) {
      (self.scalar, isSmall) = (common, true)
      return
    }
    guard scalar.value >= 0x80 else { return nil }
    guard scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark else { return nil }
    (self.scalar, isSmall) = (scalar, false)
  }

  @inline(__always)
  func append(to word: inout DateWord) {
    if isSmall {
      word.append(scalar)
    } else {
      for byte in scalar.properties.lowercaseMapping.utf8 { word.append(byte) }
    }
  }

  /// Most letters of Vietnamese and English, for which Unicode's tables need not be asked; nil for all others.
  static func common(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A: Unicode.Scalar(scalar.value | 0x20)
    case 0xC0...0xD6, 0xD8...0xDE: Unicode.Scalar(scalar.value + 0x20)
    case 0xDF...0xF6, 0xF8...0xFF: scalar
    case 0x102, 0x110, 0x128, 0x168, 0x1A0, 0x1AF: Unicode.Scalar(scalar.value + 1)
    case 0x103, 0x111, 0x129, 0x169, 0x1A1, 0x1B0: scalar
    case 0x1EA0...0x1EF9: Unicode.Scalar(scalar.value | 1)
    default: nil
    }
  }
}
