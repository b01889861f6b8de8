#if Dashboard
import Foundation
import Hummingbird
import NewsClient
import NewsModels
import Rendering

/// What Prometheus scrapes.
struct MetricsRoute: Sendable {
  let upstream: Upstream
  let metrics: RequestMetrics
  let timer: DeliveryTimer
  let feed: LiveFeed

  func add(to router: Router<PageContext>) {
    router.get("/metrics") { _, _ in
      Answers.text(await page().text, type: "text/plain; version=0.0.4; charset=utf-8")
    }
  }

  /// Services that are away are told as such: the scrape itself does not fail.
  private func page() async -> MetricsPage {
    let standing = await upstream.standing()
    // One that did not say how it stands is not asked more: it may hang.
    let totals = standing.consumer == nil ? nil : try? await upstream.consumer().statistics(StatisticsQuery())
    let (requests, durations) = metrics.snapshot()
    return MetricsPage(
      standing: standing, totals: totals,
      answered: requests.map { MetricsPage.Answered(route: $0.key.route, status: $0.key.status, count: $0.value) },
      durations: durations.map { ($0.key, $0.value) }, delivery: timer.histogram, followers: feed.followers,
      now: Date().timeIntervalSince1970)
  }
}

#endif
