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
  /// By number: what stands for the sign in a normalised text.
  private var normalized: [[UInt8]] = []
  /// The signs of at most three scalars again, faster to look up: packed, at the place that their bits say or behind it; 0 is free.
  private var packedSigns: [UInt64] = []
  private var packedNumbers: [Int] = []

  init(_ variants: [PhraseVariant]) {
    for variant in variants {
      for sign in variant.signs where numbers[sign.scalars] == nil {
        numbers[sign.scalars] = groups.count
        groups.append(sign.group)
        spellings.append([])
      }
    }
    collectSpellings()
    normalized = (0..<groups.count).map { spellings[$0].first ?? Self.privateBytes($0) }
    pack()
  }

  var count: Int { groups.count }

  /// nil for a sign that is in no phrase.
  func number(of scalars: [Unicode.Scalar]) -> Int? {
    guard scalars.count <= 3 else { return numbers[scalars] }
    let packed = Self.packed(scalars)
    var place = place(of: packed)
    while packedSigns[place] != 0 {
      if packedSigns[place] == packed { return packedNumbers[place] }
      place = (place + 1) & (packedSigns.count - 1)
    }
    return nil
  }

  /// The bytes that stand for a sign in a normalised text: its first spelling, or, without one, bytes that no UTF-8 text has.
  func normalizedBytes(of number: Int) -> [UInt8] { normalized[number] }

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

  private func place(of packed: UInt64) -> Int {
    Int(truncatingIfNeeded: packed &* 0x9E37_79B9_7F4A_7C15 >> 32) & (packedSigns.count - 1)
  }

  private mutating func pack() {
    // Half full at most, so that a search ends soon.
    let size = 1 << (Int.bitWidth - (2 * numbers.count).leadingZeroBitCount)
    packedSigns = Array(repeating: 0, count: size)
    packedNumbers = Array(repeating: 0, count: size)
    for (scalars, number) in numbers where scalars.count <= 3 {
      let packed = Self.packed(scalars)
      var place = place(of: packed)
      while packedSigns[place] != 0 { place = (place + 1) & (size - 1) }
      packedSigns[place] = packed
      packedNumbers[place] = number
    }
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
    var han: Set<Unicode.Scalar> = []
    for sign in numbers.keys {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: sign)
      let composed = String(text).precomposedStringWithCanonicalMapping.unicodeScalars
      if let scalar = composed.first, composed.count == 1 { found.insert(scalar) }
      let properties = sign[0].properties
      for mapped in [properties.uppercaseMapping, properties.titlecaseMapping] where sign.count == 1 {
        if let scalar = mapped.unicodeScalars.first, mapped.unicodeScalars.count == 1 { found.insert(scalar) }
      }
      if properties.isIdeographic { han.insert(sign[0]) }
    }
    if !han.isEmpty {
      found.formUnion(HanVariants.variants(of: han))
      // Compatibility ideographs.
      for range in [0xF900...0xFAD9, 0x2F800...0x2FA1D] as [ClosedRange<UInt32>] {
        found.formUnion(range.compactMap(Unicode.Scalar.init))
      }
    }
    return found.filter { !FoldingTable.shared.holds($0) }
  }
}
