import NewsModels

extension DeliverySender {
  /// A group while the producer runs.
  struct Group: Sendable {
    let name: GroupName
    var store: StoreID?
    /// Whether the outbox has recorded the store; where there is none, nothing is to be recorded.
    var isBound = true
    /// What is neither loaded, in flight, failing nor settled, up to `committed`.
    var waiting: SequenceRanges
    var ready = ReadyQueue()
    /// The load under way, and the value of `returns` when it was asked for.
    var load: (request: LoadRequest, returns: Int)?
    /// How often articles came back from a lost consumer: an answer loaded before that is out of order.
    var returns = 0
    /// Every article that failed since it was last settled.
    var failing: [SequenceNumber: Failing] = [:]
    /// The earliest end of a failing article's delay.
    var nextRetry: MonotonicInstant?
    var pausedUntil: MonotonicInstant?
    /// How often it paused since an article was last settled.
    var pauses = 0
    var unrecorded = 0
    /// Consumers that serve it, in the order in which they came.
    var members: [PeerID] = []
    var challenge: Challenge?

    init(_ group: DeliveryGroup, committed: SequenceNumber) {
      name = group.name
      store = group.store
      waiting = SequenceRanges()
      let start = max(0, group.start.rawValue)
      if committed.rawValue > start { waiting.insert(start + 1...committed.rawValue) }
      for range in group.settled.ranges { waiting.remove(range) }
    }
  }

  /// An article that failed at least once.
  struct Failing: Sendable {
    var attempts: Int
    /// The end of its delay; nil once it is on its way again.
    var until: MonotonicInstant?
  }

  /// A consumer that says hello to a full group.
  struct Challenge: Sendable {
    var peer: PeerID
    var hello: ConsumerFrame.Hello
    var since: MonotonicInstant
    var until: MonotonicInstant
  }

  /// A consumer that serves a group.
  struct Peer: Sendable {
    let consumer: ConsumerID
    let group: GroupName
    let credit: Credit
    var inFlight: [SequenceNumber: InFlight] = [:]
    var inFlightBytes = 0
    var lastHeard: MonotonicInstant
    var lastSent: MonotonicInstant
    /// The last answer to an article, or the first article after there were none.
    var lastProgress: MonotonicInstant
    var blockedUntil: MonotonicInstant?
    /// How many bytes may be unanswered, for how fast answers come; the credit bounds it, too.
    var windowBytes: Int

    /// Fits the window to how long the last answer took.
    mutating func fitWindow(to duration: Duration, _ configuration: Configuration) {
      if duration <= configuration.quickAnswer {
        windowBytes = min(2 * windowBytes, max(credit.bytes, configuration.firstWindowBytes))
      } else if duration > configuration.slowAnswer {
        windowBytes = max(windowBytes / 2, configuration.firstWindowBytes)
      }
    }

    /// One article larger than credit or window goes when nothing else is in flight.
    func hasRoom(for size: Int) -> Bool {
      inFlight.isEmpty || (inFlight.count < credit.articles && inFlightBytes + size <= min(credit.bytes, windowBytes))
    }
  }

  struct InFlight: Sendable {
    var id: ArticleID
    var size: Int
  }

  /// All groups' standing, by name.
  public var status: [GroupStatus] {
    groups.values.sorted { $0.name < $1.name }.map { group in
      let consumers = group.members.compactMap { member in
        peers[member].map {
          ConsumerStatus(credit: $0.credit, inFlight: $0.inFlight.count, inFlightBytes: $0.inFlightBytes)
        }
      }
      let delayed = group.failing.values.count { $0.until != nil }
      let inFlight = consumers.reduce(0) { $0 + $1.inFlight }
      return GroupStatus(
        name: group.name, store: group.store, consumers: consumers, ready: group.ready.count,
        pending: group.waiting.count + Int64(group.ready.count + inFlight + delayed))
    }
  }
}
