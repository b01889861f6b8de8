import Foundation
import Testing

/// How many tries a row of the crash matrix makes: a few in every run of the tests, many where `deploy/crash-matrix` asks for them.
struct MatrixBudget {
  /// The kills that the standard numbers of all rows that kill come to, and a little less.
  private static let standardKills = 100
  private static let kills = ProcessInfo.processInfo.environment["NEWS_TOPICS_MATRIX_KILLS"].flatMap(Int.init)
  /// For which each row goes on.
  private static let minutes = ProcessInfo.processInfo.environment["NEWS_TOPICS_MATRIX_MINUTES"].flatMap(Double.init)

  /// How long a row may take: far longer than it does, and more where it was asked for more.
  static var limit: TimeLimitTrait.Duration {
    .minutes(60 + Int(min(minutes ?? 0, 1_000_000)) + 60 * (kills ?? 0) / standardKills)
  }

  private let tries: Int
  private let deadline: ContinuousClock.Instant?

  /// - Parameter standard: tries without being told otherwise.
  init(standard: Int) {
    tries = Self.kills.map { max(standard, (standard * $0 + Self.standardKills - 1) / Self.standardKills) } ?? standard
    deadline = Self.minutes.map { .now + .seconds($0 * 60) }
  }

  /// Whether another try is to follow.
  func goesOn(after done: Int) -> Bool {
    if let deadline { return done == 0 || .now < deadline }
    return done < tries
  }
}
