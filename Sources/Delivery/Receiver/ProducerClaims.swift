import NewsModels

/// Which link of a consumer process receives from which producer: each identity may come through one link only.
///
/// The owner asks at each `welcomed` report, and tells the receiver of a conflict by `identityClaimed`.
public struct ProducerClaims: Hashable, Sendable {
  /// One identity through two links.
  public struct Conflict: Hashable, Sendable, CustomStringConvertible {
    public var producer: ProducerID
    /// The endpoint that had it first, and the one that was refused.
    public var first: String
    public var second: String
    public var firstEpoch: Epoch
    public var secondEpoch: Epoch

    public var description: String {
      firstEpoch == secondEpoch
        ? "one producer (\(producer)) is configured twice, as \(first) and as \(second): remove one of them"
        : "two producers claim the identity \(producer), at \(first) (epoch \(firstEpoch)) and at \(second) "
          + "(epoch \(secondEpoch)): one runs on a copy of the other's data folder; stop it and give it a new one"
    }
  }

  private struct Claim: Hashable, Sendable {
    var endpoint: String
    var epoch: Epoch
  }

  private var claims: [ProducerID: Claim] = [:]

  public init() {}

  /// The link to `endpoint` was welcomed by this producer; answers the conflict where another link has it already.
  public mutating func claim(_ producer: ProducerID, _ epoch: Epoch, by endpoint: String) -> Conflict? {
    if let holder = claims[producer], holder.endpoint != endpoint {
      return Conflict(
        producer: producer, first: holder.endpoint, second: endpoint, firstEpoch: holder.epoch, secondEpoch: epoch)
    }
    release(by: endpoint)
    claims[producer] = Claim(endpoint: endpoint, epoch: epoch)
    return nil
  }

  /// The link to `endpoint` has no session any more.
  public mutating func release(by endpoint: String) {
    claims = claims.filter { $0.value.endpoint != endpoint }
  }
}
