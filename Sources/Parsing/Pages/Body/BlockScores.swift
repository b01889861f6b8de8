/// How likely each block of a page is the article's text: above 0 more likely than not.
struct BlockScores: Sendable {
  /// Measured features, the first judgement among them.
  let features: BlockFeatures
  let values: [Float]

  /// Judges twice: each block by itself, then again knowing what was thought of it and its neighbours.
  init(_ measured: BlockFeatures) {
    var features = measured
    features.add(firstScores: BlockWeights.first.scores(of: features))
    values = BlockWeights.second.scores(of: features)
    self.features = features
  }
}
