import NewsModels

/// A group in the JSON of `newsctl status` and `newsctl groups`.
public struct CodedGroup: Encodable, Sendable {
  private var account: ProducerLedger.Group
  /// How long no consumer has been there; nil where one is.
  private var unservedSeconds: Int?

  public init(_ account: ProducerLedger.Group, unservedSeconds: Int?) {
    self.account = account
    self.unservedSeconds = unservedSeconds
  }

  private enum CodingKeys: String, CodingKey {
    case group, store, accepted, pending, limit, stored, known, quarantined, dropped, acknowledged
    case pendingBytes = "pending_bytes"
    case leftBehind = "left_behind"
    case unservedSeconds = "unserved_seconds"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(account.group, forKey: .group)
    try container.encode(account.store, forKey: .store)
    try container.encode(account.accepted, forKey: .accepted)
    try container.encode(account.pending, forKey: .pending)
    try container.encode(account.pendingBytes, forKey: .pendingBytes)
    try container.encode(account.limit, forKey: .limit)
    try container.encode(account.stored, forKey: .stored)
    try container.encode(account.known, forKey: .known)
    try container.encode(account.quarantined, forKey: .quarantined)
    try container.encode(account.dropped, forKey: .dropped)
    try container.encode(account.acknowledged, forKey: .acknowledged)
    try container.encodeIfPresent(account.leftBehind, forKey: .leftBehind)
    try container.encode(unservedSeconds, forKey: .unservedSeconds)
  }
}
