import ArgumentParser
import Dispatch
import Foundation
import Glibc
import Logging
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

  /// Those that a configuration file may hold too.
  static let keys = ["log-format", "log-level"]

  /// Sets up the log of the process, and tells there of variables that are probably misspelt.
  func logger(_ label: String, _ settings: Settings) throws(CommandFailure) -> Logger {
    let level = settings.value("log-level", flag: logLevel) ?? "info"
    guard let parsed = Logger.Level(rawValue: level) else {
      throw settings.mistake("log-level", expected: "debug, info, notice, warning or error", got: level)
    }
    let format = settings.value("log-format", flag: logFormat?.rawValue) ?? "text"
    guard let form = LogFormat(rawValue: format) else {
      throw settings.mistake("log-format", expected: "text or json", got: format)
    }
    form.bootstrap(level: parsed)
    let logger = Logger(label: label)
    for variable in settings.unknownVariables {
      logger.warning(
        "a variable of the environment names no option, and is passed over", metadata: ["variable": "\(variable)"])
    }
    return logger
  }
}

/// Runs a service as a process: its settings, signals, exit status.
public enum ServiceCommand {
  /// A service's whole life; ends in order when the stream does.
  public typealias Life = @Sendable (AsyncStream<Never>) async throws -> Void

  /// Tells whoever started a service that it is ready: where it listens, and what answers whether it does its work.
  public typealias Announcement =
    @Sendable (_ places: String, _ isWorking: @escaping @Sendable () async -> Bool) -> Void

  /// How long a shutdown may take in all; a service's own bounds are shorter.
  private static let shutdownSeconds = 9

  /// Reads a service's settings, makes it and runs it until SIGTERM or SIGINT; with `--check` it only reads them.
  ///
  /// - Parameters:
  ///   - name: of the program. Variables of the environment begin with it, as `NEWS_PRODUCER_`.
  ///   - keys: the service's own options that a configuration file may hold.
  ///   - lists: those that may have several values.
  ///   - isMisplaced: whether an error means that a place which was named cannot be used: a matter of configuration.
  ///   - configure: is given the settings and the environment, and touches no data.
  /// - Throws: an `ExitCode` after the reason was printed.
  public static func run<Configuration>(
    _ name: String, _ options: ServiceCommandOptions, keys: [String], lists: [String],
    isMisplaced: (any Error) -> Bool,
    configure: (Settings, [String: String]) throws(CommandFailure) -> Configuration,
    make: (Configuration, Logger, @escaping Announcement) -> Life
  ) async throws {
    do {
      let environment = ProcessInfo.processInfo.environment
      let settings = try Settings(
        prefix: name.uppercased().replacing("-", with: "_"), keys: keys + ServiceCommandOptions.keys, lists: lists,
        path: options.config, environment: environment)
      let configuration = try configure(settings, environment)
      let logger = try options.logger(name, settings)
      if options.check { return }
      let manager = ServiceManager(environment: environment)
      let life = make(configuration, logger) { places, isWorking in
        ConsoleOutput.announce("\(name) ready \(places)")
        manager?.ready(isWorking)
      }
      // A reader of standard output that goes away must not end the service.
      signal(SIGPIPE, SIG_IGN)
      raiseDescriptorLimit()
      let (shutdown, request) = AsyncStream.makeStream(of: Never.self)
      let signals = [SIGTERM, SIGINT].map { watch($0, name: name, request: request) }
      defer { for source in signals { source.cancel() } }
      try await life(shutdown)
    } catch let failure as CommandFailure {
      ConsoleOutput.printError("\(name): \(failure.message)")
      throw failure.status.exitCode
    } catch {
      ConsoleOutput.printError("\(name): \(error)")
      let status = isMisplaced(error) || isBadEndpoint(error) ? ExitStatus.configuration : .internal
      throw status.exitCode
    }
  }

  /// Strangers may open thousands of connections before they are cut off: a shell's usual limit would leave none for others, and
  /// libdispatch ends a process that has no descriptor left.
  private static func raiseDescriptorLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 1 << 19))
    // Where this is not allowed, the limit stays what it was.
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  /// Asks for the shutdown at a signal, and ends the process where that takes too long: everything that was answered is on
  /// disk, and the rest is sent again after the next start.
  private static func watch(
    _ number: Int32, name: String, request: AsyncStream<Never>.Continuation
  ) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let queue = DispatchQueue(label: "signals")
    let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
    source.setEventHandler {
      request.finish()
      queue.asyncAfter(deadline: .now() + .seconds(shutdownSeconds)) {
        ConsoleOutput.end(
          .done,
          saying: "\(name): not ended within \(shutdownSeconds) s; what is not acknowledged waits for the next start")
      }
    }
    source.activate()
    return source
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
    let endpoint: Endpoint
    do {
      endpoint = try Endpoint(text)
    } catch {
      throw CommandFailure(.configuration, "--\(key): \(error)")
    }
    if case .inproc = endpoint.transport {
      throw CommandFailure(
        .configuration,
        "--\(key): expected ipc:///PATH or tcp://HOST:PORT, got \(endpoint), which no other process reaches")
    }
    return endpoint
  }
}
