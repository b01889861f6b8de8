import Foundation

/// How many tries a row of the crash matrix makes: a few in every run of the tests, many where `deploy/crash-matrix` asks for them.
struct MatrixBudget {
  /// The kills that the standard numbers of all rows that kill come to, and a little less.
  private static let standardKills = 100
  /// Rows that share the time of a run by hours.
  private static let rows = 20

  private let tries: Int
  private let deadline: ContinuousClock.Instant?

  /// - Parameter standard: tries without being told otherwise.
  init(standard: Int) {
    let environment = ProcessInfo.processInfo.environment
    let kills = environment["NEWS_TOPICS_MATRIX_KILLS"].flatMap(Int.init)
    tries = kills.map { max(standard, (standard * $0 + Self.standardKills - 1) / Self.standardKills) } ?? standard
    deadline = environment["NEWS_TOPICS_MATRIX_HOURS"].flatMap(Double.init).map {
      .now + .seconds($0 * 3_600 / Double(Self.rows))
    }
  }

  /// Whether another try is to follow.
  func goesOn(after done: Int) -> Bool {
    if let deadline { return done == 0 || .now < deadline }
    return done < tries
  }
}
