/// Committed work that the database should hold and does not.
public struct DatabaseDamage: Hashable, Sendable, CustomStringConvertible {
  /// The owner's numbers (sequences of articles) that are lost: those behind what the database holds. Nil where none of them is.
  public var lost: ClosedRange<Int64>?
  /// How many committed transactions are missing at least.
  public var transactions: Int64
  /// What was found.
  public var reason: String

  public var description: String {
    if transactions == 0 { return "damaged: \(reason)" }
    let range = lost.map { "damaged: \($0.lowerBound)–\($0.upperBound)" } ?? "damaged: no article"
    return "\(range) (\(reason); at least \(transactions) transactions are missing)"
  }
}
