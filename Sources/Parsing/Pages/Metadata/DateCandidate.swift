import NewsModels

/// A date that may be the article's, with how far its origin is to be trusted.
struct DateCandidate: Hashable, Sendable {
  var time: PublicationTime
  /// For a person.
  var origin: String
  /// Of all candidates the highest wins; of equals the first.
  var score: Int
  /// Whether the page states it outside the text that it shows.
  var isStated = false

  /// The one to believe, as exact as any that agrees with it.
  static func best(of candidates: [DateCandidate]) -> DateCandidate? {
    guard let highest = candidates.map(\.score).max(), highest >= leastScore else { return nil }
    guard var best = candidates.first(where: { $0.score == highest }), let day = best.time.statedDay else { return nil }
    // An instant of another day is no help: the day that a page shows is that of its readers' zone.
    let exact = candidates.first { $0.isExact && $0.time.statedDay == day }
    if !best.isExact, let exact { best.time = exact.time }
    return best
  }

  /// Below it, a date is more likely another article's.
  private static let leastScore = 48

  private var isExact: Bool {
    if case .instant = time { true } else { false }
  }
}
