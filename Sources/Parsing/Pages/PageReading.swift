import NewsModels

/// What a page turned out to be.
struct PageReading: Sendable {
  enum Outcome: Hashable, Sendable {
    case article(PageArticle)
    /// A front page, a section, a list of links: holds no article of its own.
    case indexPage(reason: String)
    /// Neither an article nor an index: an empty shell, an error page, a player.
    case noArticle(reason: String)
    /// Refused because reading it would cost too much.
    case unreadable(reason: String)
  }

  var outcome: Outcome
  /// Why; nil unless asked for.
  var trace: PageTrace?

  init(outcome: Outcome, trace: PageTrace? = nil) {
    self.outcome = outcome
    self.trace = trace
  }
}
