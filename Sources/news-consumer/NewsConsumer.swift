import ArgumentParser
import Classifying
import Consumer
import Foundation
import Launching
import NewsModels
import ZeroMQ

@main
struct NewsConsumer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "news-consumer",
    abstract: "Receives articles, classifies them by topic, stores them with the counts, and answers questions.",
    discussion: """
      Prints one line when it is ready: 'news-consumer ready query=… events=…'. SIGTERM and SIGINT end it in order. Each \
      option may also come from the environment (NEWS_CONSUMER_DATA, …; several \
      values with commas between them) and from a YAML file ('data: …'); flags win.

      Exit status: 0 done, 64 bad usage, 70 internal error or failing disk, 78 bad configuration.
      """,
    version: Release.version)

  @Option(
    help: ArgumentHelp("The folder of the article store. Default: consumer in the state folder.", valueName: "dir"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "A producer's articles socket; repeatable. Default: the socket in the state folder.", valueName: "endpoint"))
  var articles: [String] = []

  @Option(help: ArgumentHelp("The group whose articles it takes. Default: default.", valueName: "name"))
  var group: String?

  @Option(
    help: ArgumentHelp("Where questions are answered. Default: the socket in the state folder.", valueName: "endpoint"))
  var query: String?

  @Option(
    help: ArgumentHelp(
      "Where the live feed is published. Default: the socket in the state folder.", valueName: "endpoint"))
  var events: String?

  @Option(
    help: ArgumentHelp(
      "A topics file in which 'newsctl topics check' finds no mistake. Default: the built-in topics.", valueName: "file"
    ))
  var topics: String?

  @Option(
    help: ArgumentHelp(
      "The zone in which days are cut; fixed when the store is made. Default: Asia/Ho_Chi_Minh.", valueName: "name"))
  var timeZone: String?

  @Option(
    help: ArgumentHelp(
      "A producer's public key, for tcp; repeatable, in the order of --articles. One is every producer's.",
      valueName: "file"))
  var serverKey: [String] = []

  @Option(
    help: ArgumentHelp(
      "How much of articles that cannot be processed is put aside (1048576, 512MiB); further ones stay with the producer. "
        + "Default: 1 GiB.",
      valueName: "bytes"))
  var quarantineLimit: ByteCount?

  @OptionGroup var serverKeys: ServerKeyOptions

  @Option(help: ArgumentHelp("Where questions are answered under the next key.", valueName: "endpoint"))
  var nextQuery: String?

  @Option(help: ArgumentHelp("Where the live feed is published under the next key.", valueName: "endpoint"))
  var nextEvents: String?

  @OptionGroup var service: ServiceCommandOptions

  static let keys =
    [
      "data", "articles", "group", "query", "events", "topics", "time-zone", "server-key", "quarantine-limit",
      "next-query", "next-events",
    ] + ServerKeyOptions.keys

  /// On the first thread, before there are others.
  @MainActor static func main() async {
    ConsoleOutput.holdStandardStreams()
    ProcessMemory.share()
    await main(nil)
  }

  func run() async throws {
    try await ServiceCommand.run(
      "news-consumer", service, keys: Self.keys, lists: ["articles", "server-key"],
      isMisplaced: ConsumerService.isMisplaced, configure: configuration
    ) { configuration, logger, announce in
      let service = ConsumerService(configuration: configuration, logger: logger) { announce("\($0)", $0.isWorking) }
      return { try await service.run(until: $0) }
    }
  }

  private func configuration(
    _ settings: Settings, _ environment: [String: String]
  ) throws(CommandFailure) -> ConsumerConfiguration {
    let keys = try serverKeys.serverKeys(settings)
    let name = settings.value("group", flag: group) ?? GroupName.default.rawValue
    guard let group = GroupName(name) else {
      throw settings.mistake("group", expected: "a name of lower-case letters, digits and hyphens", got: name)
    }
    let zone = settings.value("time-zone", flag: timeZone)
    if let zone, !ConsumerConfiguration.isTimeZone(zone) {
      throw settings.mistake("time-zone", expected: "a zone's name such as Asia/Ho_Chi_Minh or UTC", got: zone)
    }
    let folder = try settings.value("data", flag: data) { () throws(CommandFailure) in
      try StandardPaths.stateFolder(environment: environment) + "/consumer"
    }
    var configuration = ConsumerConfiguration(
      dataFolder: try settings.folder("data", folder),
      articles: try producers(settings, environment), group: group,
      query: try serverKeys.listening(
        "query", flag: query, keys: keys, settings: settings, environment: environment),
      events: try serverKeys.listening(
        "events", flag: events, keys: keys, settings: settings, environment: environment),
      topics: try topicsFile(settings), timeZone: zone)
    configuration.keys = keys
    configuration.isOpenToGroup = try serverKeys.isOpenToGroup(settings)
    configuration.quarantineLimit = try settings.bytes(
      "quarantine-limit", flag: quarantineLimit, default: ConsumerConfiguration.Bounds.quarantineLimit,
      in: ConsumerConfiguration.Bounds.quarantineLimitRange)
    let next = try settings.nextListening(
      [("next-query", nextQuery), ("next-events", nextEvents)], keys: keys, environment: environment)
    (configuration.nextQuery, configuration.nextEvents) = (next[0], next[1])
    try settings.checkDistinct([
      ("query", configuration.query), ("events", configuration.events), ("next-query", configuration.nextQuery),
      ("next-events", configuration.nextEvents),
    ])
    return configuration
  }

  private func producers(
    _ settings: Settings, _ environment: [String: String]
  ) throws(CommandFailure) -> [ConsumerConfiguration.Producer] {
    let pair = try serverKeys.pair(settings)
    let files = settings.values("server-key", flags: serverKey)
    var endpoints: [Endpoint] = []
    for text in settings.values("articles", flags: articles) {
      let endpoint = try settings.endpoint("articles", flag: text, environment: environment)
      guard !endpoints.contains(endpoint) else {
        throw settings.mistake(
          "articles", expected: "each endpoint once, so that one link receives from it", got: endpoint.description)
      }
      endpoints.append(endpoint)
    }
    if endpoints.isEmpty { endpoints = [try settings.endpoint("articles", flag: nil, environment: environment)] }
    guard files.count <= 1 || files.count == endpoints.count else {
      throw CommandFailure(
        .configuration,
        "--server-key: expected one, or as many as --articles (\(endpoints.count)), got \(files.count)")
    }
    var producers: [ConsumerConfiguration.Producer] = []
    for (index, endpoint) in endpoints.enumerated() {
      let file = files.count > 1 ? files[index] : files.first
      producers.append(
        ConsumerConfiguration.Producer(
          endpoint: endpoint, curve: try CurveRole.client(of: endpoint, serverKey: file, pair: pair)))
    }
    return producers
  }

  private func topicsFile(_ settings: Settings) throws(CommandFailure) -> TopicsFile {
    guard let path = settings.value("topics", flag: topics) else { return .builtIn }
    if let reason = whyUnreadable(path) {
      throw CommandFailure(.configuration, "cannot read the topics file '\(path)': \(reason)")
    }
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw CommandFailure(.configuration, "cannot read the topics file \(path): \(error.localizedDescription)")
    }
    do {
      return try TopicsFile(checked: TopicsFile.text(of: bytes))
    } catch {
      let mistakes = error.mistakes.map { "\(path):\($0)" }.joined(separator: "\n")
      throw CommandFailure(.configuration, "the topics file has mistakes:\n\(mistakes)")
    }
  }
}
