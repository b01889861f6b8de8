import NewsModels

/// What a document turned out to be.
public enum ReadOutcome: Hashable, Sendable {
  /// It holds these articles, in order: never empty.
  case articles([Article])
  /// It holds no article and is not expected to: an index page, a stylesheet. The reason is for a person.
  case skipped(reason: String)
  /// It should hold an article but cannot be read: what was expected, what came, where, what to do. Never article text.
  case unreadable(reason: String)
}
