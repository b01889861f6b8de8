/// Why a page was read as it was: what `newsctl parse --explain` prints.
struct PageTrace: Hashable, Sendable {
  /// A block of text, in the order of the page.
  struct Line: Hashable, Sendable {
    var isKept: Bool
    /// In one or a few words: the stage that decided.
    var reason: String
    /// The score, and what spoke for and against it, the strongest first.
    var score: String
    var text: String
  }

  /// How title, date and kind of page were chosen.
  private(set) var notes: [String] = []
  private(set) var lines: [Line] = []

  init(
    _ analysis: PageAnalysis, scores: BlockScores, body: BodySelection, dates: [DateCandidate], signs: IndexSigns
  ) {
    notes.append("headline from \(analysis.headline.origin)")
    for candidate in analysis.headline.candidates.sorted(by: { $0.score > $1.score }).prefix(Self.mostCandidates) {
      notes.append(
        "headline candidate from \(candidate.origin), score \(Self.round(candidate.score)): \(candidate.text)")
    }
    for date in dates.sorted(by: { $0.score > $1.score }).prefix(Self.mostCandidates) {
      notes.append("date \(date.time) from \(date.origin), score \(date.score)")
    }
    notes.append(
      "kept \(signs.keptWeight), headline links \(signs.headlineLinks) weighing \(Self.round(signs.headlineShare)) of that, "
        + "\(signs.cards) cards with \(Self.round(signs.cardShare)) of it, states an article: \(signs.isStatedArticle)")
    if body.isFromLinkedData { notes.append("the text is from the linked data: the page shows hardly any of it") }
    for (row, block) in analysis.blocks.enumerated() {
      let parts = BlockWeights.second.contributions(to: row, of: scores.features).prefix(Self.mostReasons)
        .map { "\($0.feature) \(Self.round(Double($0.amount)))" }
      lines.append(
        Line(
          isKept: body.isKept[row], reason: body.reasons[row],
          score: "\(Self.round(Double(scores.values[row]))): \(parts.joined(separator: ", "))", text: block.text))
    }
  }

  private static let mostCandidates = 12
  private static let mostReasons = 6

  private static func round(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
