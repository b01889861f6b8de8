import ArgumentParser
import Glibc
import Logging
import ServiceLifecycle
import UnixSignals
import ZeroMQ

/// Options that every service has.
public struct ServiceCommandOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A YAML file of these options; flags and the environment win over it.", valueName: "file"))
  public var config: String?

  @Flag(help: "Check the configuration and end, before any data is touched.")
  public var check = false

  @Option(help: ArgumentHelp("The log on standard error: text or json. Default: text.", valueName: "form"))
  public var logFormat: LogFormat?

  @Option(help: ArgumentHelp("debug, info, notice, warning or error. Default: info.", valueName: "level"))
  public var logLevel: String?

  public init() {}

  /// Sets up the log of the process.
  public func logger(_ label: String, _ settings: Settings) throws(CommandFailure) -> Logger {
    let level = settings.value("log-level", flag: logLevel) ?? "info"
    guard let parsed = Logger.Level(rawValue: level) else {
      throw settings.mistake("log-level", expected: "debug, info, notice, warning or error", got: level)
    }
    let format = settings.value("log-format", flag: logFormat?.rawValue) ?? "text"
    guard let form = LogFormat(rawValue: format) else {
      throw settings.mistake("log-format", expected: "text or json", got: format)
    }
    form.bootstrap(level: parsed)
    return Logger(label: label)
  }
}

/// Runs a service as a process: signals, exit status.
public enum ServiceCommand {
  /// How long a shutdown may take in all; a service's own bounds are shorter.
  private static let shutdownBound = Duration.seconds(9)

  /// Makes the service and runs it until SIGTERM or SIGINT; nil means that only the configuration was to be checked.
  /// - Throws: an `ExitCode` after the reason was printed.
  ///
  /// - Parameter isMisplaced: whether an error means that a place which was named cannot be used: a matter of configuration.
  public static func run(
    name: String, isMisplaced: (any Error) -> Bool, make: () throws(CommandFailure) -> (any Service)?
  ) async throws {
    do {
      let service = try make()
      guard let service else { return }
      // A reader of standard output that goes away must not end the service.
      signal(SIGPIPE, SIG_IGN)
      try await run(service, name: name)
    } catch let failure as CommandFailure {
      ConsoleOutput.printError("\(name): \(failure.message)")
      throw failure.status.exitCode
    } catch {
      ConsoleOutput.printError("\(name): \(error)")
      let status = isMisplaced(error) || isBadEndpoint(error) ? ExitStatus.configuration : .internal
      throw status.exitCode
    }
  }

  private static func run(_ service: any Service, name: String) async throws {
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: name))
    configuration.maximumGracefulShutdownDuration = shutdownBound
    try await ServiceGroup(configuration: configuration).run()
  }

  private static func isBadEndpoint(_ error: any Error) -> Bool {
    switch error as? ZeroMQError {
    case .invalidEndpoint, .addressInUse, .endpointLocked, .fileRefused, .curveRequired, .invalidKey: true
    default: false
    }
  }
}

extension Settings {
  /// An endpoint option; the socket of this name in the state folder where it is not given.
  public func endpoint(
    _ key: String, flag: String?, environment: [String: String]
  ) throws(CommandFailure) -> Endpoint {
    let text = try value(key, flag: flag) { () throws(CommandFailure) in
      try StandardPaths.endpoint(key, environment: environment)
    }
    do {
      return try Endpoint(text)
    } catch {
      throw CommandFailure(.configuration, "--\(key): \(error)")
    }
  }
}
