#if Dashboard
import NewsClient
import NewsModels
import ServiceLifecycle

/// Listens to the consumer's events for as long as the group of services runs.
struct ListeningService: Service {
  let events: EventFeed
  let onArticle: @Sendable (ArticleEvent) -> Void

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await events.run(onArticle: onArticle)
    } onGracefulShutdown: {
      events.stop()
    }
  }
}

#endif
