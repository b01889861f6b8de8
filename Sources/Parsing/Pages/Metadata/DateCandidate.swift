import NewsModels

/// A date that may be the article's, with how far its origin is to be trusted.
struct DateCandidate: Hashable, Sendable {
  var time: PublicationTime
  /// For a person.
  var origin: String
  /// Of all candidates the highest wins; of equals the first.
  var score: Int

  /// The one to believe: at its day, the most exact that agrees with it.
  static func best(of candidates: [DateCandidate]) -> DateCandidate? {
    guard var best = candidates.max(by: { $0.score < $1.score }) else { return nil }
    best = candidates.first { $0.score == best.score } ?? best
    if case .day(let day) = best.time,
      let exact = candidates.first(where: {
        if case .instant = $0.time { return $0.time.statedDay == day } else { return false }
      })
    {
      best.time = exact.time
    }
    return best
  }
}
