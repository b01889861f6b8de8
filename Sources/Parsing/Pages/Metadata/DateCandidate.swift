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
    guard let highest = candidates.map(\.score).max() else { return nil }
    guard var best = candidates.first(where: { $0.score == highest }), let day = best.time.statedDay else { return nil }
    // A day that a page shows and an instant that it states may lie on both sides of midnight.
    let exact = candidates.filter { $0.isExact }.first { candidate in
      guard let other = candidate.time.statedDay else { return false }
      return abs(other.daysSince1970 - day.daysSince1970) <= (candidate.isStated ? 1 : 0)
    }
    if !best.isExact, let exact { best.time = exact.time }
    return best
  }

  private var isExact: Bool {
    if case .instant = time { true } else { false }
  }
}
