/// What one scalar is, without what it is the same as. One byte, so that a table of them stays in the processor's caches.
struct ScalarReading: Hashable, Sendable {
  private let bits: UInt8

  init(kind: ScalarFolding.Kind, group: WordGroup, isCapital: Bool = false) {
    bits = kind.rawValue | group.rawValue << 3 | (isCapital ? 0x40 : 0)
  }

  init(_ folding: ScalarFolding) {
    self.init(kind: folding.kind, group: folding.group, isCapital: folding.exact != folding.folded[0])
  }

  /// What bytes are that are no scalar.
  static let invalid = ScalarReading(kind: .base, group: .none)

  var kind: ScalarFolding.Kind { ScalarFolding.Kind(rawValue: bits & 7) ?? .base }
  var group: WordGroup { WordGroup(rawValue: bits >> 3 & 7) ?? .none }
  /// Whether it is a capital letter.
  var isCapital: Bool { bits & 0x40 != 0 }
}
