import NewsModels

/// Stored articles that follow each other in the order of storing, the last first.
public struct StoredPage: Sendable {
  public struct Entry: Sendable {
    /// Its place in the order of storing.
    public var number: Int64
    /// Nil where its text is not the one that was stored, or cannot be read; `verify` names it.
    public var article: StoredArticle?
  }

  public var entries: [Entry] = []
  /// Articles that all pages would have together as the store stands.
  public var total = 0
  /// Before which number the next page begins; nil where this is the last.
  public var next: Int64?
}

/// What other rules say of a stored article.
public struct ReclassifiedArticle: Sendable {
  /// Its place in the order of storing, and what was stored there.
  public var number: Int64
  public var id: ArticleID
  /// Of the topics file that had counted it when it was read.
  public var formerVersion: String
  public var classification: Classification
}
