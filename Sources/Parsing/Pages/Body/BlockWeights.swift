/// How much each feature speaks for a block being the article's text (above 0) or not (below 0).
///
/// The weights in `BlockWeights+Fitted.swift` were fitted by logistic regression on pages with known text, so that a
/// block's weighted sum is the logarithm of the odds that it belongs. They are a table to be read: a feature with a
/// strange weight is a feature to be looked at.
struct BlockWeights: Sendable {
  private let weights: [Float]

  init(_ weights: [BlockFeature: Float]) {
    var row = [Float](repeating: 0, count: BlockFeatures.width)
    for (feature, weight) in weights { row[feature.rawValue] = weight }
    self.weights = row
  }

  subscript(feature: BlockFeature) -> Float { weights[feature.rawValue] }

  /// The scores of all blocks of a page.
  func scores(of features: BlockFeatures) -> [Float] {
    (0..<features.rows).map { row in
      var sum: Float = 0
      let start = row * BlockFeatures.width
      for index in 0..<BlockFeatures.width { sum += features.values[start + index] * weights[index] }
      return sum
    }
  }

  /// What spoke for and against a block, the strongest first.
  func contributions(to row: Int, of features: BlockFeatures) -> [(feature: BlockFeature, amount: Float)] {
    BlockFeature.allCases.map { ($0, features[row, $0] * self[$0]) }.filter { abs($0.1) > 0.05 }
      .sorted { abs($0.1) > abs($1.1) }
  }
}
