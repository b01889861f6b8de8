import NewsModels

/// What the outbox knows of a document's way, or of one article's.
public struct TracedDocument: Hashable, Sendable {
  public struct Article: Hashable, Sendable {
    public var id: ArticleID
    /// Under which it was first accepted.
    public var sequence: SequenceNumber
    /// Milliseconds since 1970, UTC; nil where it was not recorded.
    public var accepted: Int64?

    public init(id: ArticleID, sequence: SequenceNumber, accepted: Int64?) {
      self.id = id
      self.sequence = sequence
      self.accepted = accepted
    }
  }

  /// Nil where an article was asked for.
  public var document: DocumentID?
  /// Milliseconds since 1970, UTC; nil where it was not recorded.
  public var received: Int64?
  /// Why it was put aside; nil where it is not aside.
  public var quarantined: String?
  public var articles: [Article]

  public init(document: DocumentID?, received: Int64?, quarantined: String?, articles: [Article]) {
    self.document = document
    self.received = received
    self.quarantined = quarantined
    self.articles = articles
  }
}
