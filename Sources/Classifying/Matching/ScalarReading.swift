/// What one scalar is, without what it is the same as.
struct ScalarReading: Sendable {
  var kind: ScalarFolding.Kind
  var group: WordGroup
  /// Whether it is a capital letter.
  var isCapital: Bool

  init(kind: ScalarFolding.Kind, group: WordGroup, isCapital: Bool) {
    self.kind = kind
    self.group = group
    self.isCapital = isCapital
  }

  init(_ folding: ScalarFolding) {
    kind = folding.kind
    group = folding.group
    isCapital = folding.exact != folding.folded[0]
  }
}
