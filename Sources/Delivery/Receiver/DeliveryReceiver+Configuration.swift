import NewsModels

extension DeliveryReceiver {
  /// Who asks, how much it takes, and times.
  public struct Configuration: Hashable, Sendable {
    public var consumer: ConsumerID
    public var group: GroupName
    public var store: StoreID
    /// What may be handed over and unanswered in one session; the owner holds twice as much at most.
    public var credit: Credit
    /// A heartbeat goes out after this long without another frame.
    public var heartbeatInterval: Duration = .seconds(2)
    /// A producer that is silent this long is greeted again.
    public var silenceTimeout: Duration = .seconds(10)
    /// First and longest wait for an answer to hello before the next one.
    public var helloDelay: Duration = .milliseconds(500)
    public var longestHelloDelay: Duration = .seconds(10)
    /// How long `stop` waits for what was handed over.
    public var drainTimeout: Duration = .seconds(3)

    public init(consumer: ConsumerID, group: GroupName, store: StoreID, credit: Credit) {
      self.consumer = consumer
      self.group = group
      self.store = store
      self.credit = credit
    }

    var backoff: Backoff { Backoff(first: helloDelay, longest: longestHelloDelay) }
  }
}
