/// The log-odds of each line being text of the article, and the lines chosen by them.
struct DumpScores: Sendable {
  /// By line; above 0 speaks for text.
  private(set) var values: [Float]
  /// What was added to all scores because the document's best text scores low or high as a whole.
  let shift: Float

  /// Scores are kept within bounds, so that no line outweighs a whole paragraph of others.
  private static let bound: Float = 9
  /// Added to all scores: recall is worth more than the odds say, since a long line lost costs more than a short one kept.
  private static let lenience: Float = 0.7
  /// What the best quarter of the long text should reach; a document below it is lifted.
  private static let target: Float = 1.5
  private static let greatestLift: Float = 2.5
  /// What it costs to go from furniture to text or back.
  private static let changeCost: Float = 0.5

  /// The sum of the weights of one line.
  private struct Row: DumpFeatureRow {
    let weights: [Float]
    private(set) var sum: Float = 0

    @inline(__always)
    mutating func set(_ feature: DumpFeature, _ value: Float) { sum += weights[feature.rawValue] * value }

    mutating func begin() { sum = 0 }
  }

  init(_ features: DumpFeatures) {
    var row = Row(weights: DumpWeights.all)
    values = features.lines.indices.map { index -> Float in
      row.begin()
      features.list(index, in: &row)
      return min(Self.bound, max(-Self.bound, row.sum))
    }
    var strong: [(score: Float, words: Int)] = []
    strong.reserveCapacity(values.count)
    for index in values.indices where features.context.places[index].isStrong {
      strong.append((values[index], features.lines[index].words))
    }
    shift = Self.lenience + Self.lift(strong)
    for index in values.indices { values[index] += shift }
  }

  /// How much the scores of the long lines fall short as a whole.
  private static func lift(_ strong: [(score: Float, words: Int)]) -> Float {
    guard strong.count >= 3 else { return 0 }
    let total = strong.reduce(0) { $0 + $1.words }
    var seen = 0
    for line in strong.sorted(by: { $0.score > $1.score }) {
      seen += line.words
      if seen * 4 >= total { return min(greatestLift, max(0, target - line.score)) }
    }
    return 0
  }

  /// Whether each line is text: the choice of greatest total score, where longer lines weigh more and each change costs.
  func choice(_ dump: DumpLines) -> [Bool] {
    var outside: Float = 0
    var inside: Float = -Self.changeCost
    var stays: [(outside: Bool, inside: Bool)] = []
    stays.reserveCapacity(values.count)
    for (score, line) in zip(values, dump.lines) {
      let weight = min(1.5, max(0.3, DumpContext.logarithm(line.words) / 5))
      stays.append((outside >= inside - Self.changeCost, inside >= outside - Self.changeCost))
      let leaving = max(outside, inside - Self.changeCost)
      inside = max(inside, outside - Self.changeCost) + score * weight
      outside = leaving
    }
    var chosen = Array(repeating: false, count: values.count)
    var isInside = inside > outside
    for index in values.indices.reversed() {
      chosen[index] = isInside
      if isInside ? !stays[index].inside : !stays[index].outside { isInside.toggle() }
    }
    return chosen
  }
}
