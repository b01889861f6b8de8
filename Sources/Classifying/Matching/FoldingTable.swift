import Foundation

/// The foldings of the scalars that news is made of, ready to look up; the others are worked out when they come.
struct FoldingTable: Sendable {
  /// Made at first use, in some milliseconds.
  static let shared = FoldingTable()

  /// Alphabets, punctuation and symbols, kana; presentation and full-width forms.
  private static let ranges: [ClosedRange<UInt32>] = [0x0...0x318F, 0xF900...0xFFFD]

  /// By scalar value, the second range behind the first.
  private let foldings: [ScalarFolding]
  private let readings: [ScalarReading]

  private init() {
    foldings = Self.ranges.flatMap(Self.foldings)
    readings = foldings.map(ScalarReading.init)
  }

  /// How `scalar` is read.
  func folding(_ scalar: Unicode.Scalar) -> ScalarFolding {
    guard let index = Self.index(scalar.value) else { return ScalarFolding(scalar) }
    return foldings[index]
  }

  /// What `scalar` is.
  func reading(_ scalar: Unicode.Scalar) -> ScalarReading {
    if let index = Self.index(scalar.value) { return readings[index] }
    return switch scalar.value {
    case 0x4E00...0x9FFF: ScalarReading(kind: .base, group: .single)
    case 0xAC00...0xD7A3: ScalarReading(kind: .base, group: .hangul)
    default: ScalarReading(ScalarFolding(scalar))
    }
  }

  /// Whether `scalar` is in the table.
  func holds(_ scalar: Unicode.Scalar) -> Bool { Self.index(scalar.value) != nil }

  /// Every scalar of the table with what it is read as.
  var all: some Sequence<(Unicode.Scalar, ScalarFolding)> {
    zip(Self.ranges.joined(), foldings).lazy.compactMap { value, folding in
      Unicode.Scalar(value).map { ($0, folding) }
    }
  }

  private static func index(_ value: UInt32) -> Int? {
    if value <= 0x318F { return Int(value) }
    if value >= 0xF900, value <= 0xFFFD { return Int(value - 0xF900 + 0x3190) }
    return nil
  }

  /// One call decomposes a whole range, each scalar in a line of its own: ten times faster than a call each.
  private static func foldings(_ range: ClosedRange<UInt32>) -> [ScalarFolding] {
    let scalars = range.compactMap(Unicode.Scalar.init)
    var lines = String.UnicodeScalarView()
    for scalar in scalars {
      if scalar.value >= 0xC0 { lines.append(scalar) }
      lines.append("\n")
    }
    let decomposed = String(lines).decomposedStringWithCanonicalMapping.unicodeScalars
      .split(separator: "\n", omittingEmptySubsequences: false)
    return zip(scalars, decomposed).map { scalar, parts in
      ScalarFolding(scalar, decomposed: parts.isEmpty ? [scalar] : Array(parts))
    }
  }
}
