/// The header of `quarantine`: what a producer (documents) or a consumer (articles) has put aside.
public struct QuarantineRequest: Hashable, Sendable, Codable {
  public enum Action: String, Hashable, Sendable, NamedChoice {
    /// `limit` entries behind `after`.
    case list
    /// One entry with its bytes as payload frames: a document's, or an article's header and body.
    case show
    /// Tries one again: it leaves the quarantine where that works.
    case retry
    /// Gives one up.
    case drop
  }

  /// Greatest number of entries in one answer.
  public static let maximum = 1_000

  public var request: Int?
  /// `list` where nil.
  public var action: Action?
  /// Of all but `list`: the hash, or its first 8 digits or more.
  public var id: String?
  /// Of `list`: the `next` of the answer before.
  public var after: Int64?
  public var limit: Int?

  public init(
    request: Int? = nil, action: Action? = nil, id: String? = nil, after: Int64? = nil, limit: Int? = nil
  ) {
    self.request = request
    self.action = action
    self.id = id
    self.after = after
    self.limit = limit
  }
}

/// The header of the answer to `quarantine`.
public struct QuarantineAnswer: Hashable, Sendable, Codable {
  /// A document or article that was put aside.
  public struct Entry: Hashable, Sendable, Codable {
    /// A document's hash, or an article's id.
    public var id: Digest
    /// As the pusher named the document; nil for an article.
    public var name: String?
    public var reason: String
    public var size: Int
    /// UTC, seconds since 1970; nil where it is not known.
    public var at: Int64?

    public init(id: Digest, name: String?, reason: String, size: Int, at: Int64?) {
      self.id = id
      self.name = name
      self.reason = reason
      self.size = size
      self.at = at
    }
  }

  public enum Outcome: String, Hashable, Sendable, Codable {
    /// It was read, or stored, and is not aside any more.
    case done
    /// It failed again.
    case failed
    case dropped
  }

  public var request: Int?
  /// Of `list`, oldest first; of the other actions, the one that was meant.
  public var entries: [Entry]
  /// Of `list`: where the next page begins; nil where there is none.
  public var next: Int64?
  /// Of `retry` and `drop`.
  public var outcome: Outcome?
  /// Of `retry`: why it failed again, or what became of it.
  public var reason: String?
  /// Bytes that are kept, and how many may be.
  public var bytes: Int
  public var limit: Int

  public init(
    request: Int?, entries: [Entry], next: Int64? = nil, outcome: Outcome? = nil, reason: String? = nil, bytes: Int,
    limit: Int
  ) {
    self.request = request
    self.entries = entries
    self.next = next
    self.outcome = outcome
    self.reason = reason
    self.bytes = bytes
    self.limit = limit
  }
}
