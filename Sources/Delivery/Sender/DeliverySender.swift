import NewsModels

/// The producer's side of the delivery protocol: decides what goes to which consumer and when, for all groups.
///
/// A value without I/O and clock. Each method takes a past event and the time, and returns the actions that follow from
/// it; the owner performs them in order and calls `deadlineReached` when `nextDeadline` has come. Events that arrive
/// from outside may be anything: they are ignored, refused or counted, and never trap.
///
/// An article of a group is in one of these states:
///
///     waiting    in the outbox                     → ready (loaded), gone (no row any more)
///     ready      in memory, for want of credit     → in flight (sent), waiting (a consumer was lost)
///     in flight  with one consumer                 → settled (stored, known, quarantined), failing, waiting (consumer lost)
///     failing    waits out its delay               → waiting (delay over)
///     settled    to be recorded, never sent again  → (end)
///     gone       dropped by a person, or never was → (end)
///
/// A consumer, known by its routing id:
///
///     unknown     frames are refused with hello-first → serving, challenging (hello)
///     challenging its group is full                   → serving (the other is lost), unknown (the other lives)
///     serving     receives within its credit          → unknown (goodbye, silence, unreachable, stall, hello elsewhere)
///
/// The sender itself: running → draining (`stop`) → stopped (all answered, or `drainTimeout` over).
///
/// Memory is bounded: bodies only of `readyArticles` per group; of what is in flight only sequence, id and size, within
/// credit; what waits is a set of ranges.
public struct DeliverySender: Sendable {
  public let producer: ProducerID
  public let epoch: Epoch
  public let configuration: Configuration

  var phase = Phase.running
  var groups: [GroupName: Group] = [:]
  var peers: [PeerID: Peer] = [:]
  /// The last article of the outbox.
  var committed: SequenceNumber
  var now = MonotonicInstant.zero
  var jitter: SplitMix
  var actions: [Action] = []

  enum Phase: Hashable, Sendable {
    case running
    case draining(until: MonotonicInstant)
    case stopped
  }

  /// - Parameters:
  ///   - epoch: Greater than in any earlier life of this outbox, restores included.
  ///   - groups: As recorded in the outbox.
  ///   - committed: The last sequence of the outbox; 0 where it is empty.
  ///   - seed: For the jitter of delays.
  public init(
    producer: ProducerID, epoch: Epoch, groups: [DeliveryGroup], committed: SequenceNumber,
    configuration: Configuration = Configuration(), seed: UInt64
  ) {
    self.producer = producer
    self.epoch = epoch
    self.configuration = configuration
    self.committed = committed
    jitter = SplitMix(seed: seed)
    for group in groups { self.groups[group.name] = Group(group, committed: committed) }
  }

  // MARK: Events from consumers

  /// A frame came, decoded, from the peer with this routing id.
  public mutating func frameReceived(
    _ frame: ConsumerFrame, from peer: PeerID, at time: MonotonicInstant
  ) -> [Action] {
    perform(at: time) { sender in
      if case .hello(let hello) = frame {
        sender.helloReceived(hello, from: peer)
        return
      }
      guard let group = sender.peers[peer]?.group else {
        sender.refuseStranger(peer)
        return
      }
      sender.peers[peer]?.lastHeard = sender.now
      switch frame {
      case .hello: break
      case .stored(let acknowledgement): sender.storedReceived(acknowledgement, from: peer)
      case .failed(let failure): sender.failedReceived(failure, from: peer)
      case .heartbeat: break
      case .goodbye: sender.lose(peer, .goodbye)
      }
      sender.refuseChallengerIfAllAlive(group)
      sender.dispatch(group)
    }
  }

  /// The socket has no peer of this routing id.
  public mutating func sendFailed(to peer: PeerID, at time: MonotonicInstant) -> [Action] {
    perform(at: time) { sender in
      sender.dropChallenge(of: peer)
      guard let group = sender.peers[peer]?.group else { return }
      sender.lose(peer, .unreachable)
      sender.dispatch(group)
    }
  }

  /// The peer's queue was full and `frame` did not go out.
  public mutating func sendWouldBlock(
    _ frame: ProducerFrame, to peer: PeerID, at time: MonotonicInstant
  ) -> [Action] {
    perform(at: time) { $0.takeBack(frame, from: peer) }
  }

  // MARK: Events from the outbox

  /// The outbox has committed articles up to and including `through`.
  public mutating func committed(through: SequenceNumber, at time: MonotonicInstant) -> [Action] {
    perform(at: time) { $0.outboxGrew(through: through) }
  }

  /// Answers a `load` action.
  ///
  /// - Parameters:
  ///   - articles: Ascending, without omission within the request's bounds; any beyond `request.through` are ignored.
  ///   - reachedEnd: True where no further row exists up to `request.through`. What has no row is then given up.
  public mutating func loaded(
    _ request: LoadRequest, articles: [DeliverableArticle], reachedEnd: Bool, at time: MonotonicInstant
  ) -> [Action] {
    perform(at: time) { $0.takeLoaded(request, articles: articles, reachedEnd: reachedEnd) }
  }

  /// The outbox has recorded so many receipts of the group's `record` actions.
  public mutating func recorded(_ group: GroupName, receipts: Int, at time: MonotonicInstant) -> [Action] {
    perform(at: time) { sender in
      guard let before = sender.groups[group]?.unrecorded else { return }
      sender.groups[group]?.unrecorded = max(0, before - max(0, receipts))
      sender.dispatch(group)
    }
  }

  /// The outbox has committed that the group belongs to this store, as a `bindStore` action asked for.
  public mutating func bound(_ group: GroupName, to store: StoreID, at time: MonotonicInstant) -> [Action] {
    perform(at: time) { sender in
      guard sender.groups[group]?.store == store else { return }
      sender.groups[group]?.isBound = true
      sender.dispatch(group)
    }
  }

  // MARK: Events from a person

  /// A group was added in the outbox. One that exists already stays as it is; one that was bound to another store is dropped first.
  public mutating func groupAdded(_ group: DeliveryGroup, at time: MonotonicInstant) -> [Action] {
    perform(at: time) { sender in
      guard sender.groups[group.name] == nil else { return }
      sender.groups[group.name] = Group(group, committed: sender.committed)
    }
  }

  /// A group was dropped from the outbox: its consumers are refused from now on.
  public mutating func groupDropped(_ name: GroupName, at time: MonotonicInstant) -> [Action] {
    perform(at: time) { sender in
      sender.dismissConsumers(of: name)
      sender.groups[name] = nil
    }
  }

  /// Ends: nothing new goes out; answers to what is in flight are taken until `drainTimeout`, then consumers hear goodbye.
  public mutating func stop(at time: MonotonicInstant) -> [Action] {
    perform(at: time) { sender in
      guard sender.phase == .running else { return }
      sender.phase = .draining(until: sender.now + sender.configuration.drainTimeout)
      for name in sender.groups.keys { sender.groups[name]?.challenge = nil }
    }
  }

  // MARK: Time

  /// A deadline has come. May be called at any time.
  public mutating func deadlineReached(at time: MonotonicInstant) -> [Action] {
    perform(at: time) { $0.passDeadlines() }
  }

  /// Notes the time, runs one event, ends the drain where it is over, and hands out the actions.
  private mutating func perform(at time: MonotonicInstant, _ event: (inout DeliverySender) -> Void) -> [Action] {
    guard phase != .stopped else { return [] }
    now = max(now, time)
    event(&self)
    finishDrainIfOver()
    defer { actions = [] }
    return actions
  }
}
