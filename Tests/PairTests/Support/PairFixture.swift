import Foundation
import NewsClient
import NewsModels
import TestSupport

/// A producer and a consumer of their own: data and sockets in a folder that is thrown away.
final class PairFixture: Sendable {
  let folder: URL
  let environment: [String: String]

  /// How long a test waits for what must come: a machine that is busy with other tests may be slow, and only a failure waits in vain.
  static let patience = Duration.seconds(Sanitizer.isOff ? 120 : 600)

  struct Output {
    var status: Int32
    var text: String
    var errors: String

    /// The object that it is, as `--format json` prints it.
    /// - Parameter expected: the status that goes with it; nil for any.
    func json(status expected: Int32? = 0) throws -> [String: Any] {
      guard expected == nil || status == expected, let object = Self.object(text) else {
        let wanted = expected.map { "status \($0) and " } ?? ""
        throw RunningProcess.Failure(
          description: "expected \(wanted)a JSON object, got status \(status), '\(text)' and '\(errors)'")
      }
      return object
    }

    /// The objects that its lines are, as `--format jsonl` prints them.
    func jsonLines() throws -> [[String: Any]] {
      try text.split(separator: "\n").map { line in
        guard let object = Self.object(line) else {
          throw RunningProcess.Failure(description: "expected a JSON object a line, got '\(line)'")
        }
        return object
      }
    }

    private static func object(_ text: some StringProtocol) -> [String: Any]? {
      try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    }
  }

  init() throws {
    // Short, since socket paths have little room.
    folder = URL(fileURLWithPath: "/tmp/nt-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    var environment = Self.surroundings(from: ProcessInfo.processInfo.environment)
    environment["XDG_STATE_HOME"] = folder.path
    environment["NO_COLOR"] = "1"
    environment["NEWSCTL_TIMEOUT"] = "\(Self.patience.components.seconds)s"
    self.environment = environment
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What processes get of the environment in which the tests run: nothing that leads to services and data in use, or to the service
  /// manager of whoever runs the tests.
  static func surroundings(from environment: [String: String]) -> [String: String] {
    let settings = ["NEWS_PRODUCER_", "NEWS_CONSUMER_", "NEWS_DASHBOARD_", "NEWSCTL_", "NOTIFY_SOCKET", "WATCHDOG_"]
    return environment.filter { name, _ in !settings.contains { name.hasPrefix($0) } }
  }

  var state: URL { folder.appendingPathComponent("news-topics") }
  var intake: String { "ipc://\(state.path)/run/intake" }
  var query: String { "ipc://\(state.path)/run/query" }

  /// Starts a producer and waits until it is ready.
  func startProducer(_ arguments: [String] = [], environment extra: [String: String] = [:]) async throws
    -> RunningProcess
  {
    try await start("news-producer", arguments, extra)
  }

  /// Starts a consumer and waits until it is ready.
  func startConsumer(_ arguments: [String] = [], environment extra: [String: String] = [:]) async throws
    -> RunningProcess
  {
    try await start("news-consumer", arguments, extra)
  }

  private func start(
    _ program: String, _ arguments: [String], _ extra: [String: String]
  ) async throws -> RunningProcess {
    let process = try launch(program, arguments, environment: extra)
    let line = try await process.firstLine()
    guard line.hasPrefix("\(program) ready ") else {
      throw RunningProcess.Failure(description: "expected '\(program) ready …', got '\(line)'")
    }
    return process
  }

  /// Starts a program without waiting for anything.
  func launch(
    _ program: String, _ arguments: [String], environment extra: [String: String] = [:], wrapper: [String] = []
  ) throws -> RunningProcess {
    try RunningProcess(
      program, arguments, environment: environment.merging(extra) { $1 }, folder: folder, wrapper: wrapper)
  }

  /// Runs `newsctl` to its end.
  func newsctl(_ arguments: String..., input: String? = nil) async throws -> Output {
    try await newsctl(arguments, input: input)
  }

  func newsctl(_ arguments: [String], input: String? = nil) async throws -> Output {
    try await run(RunningProcess.path("newsctl"), arguments, input: input)
  }

  /// Runs any program to its end.
  func run(_ path: String, _ arguments: [String], input: String? = nil) async throws -> Output {
    let name = UUID().uuidString
    let (out, err) = (folder.appendingPathComponent("\(name).out"), folder.appendingPathComponent("\(name).err"))
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    var handles = [try FileHandle(forWritingTo: out), try FileHandle(forWritingTo: err)]
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    if let input {
      let file = folder.appendingPathComponent("\(name).in")
      try input.write(to: file, atomically: false, encoding: .utf8)
      let handle = try FileHandle(forReadingFrom: file)
      process.standardInput = handle
      handles.append(handle)
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    let status = try await withCheckedThrowingContinuation { [handles] continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run(handingOver: handles)
      } catch {
        continuation.resume(throwing: error)
      }
    }
    return Output(
      status: status, text: try String(contentsOf: out, encoding: .utf8),
      errors: try String(contentsOf: err, encoding: .utf8))
  }

  /// Writes a file into the folder and answers its path.
  func file(_ name: String, _ content: String) throws -> String {
    try file(name, Array(content.utf8))
  }

  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  func intakeClient() async throws -> IntakeClient {
    try await IntakeClient(endpoint: intake, timeout: Self.patience)
  }

  func queryClient() async throws -> QueryClient {
    try await QueryClient(endpoint: query, timeout: Self.patience)
  }

  /// Returns when nothing is pending at the producer. A push that waits is answered when its articles are stored: until their
  /// acknowledgement has come and is recorded, they are rightly pending, and no account says that it is balanced.
  /// - Parameters:
  ///   - groups: those whose consumers are there; nil for all.
  ///   - client: asks the producer; nil for the pair's own.
  /// - Throws: where something is pending after `patience`.
  func settle(groups: [String]? = nil, asking client: IntakeClient? = nil) async throws {
    let asked = if let client { client } else { try await intakeClient() }
    let deadline = ContinuousClock.now + Self.patience
    while true {
      let waiting = try await asked.status().ledger.groups.filter {
        $0.pending > 0 && groups?.contains($0.group.rawValue) != false
      }
      if waiting.isEmpty { return }
      guard .now < deadline else {
        throw RunningProcess.Failure(
          description: "expected nothing pending, got \(waiting.map { "\($0.pending) of \($0.group)" })")
      }
    }
  }

  /// The ids of all stored articles, page by page; a list, so that one stored twice shows.
  func storedIDs() async throws -> [ArticleID] {
    let client = try await queryClient()
    var ids: [ArticleID] = []
    var after: String?
    repeat {
      let page = try await client.articles(ArticlesQuery(limit: ArticlesQuery.maximumLimit, after: after))
      ids += page.articles.map(\.id)
      after = page.next
    } while after != nil
    return ids
  }

  /// The repository, found from this file.
  static var repository: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
  }

  static func sample(_ name: String) -> String {
    repository.appendingPathComponent("deploy/samples/\(name)").path
  }
}
