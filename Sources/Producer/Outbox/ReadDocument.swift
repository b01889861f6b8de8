import NewsModels

/// A document with what parsing made of it, ready to be committed.
public struct ReadDocument: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    /// In the document's order; the place in this array is the article's item number.
    case articles([IdentifiedArticle])
    case skipped(reason: String)
    /// Kept whole for a person to look at.
    case quarantined(reason: String, bytes: [UInt8])
    /// Found to be known before it was parsed.
    case known
  }

  public var id: DocumentID
  /// As the pusher names it; for people only.
  public var name: String
  /// The outlet as the pusher names it; nil where he names none.
  public var source: String?
  /// Send articles that were accepted before once more.
  public var again: Bool
  public var outcome: Outcome
  /// What of a document that gave articles gave none though it should; for the answer, not kept.
  public var leftOut: String?
  /// Those of its articles that tell no day of publication; for the answer, not kept.
  public var undated: Set<ArticleID>
  /// When it came, milliseconds since 1970, UTC; nil where that is not told.
  public var received: Int64?
  /// Read anew out of the quarantine: it leaves it, and counts as what it is now; one that cannot be read still stays there.
  public var isRetried: Bool
  /// Put aside without being read, because reading it ended the process: suspected until a retry has read it.
  public var isPoison: Bool

  public init(
    id: DocumentID, name: String, source: String? = nil, again: Bool, outcome: Outcome, leftOut: String? = nil,
    undated: Set<ArticleID> = [],
    received: Int64? = nil, isRetried: Bool = false, isPoison: Bool = false
  ) {
    self.id = id
    self.name = name
    self.source = source
    self.again = again
    self.outcome = outcome
    self.leftOut = leftOut
    self.undated = undated
    self.received = received
    self.isRetried = isRetried
    self.isPoison = isPoison
  }
}

/// An article with its id, encoded for outbox and wire.
public struct IdentifiedArticle: Hashable, Sendable {
  public var id: ArticleID
  public var article: EncodedArticle

  public init(id: ArticleID, article: EncodedArticle) {
    self.id = id
    self.article = article
  }
}
