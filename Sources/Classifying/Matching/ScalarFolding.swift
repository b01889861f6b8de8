import Foundation

/// How one Unicode scalar is read: what it is, and what it is the same as.
struct ScalarFolding: Sendable {
  enum Kind: UInt8, Sendable {
    /// A sign of its own, until marks follow.
    case base
    /// Belongs to the sign before it: accents, and the vowels and finals of decomposed Korean.
    case mark
    /// Not there for a reader: soft hyphens, zero-width spaces, byte order marks.
    case ignored
    /// A space or hyphen; several are one.
    case space
    case lineBreak
  }

  let kind: Kind
  let group: WordGroup
  /// Canonically decomposed, the first scalar in lower case and without variants of the same sign. Never empty.
  let folded: [Unicode.Scalar]
  /// The first of `folded`, capitals kept.
  let exact: Unicode.Scalar

  init(_ scalar: Unicode.Scalar) {
    self.init(scalar, decomposed: Array(String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars))
  }

  init(_ scalar: Unicode.Scalar, decomposed: [Unicode.Scalar]) {
    let first = decomposed.first ?? scalar
    exact = Self.same(first)
    folded = [Self.lower(exact)] + decomposed.dropFirst()
    kind = Self.kind(scalar)
    group = kind == .base ? WordGroup(of: exact) : .none
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0xA...0xD, 0x85, 0x2028, 0x2029: return .lineBreak
    case 0x2D, 0x2010...0x2013, 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D: return .space
    default: break
    }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return .ignored }
    if properties.isWhitespace { return .space }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return .mark
    default: return .base
    }
  }

  /// One of the signs that mean the same, capitals kept.
  private static func same(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xD0, 0x189: "\u{110}"
    case 0xF0, 0x256: "\u{111}"
    case 0x3C2: "\u{3C3}"
    case 0x60, 0xB4, 0x2B9, 0x2BC, 0x2018, 0x2019, 0x201B, 0x2032, 0xFF07: "'"
    case 0xAB, 0xBB, 0x201C...0x201F, 0x2033, 0xFF02: "\""
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    default: HanVariants.simplified[scalar] ?? scalar
    }
  }

  private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let mapped = scalar.properties.lowercaseMapping.unicodeScalars
    guard mapped.count == 1, let first = mapped.first else { return scalar }
    return first
  }
}
