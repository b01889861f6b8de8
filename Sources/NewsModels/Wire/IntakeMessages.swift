/// The header of `push`: documents that follow as payload frames, in the same order.
public struct PushRequest: Hashable, Sendable, Codable {
  public struct Document: Hashable, Sendable, Codable {
    /// For people; also a weak hint of the document's form. A producer keeps `longestName` bytes of a longer one. Empty, or
    /// `standardInput`, for what is no file.
    public var name: String
    /// The outlet, where the pusher knows better than the document.
    public var source: String?
    /// Send articles that the producer knows once more; default false.
    public var again: Bool?

    /// The name of what came by a pipe; `#` and a number may stand behind it, for a record.
    public static let standardInput = "standard input"

    /// Whether a name says where a document can be found.
    public static func isOfFile(_ name: String) -> Bool {
      !name.isEmpty && name != standardInput && !name.hasPrefix("\(standardInput)#")
    }

    /// Bytes of the longest name of a document that is kept: that of the longest path.
    public static let longestName = 4_096

    /// Bytes of the longest name of an outlet, which is also the longest that spellings may be joined by.
    public static let longestSource = 1_000

    /// Whether an outlet may be called so: something visible, without control characters, not too long.
    public static func isName(_ source: String) -> Bool {
      source.utf8.count <= longestSource && source.contains { !$0.isWhitespace }
        && !source.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    /// The name, or where it is too long its beginning and its end: there stand the folder, the form and the record.
    public static func shortened(_ name: String) -> String {
      guard name.utf8.count > longestName else { return name }
      let half = (longestName - 3) / 2
      // A sign that would be cut through is left out.
      func whole(_ part: (Int) -> Substring.UTF8View) -> String {
        (0..<4).compactMap { String(part(half - $0)) }.first ?? ""
      }
      return whole(name.utf8.prefix) + "…" + whole(name.utf8.suffix)
    }

    public init(name: String, source: String? = nil, again: Bool? = nil) {
      self.name = name
      self.source = source
      self.again = again
    }
  }

  /// Comes back in the answer; the client's to choose. Optional.
  public var request: Int?
  /// 1 to `WireLimits.documents`.
  public var documents: [Document]

  public init(request: Int?, documents: [Document]) {
    self.request = request
    self.documents = documents
  }

  /// A `push` from its message, with as many documents as payloads; their names shortened where they are too long.
  public init(_ message: WireMessage) throws(WireError) {
    self = try message.decode(PushRequest.self)
    guard (1...WireLimits.documents).contains(documents.count) else {
      throw .badHeader(message.kind, reason: "expected 1 to \(WireLimits.documents) documents, got \(documents.count)")
    }
    guard documents.count == message.payloads.count else {
      throw .payloadCount(message.kind, expected: documents.count, got: message.payloads.count)
    }
    for index in documents.indices { documents[index].name = Document.shortened(documents[index].name) }
  }
}

/// The header of `pushed`: what became of each document, in the order of the push. Sent only after it is on disk.
public struct PushAnswer: Hashable, Sendable, Codable {
  public var request: Int?
  public var results: [DocumentAnswer]

  public init(request: Int?, results: [DocumentAnswer]) {
    self.request = request
    self.results = results
  }
}

/// The header of `busy` (nothing of the push was taken: send it again later) and of `error` (it will never be taken).
public struct WireFailure: Hashable, Sendable, Codable {
  public enum Cause: String, Hashable, Sendable, Codable {
    /// The service could not do it, however it had been asked: its disk is full or damaged, or it is at something that takes long.
    case service
  }

  public var request: Int?
  /// For a person: what was expected, what came, what to do.
  public var reason: String
  /// Nil where it lies in what was asked.
  public var cause: Cause?

  public init(request: Int?, reason: String, cause: Cause? = nil) {
    self.request = request
    self.reason = reason
    self.cause = cause
  }
}

/// The header of a question that asks for nothing in particular: `ledger`, `status`, `topics`.
public struct PlainRequest: Hashable, Sendable, Codable {
  public var request: Int?

  public init(request: Int? = nil) { self.request = request }
}

/// The header of the answer to `ledger`: how a producer stands.
public struct ProducerStatus: Hashable, Sendable, Codable {
  public var request: Int?
  public var ledger: ProducerLedger
  /// Articles under way to consumers, by group name.
  public var inFlight: [String: Int]
  /// How long no consumer of a group has been there, in seconds, by its name; those with a consumer are left out.
  public var unserved: [String: Int]?
  /// The names of those of them for which none has come since the producer started; nil from a producer of an older version.
  public var unservedSinceStart: [String]?
  /// When the oldest article was accepted that a group has not dealt with, by its name: milliseconds since 1970, UTC; groups for which
  /// nothing waits are left out.
  public var oldestPending: [String: Int64]?
  /// Whether work that waits is being done.
  public var healthy: Bool
  /// Why it is not, and what the service had lost when it started, though all that waits is done; nil where all is well.
  public var trouble: String?
  /// Bytes of the largest document that is taken.
  public var maximumDocument: Int
  /// Bytes that may wait in the outbox before pushers do; nil from a producer of an older version.
  public var outboxLimit: Int?

  public init(
    request: Int?, ledger: ProducerLedger, inFlight: [String: Int], unserved: [String: Int]? = nil,
    unservedSinceStart: [String]? = nil, oldestPending: [String: Int64]? = nil, healthy: Bool, trouble: String?,
    maximumDocument: Int, outboxLimit: Int? = nil
  ) {
    self.request = request
    self.ledger = ledger
    self.inFlight = inFlight
    self.unserved = unserved
    self.unservedSinceStart = unservedSinceStart
    self.oldestPending = oldestPending
    self.healthy = healthy
    self.trouble = trouble
    self.maximumDocument = maximumDocument
    self.outboxLimit = outboxLimit
  }
}
