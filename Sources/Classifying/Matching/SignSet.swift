import Foundation

/// The signs that any phrase holds, numbered, with all ways to write each in UTF-8.
struct SignSet: Sendable {
  /// Number of the run of spaces and hyphens.
  static let space = 0

  /// By number.
  private(set) var groups: [WordGroup] = [.none]
  /// By number: the bytes of each way to write a sign in a text that needs no normalising. Empty for those that have none.
  private(set) var spellings: [[[UInt8]]] = [[]]
  private var numbers: [[Unicode.Scalar]: Int] = [[" "]: 0]
  /// The signs of at most three scalars again, faster to look up.
  private var packedNumbers: [UInt64: Int] = [Self.packed([" "]): 0]

  init(_ variants: [PhraseVariant]) {
    for variant in variants {
      for sign in variant.signs where numbers[sign.scalars] == nil {
        numbers[sign.scalars] = groups.count
        if sign.scalars.count <= 3 { packedNumbers[Self.packed(sign.scalars)] = groups.count }
        groups.append(sign.group)
        spellings.append([])
      }
    }
    collectSpellings()
  }

  var count: Int { groups.count }

  /// nil for a sign that is in no phrase.
  func number(of scalars: [Unicode.Scalar]) -> Int? {
    scalars.count <= 3 ? packedNumbers[Self.packed(scalars)] : numbers[scalars]
  }

  /// The bytes that stand for a sign in a normalised text: its first spelling, or, without one, bytes that no UTF-8 text has.
  func normalizedBytes(of number: Int) -> [UInt8] {
    spellings[number].first ?? Self.privateBytes(number)
  }

  /// All bytes that the automaton takes for a sign.
  func automatonSpellings(of number: Int) -> [[UInt8]] {
    isPrivate(number) ? [Self.privateBytes(number)] : spellings[number]
  }

  /// Whether the sign can be found in normalised texts only.
  func isPrivate(_ number: Int) -> Bool { number != Self.space && spellings[number].isEmpty }

  static func privateBytes(_ number: Int) -> [UInt8] {
    [0xF8, 0x80 | UInt8(number >> 12 & 63), 0x80 | UInt8(number >> 6 & 63), 0x80 | UInt8(number & 63)]
  }

  /// The number that the bytes behind the first of `privateBytes` stand for.
  static func privateNumber(_ one: UInt8, _ two: UInt8, _ three: UInt8) -> Int {
    Int(one & 63) << 12 | Int(two & 63) << 6 | Int(three & 63)
  }

  private static func packed(_ scalars: [Unicode.Scalar]) -> UInt64 {
    var packed: UInt64 = 0
    for scalar in scalars { packed = packed << 21 | UInt64(scalar.value) }
    return packed
  }

  private mutating func collectSpellings() {
    let firsts = Set(numbers.keys.map { $0[0] })
    var candidates: [(Unicode.Scalar, ScalarFolding)] = []
    for (scalar, folding) in FoldingTable.shared.all where folding.kind == .base && firsts.contains(folding.folded[0]) {
      candidates.append((scalar, folding))
    }
    for scalar in outsideTable() { candidates.append((scalar, ScalarFolding(scalar))) }
    for (scalar, folding) in candidates {
      let bytes = Array(String(scalar).utf8)
      guard let number = numbers[FoldedSign.sorted(folding.folded)], number != Self.space,
        !NormalizationScreen.stops(at: bytes)
      else { continue }
      spellings[number].append(bytes)
    }
    spellings[Self.space] = NormalizationScreen.spaces
  }

  /// Scalars beyond the folding table that may be read as one of the signs.
  private func outsideTable() -> Set<Unicode.Scalar> {
    var found: Set<Unicode.Scalar> = []
    var hasHan = false
    for sign in numbers.keys {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: sign)
      let composed = String(text).precomposedStringWithCanonicalMapping.unicodeScalars
      if let scalar = composed.first, composed.count == 1 { found.insert(scalar) }
      let properties = sign[0].properties
      for mapped in [properties.uppercaseMapping, properties.titlecaseMapping] where sign.count == 1 {
        if let scalar = mapped.unicodeScalars.first, mapped.unicodeScalars.count == 1 { found.insert(scalar) }
      }
      hasHan = hasHan || properties.isIdeographic
    }
    if hasHan {
      found.formUnion(HanVariants.simplified.keys)
      found.formUnion((0x2F800...0x2FA1D as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init))
    }
    return found.filter { !FoldingTable.shared.holds($0) }
  }
}
