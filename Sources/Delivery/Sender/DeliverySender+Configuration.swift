extension DeliverySender {
  /// Bounds and times. The defaults suit one machine and a local network alike.
  public struct Configuration: Hashable, Sendable {
    /// Consumers that may serve one group at once. 1 for a store of one writing process (SQLite).
    public var consumersPerGroup = 1
    /// Consumers of all groups.
    public var consumers = 1_024
    /// Loaded articles that wait for credit, per group: at most this many and this many bytes (one may be larger).
    public var readyArticles = 512
    public var readyBytes = 2 << 20
    /// Encoded size of the articles of one frame, at most; one larger article goes alone.
    public var batchBytes = 1 << 20
    /// What may be unanswered at the begin of a session, in bytes; and at least, one larger article goes alone. A frame is a sign of life
    /// when all of it has arrived, so a slow line must not get all the credit at once, and in large frames: after an answer that took no
    /// longer than `quickAnswer` it is twice as much, up to the credit, after one that took longer than `slowAnswer` half. A frame is a
    /// quarter of it.
    public var firstWindowBytes = 64 << 10
    public var quickAnswer: Duration = .seconds(1)
    public var slowAnswer: Duration = .milliseconds(2_500)
    /// Receipts per group that the outbox has not recorded yet; more articles are sent only below it.
    public var unrecordedReceipts = 16_384
    /// Failed articles per group with a delay of their own; beyond it the whole group pauses.
    public var failingArticles = 1_024
    /// A heartbeat goes out after this long without another frame.
    public var heartbeatInterval: Duration = .seconds(2)
    /// A consumer that is silent this long is lost.
    public var silenceTimeout: Duration = .seconds(10)
    /// A consumer that has articles and answers none of them this long must say hello again, in case a frame was lost.
    public var stallTimeout: Duration = .seconds(60)
    /// How long the consumer of a full group has to show that it is alive when another one says hello.
    public var challengeTimeout: Duration = .seconds(3)
    /// How long a consumer whose queue was full is left alone.
    public var blockedDelay: Duration = .milliseconds(50)
    /// First and longest wait before an article that failed goes out again.
    public var retryDelay: Duration = .seconds(1)
    public var longestRetryDelay: Duration = .seconds(120)
    /// How long `stop` waits for what is in flight.
    public var drainTimeout: Duration = .seconds(3)

    public init() {}

    var backoff: Backoff { Backoff(first: retryDelay, longest: longestRetryDelay) }
  }
}
