#if Dashboard
import ArgumentParser
import Dashboard
import Foundation
import Launching
import NewsModels
import ZeroMQ

@main
struct NewsDashboard: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "news-dashboard",
    abstract: "Serves the page on which people read the figures, HTTP JSON for programs, and metrics.",
    discussion: """
      A client of news-producer and news-consumer that holds no data. Prints one line when it is ready: 'news-dashboard ready \
      http=http://…'. SIGTERM and SIGINT end it in order. Each option may also come from the environment \
      (NEWS_DASHBOARD_LISTEN, …; several values with commas between them) and from a YAML file ('listen: …'); flags win.

      It answers on loopback only, unless a token file says who may read. TLS is for a proxy in front.

      Exit status: 0 done, 64 bad usage, 70 internal error, 78 bad configuration.
      """,
    version: Release.version)

  @Option(
    help: ArgumentHelp("Where it listens; port 0 takes a free one. Default: 127.0.0.1:8600.", valueName: "host:port"))
  var listen: String?

  @Option(
    help: ArgumentHelp("The consumer's query socket. Default: the socket in the state folder.", valueName: "endpoint"))
  var query: String?

  @Option(help: ArgumentHelp("The producer's intake. Default: the socket in the state folder.", valueName: "endpoint"))
  var intake: String?

  @Option(
    help: ArgumentHelp("The consumer's live feed. Default: the socket in the state folder.", valueName: "endpoint"))
  var events: String?

  @Option(
    help: ArgumentHelp(
      "A file, mode 0600, whose one line is what readers must know to get in: 16 to 1,024 visible ASCII signs.",
      valueName: "file"))
  var tokenFile: String?

  @Option(
    help: ArgumentHelp(
      "A name by which readers reach the page, as that of a proxy in front; repeatable. Addresses are known by themselves.",
      valueName: "name"))
  var hostName: [String] = []

  @Option(help: ArgumentHelp("The dashboard's own secret key, for services on tcp.", valueName: "file"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The services' public key, for tcp; twice where the consumer has another than the producer, its own second.",
      valueName: "file"))
  var serverKey: [String] = []

  @OptionGroup var service: ServiceCommandOptions

  private static let keys = [
    "listen", "query", "intake", "events", "token-file", "host-name", "key", "server-key",
  ]

  /// On the first thread, before there are others.
  @MainActor static func main() async {
    ConsoleOutput.holdStandardStreams()
    ProcessMemory.share()
    await main(nil)
  }

  func run() async throws {
    try await ServiceCommand.run(
      "news-dashboard", service, keys: Self.keys, lists: ["server-key", "host-name"],
      isMisplaced: DashboardService.isMisplaced, configure: configuration
    ) { configuration, logger, announce in
      let service = DashboardService(configuration: configuration, logger: logger) { announce("\($0)", $0.isWorking) }
      return { try await service.run(until: $0) }
    }
  }

  private func configuration(
    _ settings: Settings, _ environment: [String: String]
  ) throws(CommandFailure) -> DashboardConfiguration {
    let text = settings.value("listen", flag: listen) ?? "127.0.0.1:8600"
    guard let address = ListenAddress(text) else {
      throw settings.mistake("listen", expected: "an address as 127.0.0.1:8600 or [::1]:8600", got: text)
    }
    let token = try token(settings)
    guard address.isLoopback || token != nil else {
      throw CommandFailure(
        .configuration,
        "--listen: \(address) can be reached from other machines: expected --token-file FILE with it, got none")
    }
    let pair = try settings.value("key", flag: key).map { path throws(CommandFailure) in
      try readable { () throws(ZeroMQError) in try CurveKeyPair(secretKey: KeyFile.readSecretKey(path)) }
    }
    let serverKeys = settings.values("server-key", flags: serverKey)
    guard serverKeys.count <= 2 else {
      throw settings.mistake(
        "server-key", expected: "one file, or the producer's and the consumer's", got: "\(serverKeys.count) files")
    }
    func service(
      _ name: String, _ flag: String?, _ serverKey: String?
    ) throws(CommandFailure) -> DashboardConfiguration.Service {
      let endpoint = try settings.endpoint(name, flag: flag, environment: environment)
      return DashboardConfiguration.Service(
        endpoint: endpoint, curve: try CurveRole.client(of: endpoint, serverKey: serverKey, pair: pair))
    }
    return DashboardConfiguration(
      listen: address, query: try service("query", query, serverKeys.last),
      intake: try service("intake", intake, serverKeys.first), events: try service("events", events, serverKeys.last),
      token: token, hostNames: Set(settings.values("host-name", flags: hostName).map { $0.lowercased() }))
  }

  private func token(_ settings: Settings) throws(CommandFailure) -> AccessToken? {
    guard let path = settings.value("token-file", flag: tokenFile) else { return nil }
    let text = try readable { () throws(ZeroMQError) in try KeyFile.readSecretText(path) }
    guard let token = AccessToken(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw CommandFailure(
        .configuration,
        "--token-file: expected one line of \(AccessToken.minimumLength) to \(AccessToken.maximumLength) visible ASCII "
          + "signs in \(path); make one with: (umask 077; head -c 24 /dev/urandom | base64 > \(path))")
    }
    return token
  }
}

#endif
