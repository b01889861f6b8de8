import NewsModels

/// The consumer's side of the delivery protocol: one link to one producer endpoint.
///
/// A value without I/O and clock, driven like `DeliverySender`. A consumer process keeps one per endpoint.
///
///     idle      before `start`                           → greeting
///     greeting  hello sent, or to be sent                → running (welcome), refused (refusal, conflict), draining → stopped
///     refused   the producer said no                     → greeting (delay over, reconnected)
///     running   receives, acknowledges                   → greeting (silence, goodbye, hello-first, reconnected, protocol error),
///                                                          draining (`stop`), refused
///     draining  acknowledges what is under way           → stopped (all answered, `drainTimeout` over, session lost)
///     stopped   does nothing                             → (end)
///
/// An article:
///
///     new       → processing (handed over)
///     processing, delivered in this session → answered (stored, failed), carried (session lost)
///     processing, carried from an earlier session of the same epoch → delivered (came again), forgotten (stored: the
///                                             producer sends it again and the store knows it), dropped (new epoch)
///
/// Bounded by its own credit: at most one credit delivered in this session and one carried are under way; hello waits
/// while more is carried.
public struct DeliveryReceiver: Sendable {
  public let configuration: Configuration

  var phase = Phase.idle
  /// The producer and the life of it that was last welcomed by: kept when a session ends.
  var source: Heartbeat?
  var processing: [SequenceNumber: Item] = [:]
  /// Of `processing`: all of it in bytes, and what was delivered in this session.
  var processingBytes = 0
  var deliveredArticles = 0
  var deliveredBytes = 0
  var lastHeard = MonotonicInstant.zero
  var lastSent = MonotonicInstant.zero
  /// Hellos and refusals since the last session in which something came.
  var attempts = 0
  /// Of the last hello.
  var session = 0
  var now = MonotonicInstant.zero
  var jitter: SplitMix
  var actions: [Action] = []

  enum Phase: Hashable, Sendable {
    case idle
    /// nil while too much is carried to begin a session.
    case greeting(nextHello: MonotonicInstant?)
    case refused(until: MonotonicInstant)
    case running
    case draining(until: MonotonicInstant)
    case stopped
  }

  struct Item: Sendable {
    var id: ArticleID
    var size: Int
    var isDelivered: Bool
  }

  /// - Parameter seed: For the jitter of delays.
  public init(configuration: Configuration, seed: UInt64) {
    self.configuration = configuration
    jitter = SplitMix(seed: seed)
  }

  // MARK: Events of the link

  /// The socket is there: says hello.
  public mutating func start(at time: MonotonicInstant) -> [Action] {
    perform(at: time) { receiver in
      guard receiver.phase == .idle else { return }
      receiver.greet()
    }
  }

  /// The connection was made, or made again after it was cut: says hello at once. Optional: silence shows it too.
  public mutating func connected(at time: MonotonicInstant) -> [Action] {
    perform(at: time) { receiver in
      switch receiver.phase {
      case .running: receiver.endSession(.reconnected)
      // A hello that found no connection is lost, and the next one may be seconds away.
      case .refused, .greeting(nextHello: .some): receiver.greet()
      case .idle, .greeting(nextHello: nil), .draining, .stopped: break
      }
    }
  }

  /// A frame came, decoded.
  public mutating func frameReceived(_ frame: ProducerFrame, at time: MonotonicInstant) -> [Action] {
    perform(at: time) { receiver in
      receiver.lastHeard = receiver.now
      switch frame {
      case .welcome(let welcome): receiver.welcomeReceived(welcome)
      case .refused(let refusal): receiver.refusalReceived(refusal)
      case .articles(let batch): receiver.articlesReceived(batch)
      case .heartbeat(let heartbeat): receiver.heartbeatReceived(heartbeat)
      case .goodbye(let heartbeat): receiver.goodbyeReceived(heartbeat)
      }
    }
  }

  /// The socket's queue was full and a frame did not go out: the session begins anew when there is room.
  public mutating func sendWouldBlock(at time: MonotonicInstant) -> [Action] {
    perform(at: time) { receiver in
      guard receiver.isInSession else { return }
      receiver.endSession(.queueFull, greetingAfter: receiver.configuration.helloDelay)
    }
  }

  /// `ProducerClaims` says that another link has this identity already: takes nothing more, and asks again at growing distance.
  public mutating func identityClaimed(_ conflict: ProducerClaims.Conflict, at time: MonotonicInstant) -> [Action] {
    perform(at: time) { receiver in
      guard receiver.phase == .running, let source = receiver.source else { return }
      receiver.send(.goodbye(source))
      receiver.dropAll()
      receiver.holdBack(.identityClaimed(conflict))
    }
  }

  // MARK: Events of the store

  /// These are committed and synced (or were known, or are in quarantine).
  ///
  /// - Parameter answer: With the producer and epoch of the batch that handed them over; any number of receipts.
  public mutating func stored(
    _ answer: ConsumerFrame.Acknowledgement, at time: MonotonicInstant
  ) -> [Action] {
    perform(at: time) { $0.acknowledge(answer) }
  }

  /// This one cannot be processed now and shall come again later.
  public mutating func failed(_ failure: ConsumerFrame.Failure, at time: MonotonicInstant) -> [Action] {
    perform(at: time) { $0.report(failure) }
  }

  // MARK: Time and end

  /// A deadline has come. May be called at any time.
  public mutating func deadlineReached(at time: MonotonicInstant) -> [Action] {
    perform(at: time) { $0.passDeadlines() }
  }

  /// Ends: takes nothing more, acknowledges what is under way until `drainTimeout`, says goodbye.
  public mutating func stop(at time: MonotonicInstant) -> [Action] {
    perform(at: time) { receiver in
      switch receiver.phase {
      case .running: receiver.phase = .draining(until: receiver.now + receiver.configuration.drainTimeout)
      case .idle, .greeting, .refused: receiver.finish()
      case .draining, .stopped: break
      }
    }
  }

  private mutating func perform(at time: MonotonicInstant, _ event: (inout DeliveryReceiver) -> Void) -> [Action] {
    guard phase != .stopped else { return [] }
    now = max(now, time)
    event(&self)
    finishDrainIfOver()
    defer { actions = [] }
    return actions
  }
}
