import NewsModels

extension DeliverySender {
  /// What the owner does next, in the order given.
  public enum Action: Hashable, Sendable {
    /// Send on the ROUTER socket. Report back `sendFailed` (unreachable) or `sendWouldBlock` (queue full); success needs no answer.
    case send(ProducerFrame, to: PeerID)
    /// Read from the outbox, then call `loaded`. At most one per group is under way.
    case load(LoadRequest)
    /// Commit these receipts and their counters in one transaction, then call `recorded`. Several may share a transaction.
    case record(GroupName, [ConsumerFrame.Receipt])
    /// Commit that the group belongs to this store, then call `bound`: the group gets nothing before.
    case bindStore(GroupName, StoreID)
    /// Log it or show it; nothing else to do.
    case report(Report)
    /// The last action of all: close the socket.
    case stopped
  }

  /// What a person may want to know.
  public enum Report: Hashable, Sendable {
    case consumerJoined(PeerID, ConsumerID, GroupName)
    /// `unanswered` articles go to another consumer, or wait.
    case consumerLost(PeerID, ConsumerID, GroupName, reason: LossReason, unanswered: Int)
    case refused(PeerID, GroupName?, ProducerFrame.Refusal.Code)
    /// A transient failure; the article goes out again after `retryAfter`. The reason is the consumer's.
    case articleFailed(GroupName, SequenceNumber, ArticleID, attempts: Int, retryAfter: Duration, reason: String)
    /// So many articles fail that the whole group waits.
    case groupPaused(GroupName, Duration)
    /// The consumer answered to a later life of this producer's identity: a copy of this outbox is running elsewhere,
    /// or this one was put back from a backup without a new epoch.
    case twoProducersOneIdentity(ProducerID, own: Epoch, seen: Epoch)
  }

  /// Why a consumer counts as lost.
  public enum LossReason: String, Hashable, Sendable {
    /// It said goodbye.
    case goodbye
    /// Nothing came for `silenceTimeout`.
    case silent
    /// It has articles and answered none for `stallTimeout`.
    case stalled
    /// The socket has no such peer any more.
    case unreachable
    /// It said hello again, on this connection or another.
    case saidHelloAgain = "said hello again"
    /// Its group was dropped or bound to another store.
    case groupChanged = "group changed"
    /// Another consumer of the same store said hello and this one showed no life.
    case replaced
  }

  /// How one group stands, for status.
  public struct GroupStatus: Hashable, Sendable {
    public var name: GroupName
    public var store: StoreID?
    public var consumers: [ConsumerStatus]
    /// Loaded, for want of credit.
    public var ready: Int
    /// Articles not settled, whether loaded, in flight or waiting. Gaps in the outbox count until they are met.
    public var pending: Int64

    public var inFlight: Int { consumers.reduce(0) { $0 + $1.inFlight } }
  }

  /// A consumer that serves a group.
  public struct ConsumerStatus: Hashable, Sendable {
    public var credit: Credit
    public var inFlight: Int
    public var inFlightBytes: Int
  }
}
