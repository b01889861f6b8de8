/// Tells whether an outlet fell silent, by its own rhythm.
struct SilenceRule: Sendable {
  /// Days before an outlet's last one that its rhythm is taken from.
  static let days: Int64 = 90
  /// Fewer days with articles make no rhythm.
  static let leastDays = 10
  /// A shorter silence is none.
  static let leastSilence = 3

  /// The rule in a sentence for a person.
  static let method = """
    An outlet fell silent when nothing of it was published for at least \(leastSilence) days and for more than twice its longest \
    pause in the \(days) days before (with at least \(leastDays) days with articles among them), as of the newest day of the store.
    """

  /// The longest pause in days between two of the outlet's days; nil where they make no rhythm.
  static func usualPause(_ days: some Collection<Int64>) -> Int? {
    let days = Set(days).sorted()
    guard days.count >= leastDays else { return nil }
    return zip(days.dropFirst(), days).map { Int($0 - $1) }.max()
  }

  static func isSilent(_ silentDays: Int, usualPause: Int?) -> Bool {
    guard let usualPause else { return false }
    return silentDays >= leastSilence && silentDays > 2 * usualPause
  }
}
