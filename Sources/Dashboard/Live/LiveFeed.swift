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
    var followers: [Int: AsyncStream<Void>.Continuation] = [:]
    var lastNumber = 0
    var hasEnded = false
  }

  private let state = Guarded(State())
  private let admission = Admission(limit: DashboardConfiguration.Bounds.followers)

  var followers: Int { state.withLock { $0.followers.count } }

  /// Something changed. Those who have not taken the last word yet get one word for both.
  func changed() {
    for follower in state.withLock({ Array($0.followers.values) }) { follower.yield() }
  }

  /// Ends all answers; later ones end at once.
  func end() {
    let followers = state.withLock { state in
      state.hasEnded = true
      return Array(state.followers.values)
    }
    for follower in followers { follower.finish() }
  }

  /// An answer that goes on until the reader leaves.
  func follow() throws(Refusal) -> Response {
    guard admission.enter() else { throw .busy }
    return Response(
      status: .ok, headers: [.contentType: Self.contentType, .cacheControl: "no-store"],
      body: ResponseBody { writer in
        defer { self.admission.leave() }
        let (number, words) = self.add()
        defer { self.remove(number) }
        try await writer.write(ByteBuffer(string: "retry: 3000\n: welcome\n\n"))
        for await _ in words {
          try await writer.write(ByteBuffer(string: "event: change\ndata: {}\n\n"))
          // A page that reads itself once a second is live enough, whatever is pushed meanwhile.
          try await Task.sleep(for: .seconds(1))
        }
        try await writer.finish(nil)
      })
  }

  private func add() -> (Int, AsyncStream<Void>) {
    let (words, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      state.lastNumber += 1
      if state.hasEnded { continuation.finish() } else { state.followers[state.lastNumber] = continuation }
      return state.lastNumber
    }
    return (number, words)
  }

  private func remove(_ number: Int) { state.withLock { $0.followers[number] = nil } }
}

#endif
