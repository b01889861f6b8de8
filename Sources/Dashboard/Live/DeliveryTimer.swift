#if Dashboard
import Foundation
import Locking
import NewsClient
import NewsModels
import Rendering

/// Measures how long articles take from the producer's commit to their event, by asking the producer about some of them.
final class DeliveryTimer: Sendable {
  private struct State {
    var isAsking = false
    var histogram = Histogram(Histogram.deliveryBounds)
  }

  private let upstream: Upstream
  private let state = Guarded(State())

  init(upstream: Upstream) { self.upstream = upstream }

  var histogram: Histogram { state.withLock { $0.histogram } }

  /// One article is asked about at a time: under load a sample, else all.
  func arrived(_ article: ArticleID) {
    let now = Date().timeIntervalSince1970
    let isFree = state.withLock { state in
      defer { state.isAsking = true }
      return !state.isAsking
    }
    guard isFree else { return }
    Task {
      defer { state.withLock { $0.isAsking = false } }
      guard let trace = try? await upstream.producer().trace(article.digest),
        let accepted = trace.articles.first(where: { $0.id == article })?.acceptedAt
      else { return }
      state.withLock { $0.histogram.observe(max(0, now - Double(accepted) / 1_000)) }
    }
  }
}

#endif
