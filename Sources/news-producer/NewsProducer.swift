import ArgumentParser
import Foundation
import Launching
import Producer
import ZeroMQ

@main
struct NewsProducer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "news-producer",
    abstract: "Takes documents, reads articles out of them, keeps them, and delivers them to consumers.",
    discussion: """
      Prints one line when it is ready: 'news-producer ready intake=… articles=…'. SIGTERM and SIGINT end it in order. Each \
      option may also come from the environment (NEWS_PRODUCER_DATA, …; several \
      values with commas between them) and from a YAML file ('data: …'); flags win.

      Exit status: 0 done, 64 bad usage, 70 internal error or failing disk, 78 bad configuration.
      """,
    version: Release.version)

  @Option(help: ArgumentHelp("The folder of the outbox. Default: producer in the state folder.", valueName: "dir"))
  var data: String?

  @Option(help: ArgumentHelp("Where documents go in. Default: the socket in the state folder.", valueName: "endpoint"))
  var intake: String?

  @Option(
    help: ArgumentHelp("Where consumers connect to. Default: the socket in the state folder.", valueName: "endpoint"))
  var articles: String?

  @Option(
    help: ArgumentHelp(
      """
      A folder whose files are taken when they were written or moved in; they go on to its done/ or failed/. Folders in it are \
      not walked; links, hidden files, *.part and *.tmp are left alone. Repeatable.
      """,
      valueName: "dir"))
  var watchFolder: [String] = []

  @Option(help: ArgumentHelp("The largest document (8388608, 512KiB, 64MiB). Default: 8 MiB.", valueName: "bytes"))
  var maxDocument: ByteCount?

  @Option(
    help: ArgumentHelp(
      "How much may wait for consumers before pushers wait too (1048576, 512MiB, 64GiB). Default: 8 GiB.",
      valueName: "bytes"))
  var outboxLimit: ByteCount?

  @Option(
    help: ArgumentHelp(
      "How much of documents that cannot be read is kept (1048576, 512MiB); further ones are refused. Default: 1 GiB.",
      valueName: "bytes"))
  var quarantineLimit: ByteCount?

  @OptionGroup var serverKeys: ServerKeyOptions

  @Option(help: ArgumentHelp("Where documents go in under the next key.", valueName: "endpoint"))
  var nextIntake: String?

  @Option(help: ArgumentHelp("Where consumers connect to under the next key.", valueName: "endpoint"))
  var nextArticles: String?

  @OptionGroup var service: ServiceCommandOptions

  static let keys =
    [
      "data", "intake", "articles", "watch-folder", "max-document", "outbox-limit", "quarantine-limit", "next-intake",
      "next-articles",
    ] + ServerKeyOptions.keys

  /// On the first thread, before there are others.
  @MainActor static func main() async {
    ConsoleOutput.holdStandardStreams()
    ProcessMemory.share()
    await main(nil)
  }

  func run() async throws {
    try await ServiceCommand.run(
      "news-producer", service, keys: Self.keys, lists: ["watch-folder"], isMisplaced: ProducerService.isMisplaced,
      configure: configuration
    ) { configuration, logger, announce in
      let service = ProducerService(configuration: configuration, logger: logger) { announce("\($0)", $0.isWorking) }
      return { try await service.run(until: $0) }
    }
  }

  private func configuration(
    _ settings: Settings, _ environment: [String: String]
  ) throws(CommandFailure) -> ProducerConfiguration {
    let keys = try serverKeys.serverKeys(settings)
    let folder = try settings.value("data", flag: data) { () throws(CommandFailure) in
      try StandardPaths.stateFolder(environment: environment) + "/producer"
    }
    var configuration = ProducerConfiguration(
      dataFolder: try settings.folder("data", folder),
      intake: try serverKeys.listening(
        "intake", flag: intake, keys: keys, settings: settings, environment: environment),
      articles: try serverKeys.listening(
        "articles", flag: articles, keys: keys, settings: settings, environment: environment))
    configuration.keys = keys
    configuration.isOpenToGroup = try serverKeys.isOpenToGroup(settings)
    let next = try settings.nextListening(
      [("next-intake", nextIntake), ("next-articles", nextArticles)], keys: keys, environment: environment)
    (configuration.nextIntake, configuration.nextArticles) = (next[0], next[1])
    try settings.checkDistinct([
      ("intake", configuration.intake), ("articles", configuration.articles),
      ("next-intake", configuration.nextIntake), ("next-articles", configuration.nextArticles),
    ])
    configuration.watchFolders = settings.values("watch-folder", flags: watchFolder)
    for folder in configuration.watchFolders {
      var isFolder = ObjCBool(false)
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
        throw CommandFailure(.configuration, WatchError.missing(folder: folder).description)
      }
      guard isFolder.boolValue else {
        throw CommandFailure(.configuration, WatchError.notAFolder(path: folder).description)
      }
      do throws(WatchError) {
        try WatchPlace.check(
          folder, dataFolder: configuration.dataFolder, socketFolders: Self.socketFolders(configuration))
      } catch {
        throw CommandFailure(.configuration, error.description)
      }
    }
    configuration.maximumDocument = try settings.bytes(
      "max-document", flag: maxDocument, default: ProducerConfiguration.Bounds.maximumDocument,
      in: ProducerConfiguration.Bounds.maximumDocumentRange)
    configuration.outboxLimit = try settings.bytes(
      "outbox-limit", flag: outboxLimit, default: ProducerConfiguration.Bounds.outboxLimit,
      in: ProducerConfiguration.Bounds.outboxLimitRange)
    configuration.quarantineLimit = try settings.bytes(
      "quarantine-limit", flag: quarantineLimit, default: ProducerConfiguration.Bounds.quarantineLimit,
      in: ProducerConfiguration.Bounds.quarantineLimitRange)
    return configuration
  }

  private static func socketFolders(_ configuration: ProducerConfiguration) -> [String] {
    let own = [configuration.intake, configuration.articles]
    let next = [configuration.nextIntake, configuration.nextArticles].compactMap(\.self)
    return (own + next).compactMap(\.ipcPath).map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
  }
}
