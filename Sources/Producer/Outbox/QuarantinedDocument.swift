import NewsModels

/// A document that was put aside.
public struct QuarantinedDocument: Hashable, Sendable {
  /// Grows with each document that is put aside; for paging.
  public var number: Int64
  public var id: DocumentID
  public var name: String
  /// The outlet as the pusher named it; nil where he named none.
  public var source: String?
  /// Whether it was pushed to be sent once more.
  public var again: Bool
  public var reason: String
  public var size: Int
  /// When it came, milliseconds since 1970, UTC; nil where that is not known.
  public var received: Int64?

  public init(
    number: Int64, id: DocumentID, name: String, source: String?, again: Bool, reason: String, size: Int,
    received: Int64?
  ) {
    self.number = number
    self.id = id
    self.name = name
    self.source = source
    self.again = again
    self.reason = reason
    self.size = size
    self.received = received
  }
}
