/// The header of the answer to `verify`: every figure recounted from the rows.
public struct VerifyAnswer: Hashable, Sendable, Codable {
  public var request: Int?
  /// Each difference, and each damage ever found, in a line for a person; empty where all agree.
  public var differences: [String]

  public init(request: Int?, differences: [String]) {
    self.request = request
    self.differences = differences
  }
}

/// The header of `backup`: asks a service for a copy of its data, from one moment.
public struct BackupRequest: Hashable, Sendable, Codable {
  public var request: Int?
  /// An absolute path on the service's machine that does not exist yet. The one above it is made where it is missing, none above that.
  public var folder: String

  public init(request: Int? = nil, folder: String) {
    self.request = request
    self.folder = folder
  }
}

/// The header of the answer to `backup`.
public struct BackupAnswer: Hashable, Sendable, Codable {
  public var request: Int?
  public var bytes: Int

  public init(request: Int?, bytes: Int) {
    self.request = request
    self.bytes = bytes
  }
}

/// The header of `trace`.
public struct TraceRequest: Hashable, Sendable, Codable {
  public var request: Int?
  /// A document's hash or an article's id, whole.
  public var id: Digest

  public init(request: Int? = nil, id: Digest) {
    self.request = request
    self.id = id
  }
}

/// The header of a producer's answer to `trace`: nothing where neither a document nor an article has the id.
public struct ProducerTrace: Hashable, Sendable, Codable {
  public struct Group: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable {
      /// Accepted before the group began.
      case before
      case pending
      /// Sent, and not acknowledged yet.
      case sent
      case acknowledged
    }

    public var group: GroupName
    public var state: State
    /// Milliseconds since 1970, UTC, as far as this life of the producer knows.
    public var sentAt: Int64?

    public init(group: GroupName, state: State, sentAt: Int64?) {
      self.group = group
      self.state = state
      self.sentAt = sentAt
    }
  }

  public struct Article: Hashable, Sendable, Codable {
    public var id: ArticleID
    public var sequence: SequenceNumber
    /// When it was committed. Milliseconds since 1970, UTC; nil where it was not recorded.
    public var acceptedAt: Int64?
    public var groups: [Group]

    public init(id: ArticleID, sequence: SequenceNumber, acceptedAt: Int64?, groups: [Group]) {
      self.id = id
      self.sequence = sequence
      self.acceptedAt = acceptedAt
      self.groups = groups
    }
  }

  public var request: Int?
  /// Nil where the id is an article's, or nobody's.
  public var document: DocumentID?
  /// When it was received. Milliseconds since 1970, UTC; nil where it was not recorded.
  public var receivedAt: Int64?
  /// Why the document is in quarantine; nil where it is not.
  public var quarantined: String?
  public var articles: [Article]

  public init(
    request: Int?, document: DocumentID?, receivedAt: Int64?, quarantined: String?, articles: [Article]
  ) {
    self.request = request
    self.document = document
    self.receivedAt = receivedAt
    self.quarantined = quarantined
    self.articles = articles
  }
}

/// The header of a consumer's answer to `trace`, about one article.
public struct ConsumerTrace: Hashable, Sendable, Codable {
  public var request: Int?
  public var isStored: Bool
  /// When it was stored and counted: one commit. UTC, seconds since 1970.
  public var storedAt: Int64?
  public var topics: [TopicID]
  /// Why it is in quarantine; nil where it is not.
  public var quarantined: String?

  public init(request: Int?, isStored: Bool, storedAt: Int64?, topics: [TopicID], quarantined: String?) {
    self.request = request
    self.isStored = isStored
    self.storedAt = storedAt
    self.topics = topics
    self.quarantined = quarantined
  }
}
