/// What became of a pushed document: final, given only after it is on disk.
public struct DocumentAnswer: Hashable, Sendable, Codable {
  public enum Outcome: String, Hashable, Sendable, Codable {
    /// It holds articles: `accepted` and `duplicates` tell which are new.
    case read
    /// These bytes gave articles before.
    case duplicate
    /// It holds no article and is not expected to.
    case skipped
    /// It cannot be read, and is kept for a person to look at.
    case quarantined
    /// Not taken at all, for its size or for want of room in the quarantine or the outbox: the reason says what to do. In no ledger.
    case refused
  }

  public var outcome: Outcome
  /// Articles that were new, in the document's order.
  public var accepted: [ArticleID]
  /// Articles that were known.
  public var duplicates: [ArticleID]
  /// Why it was skipped, quarantined or refused; of one that was read, what of it was left out, if anything was.
  public var reason: String?
  /// How many of the accepted ones tell no day of publication; nil for none.
  public var undated: Int?

  public init(
    outcome: Outcome, accepted: [ArticleID] = [], duplicates: [ArticleID] = [], reason: String? = nil,
    undated: Int? = nil
  ) {
    self.outcome = outcome
    self.accepted = accepted
    self.duplicates = duplicates
    self.reason = reason
    self.undated = undated
  }
}
