#if Dashboard
import ServiceLifecycle

/// Listens to the consumer's events for as long as the group of services runs.
struct ListeningService: Service {
  let listener: EventListener

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await listener.run()
    } onGracefulShutdown: {
      listener.stop()
    }
  }
}

#endif
