/// Whether the day or the month stands first in dates of two numbers and a year: `24/02/2024`, `02/24/2024`.
enum DateOrder: Hashable, Sendable {
  case dayFirst
  case monthFirst

  /// What all of `dates`, each written by the same hand, agree on; nil where none of them shows it, and where two contradict each other.
  init?(shownBy dates: some Sequence<DateOrder?>) {
    var found: DateOrder?
    for case .some(let order) in dates {
      if let found, found != order { return nil }
      found = order
    }
    guard let found else { return nil }
    self = found
  }

  /// What the first date in a text shows: one of its numbers is no month. nil where both could be, where points part them, which is day
  /// first everywhere, and where the year may stand first, as `25/12/24` in Chinese.
  /// - Parameter language: asked for only where the order depends on it.
  init?(of text: String, language: @autoclosure () -> String?) {
    let line = Array(text.utf8)[...]
    // Most begin with the year.
    guard line.count <= Self.longest, !line.prefix(4).allSatisfy(\.isASCIIDigit), VisibleDate.mayHoldDate(line) else {
      return nil
    }
    let tokens = DateToken.tokens(of: line)
    guard let order = DateScanner(tokens: tokens, language: "en").shownOrder() else { return nil }
    let hasWholeYear = tokens.contains { $0.digits == 4 }
    guard hasWholeYear || DateScanner(tokens: tokens, language: language()).shownOrder() != nil else { return nil }
    self = order
  }

  /// Bytes.
  private static let longest = 80
}
