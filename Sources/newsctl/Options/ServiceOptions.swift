import ArgumentParser
import Foundation
import Launching
import NewsClient
import NewsModels
import ZeroMQ

/// Where the services are, and how long to wait for them.
struct ServiceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The producer's intake. Default: the socket in the state folder.", valueName: "endpoint"))
  var intake: String?

  @Option(
    help: ArgumentHelp("The consumer's query socket. Default: the socket in the state folder.", valueName: "endpoint"))
  var query: String?

  @Option(
    help: ArgumentHelp("The consumer's live feed. Default: the socket in the state folder.", valueName: "endpoint"))
  var events: String?

  @Option(
    help: ArgumentHelp("How long connecting may take (500ms, 10s, 2m). Default: 10s.", valueName: "duration"),
    transform: DurationArgument.parse)
  var timeout: DurationArgument?

  @Option(help: ArgumentHelp("Your secret key, for tcp: 'newsctl keys generate' makes one.", valueName: "file"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The services' public key, for tcp; twice where the consumer has another than the producer, its own second.",
      valueName: "file"))
  var serverKey: [String] = []

  @Option(
    help: ArgumentHelp(
      "A YAML file of these options: 'intake: …', 'timeout: …'. They may also come from variables: NEWSCTL_INTAKE, …",
      valueName: "file"))
  var config: String?

  private static let keys = ["intake", "query", "events", "timeout", "key", "server-key"]
  private static let variables =
    "NEWSCTL_INTAKE, NEWSCTL_QUERY, NEWSCTL_EVENTS, NEWSCTL_TIMEOUT, NEWSCTL_KEY, NEWSCTL_SERVER_KEY and NEWSCTL_CONFIG"

  /// The endpoints, keys and the time-out, from flags, `NEWSCTL_INTAKE` and so on, and the file.
  func resolved() throws(CommandFailure) -> ServiceAddresses {
    let environment = ProcessInfo.processInfo.environment
    let settings = try Settings(
      prefix: "NEWSCTL", keys: Self.keys, lists: ["server-key"], path: config, environment: environment)
    for variable in settings.unknownVariables {
      ConsoleOutput.printError(
        "newsctl: the variable \(variable.printable) is passed over: from the environment come \(Self.variables)")
    }
    var duration = timeout?.duration ?? .seconds(10)
    if timeout == nil, let text = settings.value("timeout", flag: nil) {
      guard let parsed = DurationArgument(argument: text) else {
        throw settings.mistake("timeout", expected: "a duration such as 500ms, 10s or 2m", got: text)
      }
      duration = parsed.duration
    }
    let serverKeys = settings.values("server-key", flags: serverKey)
    guard serverKeys.count <= 2 else {
      throw settings.mistake(
        "server-key", expected: "one file, or the producer's and the consumer's", got: "\(serverKeys.count) files")
    }
    return ServiceAddresses(
      intake: try settings.value("intake", flag: intake) { () throws(CommandFailure) in
        try StandardPaths.endpoint("intake", environment: environment)
      },
      query: try settings.value("query", flag: query) { () throws(CommandFailure) in
        try StandardPaths.endpoint("query", environment: environment)
      },
      events: try settings.value("events", flag: events) { () throws(CommandFailure) in
        try StandardPaths.endpoint("events", environment: environment)
      },
      timeout: duration, key: settings.value("key", flag: key), intakeKey: serverKeys.first, queryKey: serverKeys.last)
  }
}

/// Where the services are.
struct ServiceAddresses {
  var intake: String
  var query: String
  var events: String
  var timeout: Duration
  /// The file of the person's own secret key.
  var key: String?
  /// The files of the services' public keys.
  var intakeKey: String?
  var queryKey: String?

  /// - Parameter timeout: for this connection only.
  func intakeClient(timeout: Duration? = nil) async throws(CommandFailure) -> IntakeClient {
    let curve = try curve(intake, serverKey: intakeKey)
    return try await reachable { () async throws(ClientError) in
      try await IntakeClient(endpoint: intake, timeout: timeout ?? self.timeout, curve: curve)
    }
  }

  func queryClient() async throws(CommandFailure) -> QueryClient {
    let curve = try curve(query, serverKey: queryKey)
    return try await reachable { () async throws(ClientError) in
      try await QueryClient(endpoint: query, timeout: timeout, curve: curve)
    }
  }

  func eventFeed() throws(CommandFailure) -> EventFeed {
    let curve = try curve(events, serverKey: queryKey)
    do {
      return try EventFeed(endpoint: events, curve: curve)
    } catch {
      throw CommandFailure(error.exitStatus, error.description)
    }
  }

  private func curve(_ endpoint: String, serverKey: String?) throws(CommandFailure) -> CurveRole? {
    let pair = try key.map { path throws(CommandFailure) in
      try readable { () throws(ZeroMQError) in try CurveKeyPair(secretKey: KeyFile.readSecretKey(path)) }
    }
    let endpoint = try readable { () throws(ZeroMQError) in try Endpoint(endpoint) }
    return try CurveRole.client(of: endpoint, serverKey: serverKey, pair: pair)
  }
}

/// Runs `body`, and turns what a client throws into a message and an exit status.
func reachable<Value>(_ body: () async throws(ClientError) -> Value) async throws(CommandFailure) -> Value {
  do {
    return try await body()
  } catch {
    throw CommandFailure(error.exitStatus, error.description)
  }
}

extension ClientError {
  var exitStatus: ExitStatus {
    switch self {
    case .unreachable, .handshakeFailed, .silent, .noAnswer, .connectionLost: .unavailable
    case .busy: .busy
    case .refused: .usage
    case .badEndpoint: .configuration
    case .unable, .notUnderstood: .internal
    }
  }
}
