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

  /// What the first date in a text shows: one of its numbers is no month. nil where both could be, and where points part them, which is
  /// day first everywhere.
  init?(of text: String) {
    let line = Array(text.utf8)[...]
    // Most begin with the year.
    guard line.count <= Self.longest, !line.prefix(4).allSatisfy(\.isASCIIDigit), VisibleDate.mayHoldDate(line) else {
      return nil
    }
    let scanner = DateScanner(tokens: DateToken.tokens(of: line), language: "en")
    guard let order = scanner.shownOrder() else { return nil }
    self = order
  }

  /// Bytes.
  private static let longest = 80
}
