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
  /// The same for one that did not answer when it was asked last: the connection is tried all the time, so a service that is back answers
  /// at once, and no page waits long for one that is not.
  private static let awayTimeout = Duration.milliseconds(500)
  /// How long the consumer may take where somebody asks whether pages can be served: who asks waits for a second or a few.
  private static let readinessTimeout = Duration.seconds(1)

  private let queryService: DashboardConfiguration.Service
  private let intakeService: DashboardConfiguration.Service
  private var query: QueryClient?
  private var intake: IntakeClient?
  private var isQueryAway = false
  private var isIntakeAway = false

  init(_ configuration: DashboardConfiguration) {
    queryService = configuration.query
    intakeService = configuration.intake
  }

  /// The consumer's client, to ask it whatever a page needs.
  /// - Throws: soon where it was away just now, and still is.
  func consumer() async throws(ClientError) -> QueryClient {
    if isQueryAway { _ = try await consumerStatus(within: Self.awayTimeout) }
    return try await connectedQuery()
  }

  private func connectedQuery() async throws(ClientError) -> QueryClient {
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
  /// - Parameter patiently: waits as long for one that was away as for any.
  func standing(patiently: Bool = false) async -> Standing {
    var standing = Standing()
    func timeout(_ isAway: Bool) -> Duration { isAway && !patiently ? Self.awayTimeout : Self.statusTimeout }
    do {
      standing.producer = try await producerStatus(within: timeout(isIntakeAway))
    } catch {
      standing.producerTrouble = Refusal(of: error).reason
    }
    do {
      standing.consumer = try await consumerStatus(within: timeout(isQueryAway))
    } catch {
      standing.consumerTrouble = Refusal(of: error).reason
    }
    if let producer = standing.producer, let consumer = standing.consumer, let intake {
      standing.excess =
        (try? await intake.excess(producer, consumer, within: Self.statusTimeout)) ?? standing.excess
    }
    return standing
  }

  /// Returns where the consumer answers, so that pages can be served.
  func ready() async throws(ClientError) {
    _ = try await connectedQuery().status(within: Self.readinessTimeout)
  }

  /// How the consumer stands; whether it answered is remembered.
  private func consumerStatus(within timeout: Duration) async throws(ClientError) -> ConsumerStatus {
    do {
      let status = try await connectedQuery().status(within: timeout)
      isQueryAway = false
      return status
    } catch {
      isQueryAway = error.isAbsence
      throw error
    }
  }

  private func producerStatus(within timeout: Duration) async throws(ClientError) -> ProducerStatus {
    do {
      let status = try await producer().status(within: timeout)
      isIntakeAway = false
      return status
    } catch {
      isIntakeAway = error.isAbsence
      throw error
    }
  }
}

extension ClientError {
  /// Whether the service gave no answer at all.
  fileprivate var isAbsence: Bool {
    switch self {
    case .unreachable, .handshakeFailed, .silent, .noAnswer, .connectionLost: true
    case .badEndpoint, .busy, .refused, .unable, .notUnderstood: false
    }
  }
}

#endif
