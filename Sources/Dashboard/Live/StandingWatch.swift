#if Dashboard
import NewsModels
import Rendering
import ServiceLifecycle

/// Looks after what no event tells: articles without a topic, those that other rules or joined sources count otherwise, what is pending, a
/// service that went away, an event that was lost.
struct StandingWatch: Service {
  /// Soon enough for a person who looks on: events tell most changes within a second, and this finds the rest, with one small question
  /// to each service.
  private static let interval = Duration.seconds(2)
  /// How many of these lie between two looks whether those who follow are still there.
  private static let looksBetweenPings = 7

  let upstream: Upstream
  let feed: LiveFeed

  /// What a reader of a page would see change.
  private struct Sight: Equatable {
    var revision: Int64?
    var topicsVersion: String?
    var stored: Int?
    var quarantined: Int?
    var pending: Int?
    var received: Int?
    var troubles: [String?]

    init(_ standing: Standing) {
      revision = standing.consumer?.revision
      topicsVersion = standing.consumer?.topicsVersion
      stored = standing.consumer?.ledger.stored
      quarantined = standing.consumer?.ledger.quarantined
      pending = standing.pending
      received = standing.producer?.ledger.documents.received
      // Which ones there are, not for how long.
      troubles = [
        standing.consumerTrouble, standing.producerTrouble, standing.consumer?.trouble, standing.producer?.trouble,
      ].map { $0?.filter { !$0.isNumber } }
    }
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var last: Sight?
      var looks = 0
      while !Task.isCancelled {
        // Also while nobody follows: who comes then is told of what changed since his page was made.
        let sight = Sight(await upstream.standing(patiently: true))
        if let last, last != sight { feed.changed() }
        last = sight
        looks += 1
        if looks.isMultiple(of: Self.looksBetweenPings) { feed.ping() }
        try? await Task.sleep(for: Self.interval)
      }
    }
  }
}

#endif
