import ArgumentParser
import Foundation
import Launching
import NewsClient

/// Where the services are, and how long to wait for them.
struct ServiceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The producer's intake. Default: the socket in the state folder.", valueName: "endpoint"))
  var intake: String?

  @Option(
    help: ArgumentHelp("The consumer's query socket. Default: the socket in the state folder.", valueName: "endpoint"))
  var query: String?

  @Option(help: ArgumentHelp("How long connecting may take (500ms, 10s, 2m). Default: 10s.", valueName: "duration"))
  var timeout: DurationArgument?

  @Option(help: ArgumentHelp("A YAML file of these options: 'intake: …', 'query: …', 'timeout: …'.", valueName: "file"))
  var config: String?

  /// The endpoints and the time-out, from flags, `NEWSCTL_INTAKE`, `NEWSCTL_QUERY`, `NEWSCTL_TIMEOUT`, and the file.
  func resolved() throws(CommandFailure) -> ServiceAddresses {
    let environment = ProcessInfo.processInfo.environment
    let settings = try Settings(
      prefix: "NEWSCTL", keys: ["intake", "query", "timeout"], path: config, environment: environment)
    var duration = timeout?.duration ?? .seconds(10)
    if timeout == nil, let text = settings.value("timeout", flag: nil) {
      guard let parsed = DurationArgument(argument: text) else {
        throw settings.mistake("timeout", expected: "a duration such as 500ms, 10s or 2m", got: text)
      }
      duration = parsed.duration
    }
    return ServiceAddresses(
      intake: try settings.value("intake", flag: intake) { () throws(CommandFailure) in
        try StandardPaths.endpoint("intake", environment: environment)
      },
      query: try settings.value("query", flag: query) { () throws(CommandFailure) in
        try StandardPaths.endpoint("query", environment: environment)
      },
      timeout: duration)
  }
}

/// Where the services are.
struct ServiceAddresses {
  var intake: String
  var query: String
  var timeout: Duration

  func intakeClient() async throws(CommandFailure) -> IntakeClient {
    try await reachable { () async throws(ClientError) in try await IntakeClient(endpoint: intake, timeout: timeout) }
  }

  func queryClient() async throws(CommandFailure) -> QueryClient {
    try await reachable { () async throws(ClientError) in try await QueryClient(endpoint: query, timeout: timeout) }
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
    case .unreachable, .noAnswer, .connectionLost: .unavailable
    case .busy: .busy
    case .refused: .usage
    case .badEndpoint: .configuration
    case .notUnderstood: .internal
    }
  }
}
