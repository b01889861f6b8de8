#if Dashboard
import NewsClient
import NewsModels
import Rendering
import ZeroMQ

/// The services that are asked. Connects when something is asked first, and again after a service was away.
actor Upstream {
  /// How long a connection may take before a page says that the service is away.
  private static let connectTimeout = Duration.seconds(3)

  /// How long each service may take to say how it stands, connecting aside: both together less than who scrapes metrics waits, also where
  /// one hangs.
  private static let statusTimeout = Duration.seconds(4)

  private let queryService: DashboardConfiguration.Service
  private let intakeService: DashboardConfiguration.Service
  private var query: QueryClient?
  private var intake: IntakeClient?

  init(_ configuration: DashboardConfiguration) {
    queryService = configuration.query
    intakeService = configuration.intake
  }

  /// The consumer's client.
  func consumer() async throws(ClientError) -> QueryClient {
    if let query { return query }
    let client = try await QueryClient(
      endpoint: queryService.endpoint.description, timeout: Self.connectTimeout, curve: queryService.curve)
    query = client
    return client
  }

  /// The producer's client.
  func producer() async throws(ClientError) -> IntakeClient {
    if let intake { return intake }
    let client = try await IntakeClient(
      endpoint: intakeService.endpoint.description, timeout: Self.connectTimeout, curve: intakeService.curve)
    intake = client
    return client
  }

  /// How both services stand. The producer is asked first: what it knows as acknowledged, the store then has.
  func standing() async -> Standing {
    var standing = Standing()
    do {
      standing.producer = try await producer().status(within: Self.statusTimeout)
    } catch {
      standing.producerTrouble = error.description
    }
    do {
      standing.consumer = try await consumer().status(within: Self.statusTimeout)
    } catch {
      standing.consumerTrouble = error.description
    }
    if let producer = standing.producer, let consumer = standing.consumer, let intake {
      standing.excess =
        (try? await intake.excess(producer, consumer, within: Self.statusTimeout)) ?? standing.excess
    }
    return standing
  }
}

#endif
