/// What a database had committed and does not hold any more: lost, but named.
public struct LedgerDamage: Hashable, Sendable, Codable {
  /// The numbers behind what is left: sequences in an outbox, stored articles in a store. Above `last` where none is lost.
  public var first: Int64
  public var last: Int64
  /// How many committed transactions are missing at least.
  public var transactions: Int64
  /// What was found.
  public var reason: String

  public init(first: Int64, last: Int64, transactions: Int64, reason: String) {
    self.first = first
    self.last = last
    self.transactions = transactions
    self.reason = reason
  }

  /// Whether this number is lost, or may be.
  public func contains(_ number: Int64) -> Bool { first <= number && number <= last }
}
