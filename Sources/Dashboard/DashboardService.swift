#if Dashboard
import Hummingbird
import HummingbirdCore
import Logging
import NewsClient
import NIOCore
import NewsModels
import Rendering
import ZeroMQ
import ServiceLifecycle

/// The dashboard: serves the page, answers for programs, and metrics. A client of both services that holds no data.
public struct DashboardService: Sendable {
  private let configuration: DashboardConfiguration
  private let logger: Logger
  private let onReady: @Sendable (Ready) -> Void

  /// Where the dashboard listens, once it does.
  public struct Ready: Sendable, CustomStringConvertible {
    public var address: String
    /// Whether connections are being looked after. Hangs where they are not. Services that are away are no fault of this process.
    public var isWorking: @Sendable () async -> Bool

    /// `http=http://…`, for the line that says so.
    public var description: String { "http=http://\(address)" }
  }

  /// - Parameter onReady: called once, when requests are answered.
  public init(
    configuration: DashboardConfiguration, logger: Logger, onReady: @escaping @Sendable (Ready) -> Void
  ) {
    self.configuration = configuration
    self.logger = logger
    self.onReady = onReady
  }

  /// Runs until `shutdown` ends; answers under way are finished first.
  /// - Throws: `DashboardError`, `ZeroMQError`.
  public func run(until shutdown: AsyncStream<Never>) async throws {
    let upstream = Upstream(configuration)
    let feed = LiveFeed()
    let timer = DeliveryTimer(upstream: upstream)
    let events = try EventFeed(
      endpoint: configuration.events.endpoint.description, curve: configuration.events.curve)
    let listening = ListeningService(events: events) { event in
      feed.changed()
      timer.arrived(event.article.id)
    }
    let application = application(upstream, feed, timer)
    var groupConfiguration = ServiceGroupConfiguration(
      services: [
        .init(service: application, successTerminationBehavior: .gracefullyShutdownGroup),
        .init(service: listening),
        .init(service: StandingWatch(upstream: upstream, feed: feed)),
      ], logger: logger)
    // Within the bound of the whole shutdown, which the process keeps.
    groupConfiguration.maximumGracefulShutdownDuration = .seconds(5)
    let group = ServiceGroup(configuration: groupConfiguration)
    let ending = Task {
      for await _ in shutdown {}
      feed.end()
      await group.triggerGracefulShutdown()
    }
    defer { ending.cancel() }
    do {
      try await group.run()
    } catch let error as IOError {
      throw DashboardError.cannotListen(
        address: configuration.listen.description, reason: String(describing: error.description))
    }
    logger.info("ended in order")
  }

  private func application(_ upstream: Upstream, _ feed: LiveFeed, _ timer: DeliveryTimer) -> some Service {
    let renderer = PageRenderer()
    let router = Router(context: PageContext.self, options: .autoGenerateHeadEndpoints)
    let metrics = RequestMetrics()
    router.add(
      middleware: Answering(
        gatekeeper: Gatekeeper(
          token: configuration.token, hostNames: configuration.hostNames,
          onlyLoopback: configuration.token == nil),
        admission: Admission(limit: DashboardConfiguration.Bounds.answers),
        monitoring: Admission(limit: DashboardConfiguration.Bounds.monitoringAnswers), renderer: renderer,
        metrics: metrics))
    PageRoutes(upstream: upstream, renderer: renderer, feed: feed).add(to: router)
    ProgramRoutes(upstream: upstream, intakeEndpoint: configuration.intake.endpoint.description).add(to: router)
    SignInRoutes(token: configuration.token, renderer: renderer).add(to: router)
    MetricsRoute(upstream: upstream, metrics: metrics, timer: timer, feed: feed).add(to: router)
    router.get(RouterPath(LiveAddress.path)) { request, _ in
      let items = try QueryItems(request.uri.query ?? "", known: [LiveAddress.seen])
      return try feed.follow(seen: items[LiveAddress.seen].flatMap { Int($0) })
    }
    let listen = configuration.listen
    let onReady = onReady
    var quiet = logger
    // The library tells each connection that breaks; a reader who leaves is no news.
    quiet.logLevel = max(logger.logLevel, .warning)
    return Application(
      router: router, server: .http1(configuration: Self.channel),
      configuration: ApplicationConfiguration(
        address: .hostname(listen.host, port: listen.port),
        availableConnectionsDelegate: MaximumAvailableConnections(DashboardConfiguration.Bounds.connections)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? listen.port
        let host = listen.host.contains(":") ? "[\(listen.host)]" : listen.host
        onReady(
          Ready(address: "\(host):\(port)") { (try? await channel.eventLoop.submit { true }.get()) == true })
      }, logger: quiet)
  }

  private static var channel: HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      additionalChannelHandlers: [RequestDeadline()],
      httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: DashboardConfiguration.Bounds.headerField,
        maxHeaderListSize: DashboardConfiguration.Bounds.headers,
        maxHeaderFieldCount: DashboardConfiguration.Bounds.headerCount))
  }
}

extension DashboardService {
  /// Whether an error of `run` means that the address which was named cannot be used.
  public static func isMisplaced(_ error: any Error) -> Bool { error is DashboardError }
}

#endif
