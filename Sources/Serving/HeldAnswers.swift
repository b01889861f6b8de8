import NewsModels
import ZeroMQ

/// Answers for clients that have no room for them at the moment: who asks many questions at once reads the first answers while the last
/// are written.
///
/// Bounded: what finds no room here either is lost to its client, as is what waits for one that takes nothing for as long as `patience`.
struct HeldAnswers {
  struct Answer {
    var message: WireMessage
    /// The client's routing frame, and the empty one of a REQ.
    var route: [[UInt8]]

    fileprivate var bytes: Int { message.frames.reduce(0) { $0 + $1.count } }
  }

  private struct Client {
    /// Oldest first, from `first` on.
    var answers: [Answer] = []
    var first = 0
    /// When it took one last, or had its first one held.
    var lastTaken: ContinuousClock.Instant
  }

  /// Of all clients together.
  private static let mostAnswers = 16_384
  private static let mostBytes = 64 << 20
  private static let patience = Duration.seconds(60)

  private var clients: [[UInt8]: Client] = [:]
  private(set) var count = 0
  private var bytes = 0

  var isEmpty: Bool { count == 0 }

  /// Whether answers wait for the client: a further one must not overtake them.
  func holds(for client: [UInt8]) -> Bool { clients[client] != nil }

  /// Answers whether there was room for it.
  mutating func hold(_ answer: Answer, at now: ContinuousClock.Instant) -> Bool {
    let size = answer.bytes
    guard count < Self.mostAnswers, bytes + size <= Self.mostBytes || isEmpty else { return false }
    clients[answer.route[0], default: Client(lastTaken: now)].answers.append(answer)
    count += 1
    bytes += size
    return true
  }

  /// Sends to each client what it has room for, in order; answers how many were given up.
  mutating func release(at now: ContinuousClock.Instant, send: (Answer) -> SendResult?) -> Int {
    var lost = 0
    for (key, var client) in clients {
      clients[key] = nil
      var isThere = true
      while isThere, client.first < client.answers.count {
        let result = send(client.answers[client.first])
        if case .wouldBlock? = result { break }
        // Who has gone, asks again.
        isThere = result == .sent
        forget(client.answers[client.first])
        client.first += 1
        client.lastTaken = now
      }
      let rest = client.answers[client.first...]
      if rest.isEmpty { continue }
      if isThere, client.lastTaken.duration(to: now) < Self.patience {
        if client.first > 256 { (client.answers, client.first) = (Array(rest), 0) }
        clients[key] = client
      } else {
        for answer in rest { forget(answer) }
        if isThere { lost += rest.count }
      }
    }
    return lost
  }

  private mutating func forget(_ answer: Answer) {
    count -= 1
    bytes -= answer.bytes
  }
}
