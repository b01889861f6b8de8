#if Dashboard
import Hummingbird
import Locking
import NewsClient
import NewsModels

/// Tells those who follow the page that something was stored.
///
/// The event carries no data: the page reads itself again, so that what it shows is what a new reader sees, whatever got lost on the way.
final class LiveFeed: Sendable {
  static let contentType = "text/event-stream"

  private struct State {
    var followers: [Int: Follower] = [:]
    var lastNumber = 0
    /// How many changes were told, whoever followed.
    var changes = 0
    var hasEnded = false
  }

  private struct Follower {
    let wakeups: AsyncStream<Void>.Continuation
    var isBehind = false
  }

  /// A place among those who follow, given back with its last owner: an answer may be dropped before its body is asked for.
  private final class Place: Sendable {
    private let admission: Admission

    init?(_ admission: Admission) {
      guard admission.enter() else { return nil }
      self.admission = admission
    }

    deinit { admission.leave() }
  }

  private let state = Guarded(State())
  private let admission = Admission(limit: DashboardConfiguration.Bounds.followers)

  var followers: Int { state.withLock { $0.followers.count } }

  /// The number of the last change.
  var lastChange: Int { state.withLock { $0.changes } }

  /// Something changed. Those who have not taken the last word yet get one word for both.
  func changed() {
    let followers = state.withLock { state in
      state.changes += 1
      for number in state.followers.keys { state.followers[number]?.isBehind = true }
      return Array(state.followers.values)
    }
    for follower in followers { follower.wakeups.yield() }
  }

  /// Says nothing to all who follow: that somebody has left shows only when he is written to.
  func ping() {
    for follower in state.withLock({ Array($0.followers.values) }) { follower.wakeups.yield() }
  }

  /// Ends all answers; later ones end at once.
  func end() {
    let followers = state.withLock { state in
      state.hasEnded = true
      return Array(state.followers.values)
    }
    for follower in followers { follower.wakeups.finish() }
  }

  /// An answer that goes on until the reader leaves.
  /// - Parameter seen: the last change that he knows of; he is told at once where there was another since. Nil: he hears of what follows.
  func follow(seen: Int?) throws(Refusal) -> Response {
    guard let place = Place(admission) else { throw .busy }
    return Response(
      status: .ok, headers: [.contentType: Self.contentType, .cacheControl: "no-store"],
      body: ResponseBody { writer in
        let (number, wakeups) = self.add(seen: seen)
        defer { withExtendedLifetime(place) { self.remove(number) } }
        try await writer.write(ByteBuffer(string: "retry: 3000\n: welcome\n\n"))
        for await _ in wakeups {
          guard self.takeNews(number) else {
            try await writer.write(ByteBuffer(string: ":\n\n"))
            continue
          }
          try await writer.write(ByteBuffer(string: "event: change\ndata: {}\n\n"))
          // A page that reads itself once a second is live enough, whatever is pushed meanwhile.
          try await Task.sleep(for: .seconds(1))
        }
        try await writer.finish(nil)
      })
  }

  private func add(seen: Int?) -> (Int, AsyncStream<Void>) {
    let (wakeups, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      state.lastNumber += 1
      if state.hasEnded {
        continuation.finish()
      } else {
        let isBehind = seen.map { $0 != state.changes } ?? false
        state.followers[state.lastNumber] = Follower(wakeups: continuation, isBehind: isBehind)
        if isBehind { continuation.yield() }
      }
      return state.lastNumber
    }
    return (number, wakeups)
  }

  /// Whether there is a change that a follower was not told of; then he is.
  private func takeNews(_ number: Int) -> Bool {
    state.withLock { state in
      defer { state.followers[number]?.isBehind = false }
      return state.followers[number]?.isBehind == true
    }
  }

  private func remove(_ number: Int) { state.withLock { $0.followers[number] = nil } }
}

#endif
