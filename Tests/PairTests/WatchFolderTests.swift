import Foundation
import Glibc
import NewsClient
import NewsModels
import Testing

/// Files that are put into a watched folder are taken once, and end in `done` or `failed`.
@Suite struct WatchFolderTests {
  /// A pair fixture with a folder to be watched.
  private struct Inbox {
    let pair: PairFixture
    let path: String

    init() throws {
      pair = try PairFixture()
      path = pair.folder.appendingPathComponent("inbox").path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    func start(_ arguments: [String] = []) async throws -> RunningProcess {
      try await pair.startProducer(["--watch-folder", path] + arguments)
    }

    /// Writes a file elsewhere and moves it in.
    func moveIn(_ name: String, _ bytes: [UInt8]) throws {
      let file = try pair.file("written/\(UUID().uuidString)", bytes)
      guard rename(file, "\(path)/\(name)") == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func names(_ folder: String) -> Set<String> { Self.names("\(path)/\(folder)") }

    static func names(_ folder: String) -> Set<String> {
      Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    }

    /// Waits until `done` and `failed` hold these files, and the folder nothing but these.
    func waitUntil(done: Set<String>, failed: Set<String> = [], left: Set<String> = []) async -> Bool {
      let path = path
      return await FolderFacts.waitUntil(in: [path, path + "/done", path + "/failed"]) {
        Self.names(path + "/done") == done && Self.names(path + "/failed") == failed
          && Self.names(path) == left.union(["done", "failed"])
      }
    }

    func ledger() async throws -> ProducerLedger { try await pair.intakeClient().status().ledger }

    func reason(_ name: String) throws -> String {
      try String(contentsOfFile: "\(path)/failed/\(name).reason.txt", encoding: .utf8)
    }
  }

  private static func bytes(_ number: Int) -> [UInt8] { WrittenArticles.document(number).bytes }

  /// Shaped like the articles of an archive.
  private static func line(_ number: Int) -> String {
    """
    {"title": "Bản tin số \(number) về mùa lúa ở đồng bằng", "source": "Báo Mẫu", "published": "2024-03-01", \
    "body": "Đoạn thứ nhất của bản tin số \(number).\\nĐoạn thứ hai của bản tin số \(number)."}

    """
  }

  private static let binary = (0..<4_096).map { UInt8(truncatingIfNeeded: $0 % 9) }

  @Test func filesMovedInAndFilesWrittenInPlaceAreTakenOnce() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    try inbox.moveIn("moved.txt", Self.bytes(1))
    try Data(Self.bytes(2)).write(to: URL(fileURLWithPath: inbox.path + "/written.txt"), options: [])
    #expect(await inbox.waitUntil(done: ["moved.txt", "written.txt"]))
    let ledger = try await inbox.ledger()
    #expect(ledger.documents.read == 2 && ledger.documents.received == 2)
    #expect(ledger.accepted == 2)
    #expect(await producer.terminate() == 0)
  }

  @Test func filesThatWereThereBeforeTheStartAreTaken() async throws {
    let inbox = try Inbox()
    for number in 0..<5 { try inbox.moveIn("\(number).txt", Self.bytes(number)) }
    let producer = try await inbox.start()
    #expect(await inbox.waitUntil(done: Set((0..<5).map { "\($0).txt" })))
    #expect(try await inbox.ledger().accepted == 5)
    #expect(await producer.terminate() == 0)
  }

  @Test func aNameThatComesTwiceReplacesNothing() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    try inbox.moveIn("news.txt", Self.bytes(1))
    #expect(await inbox.waitUntil(done: ["news.txt"]))
    try inbox.moveIn("news.txt", Self.bytes(2))
    #expect(await inbox.waitUntil(done: ["news.txt", "news-2.txt"]))
    let contents = try ["news.txt", "news-2.txt"].map {
      try Array(Data(contentsOf: URL(fileURLWithPath: "\(inbox.path)/done/\($0)")))
    }
    #expect(contents == [Self.bytes(1), Self.bytes(2)])
    #expect(try await inbox.ledger().accepted == 2)
    _ = await producer.terminate()
  }

  @Test func whatCannotBeReadGoesToFailedWithTheReasonBesideIt() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start(["--max-document", "100000"])
    try inbox.moveIn("binary.txt", Self.binary)
    try inbox.moveIn("large.txt", Array(String(repeating: "Một dòng dài. ", count: 20_000).utf8))
    try inbox.moveIn("good.txt", Self.bytes(3))
    let failed = ["binary.txt", "large.txt"]
    #expect(await inbox.waitUntil(done: ["good.txt"], failed: Set(failed + failed.map { $0 + ".reason.txt" })))
    #expect(try inbox.reason("binary.txt").hasPrefix("binary.txt: "))
    #expect(try inbox.reason("large.txt").contains("100000"))
    let documents = try await inbox.ledger().documents
    #expect(documents.read == 1 && documents.quarantined == 1 && documents.isBalanced)
    _ = await producer.terminate()
  }

  @Test func linksPipesFoldersAndUnfinishedFilesAreLeftAlone() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    let elsewhere = try inbox.pair.file("elsewhere.txt", Self.bytes(1))
    #expect(symlink(elsewhere, inbox.pair.folder.path + "/link") == 0)
    #expect(rename(inbox.pair.folder.path + "/link", inbox.path + "/link.txt") == 0)
    #expect(mkfifo(inbox.path + "/pipe.txt", 0o600) == 0)
    #expect(mkdir(inbox.path + "/folder", 0o700) == 0)
    try inbox.moveIn(".hidden", Self.bytes(2))
    try inbox.moveIn("half.txt.part", Self.bytes(3))
    try inbox.moveIn("half.tmp", Self.bytes(4))
    try inbox.moveIn("good.txt", Self.bytes(5))
    let left: Set = ["link.txt", "pipe.txt", "folder", ".hidden", "half.txt.part", "half.tmp"]
    // The last file is done: all before it were looked at.
    #expect(await inbox.waitUntil(done: ["good.txt"], left: left))
    // A second start looks at all of them again.
    #expect(await producer.terminate() == 0)
    try inbox.moveIn("again.txt", Self.bytes(6))
    let restarted = try await inbox.start()
    #expect(await inbox.waitUntil(done: ["good.txt", "again.txt"], left: left))
    // The whole of it counts now.
    #expect(rename(inbox.path + "/half.txt.part", inbox.path + "/half.txt") == 0)
    #expect(
      await inbox.waitUntil(
        done: ["good.txt", "again.txt", "half.txt"], left: left.subtracting(["half.txt.part"])))
    #expect(try await inbox.ledger().accepted == 3)
    #expect(await restarted.terminate() == 0)
  }

  @Test func aFileOfJSONLinesGivesAnArticleForEachAndABrokenLineDoesNotHideTheOthers() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    try inbox.moveIn("three.jsonl", Array((1...3).map(Self.line).joined().utf8))
    #expect(await inbox.waitUntil(done: ["three.jsonl"]))
    #expect(try await inbox.ledger().accepted == 3)
    try inbox.moveIn("broken.jsonl", Array((Self.line(4) + "{\"title\": \n" + Self.line(5)).utf8))
    #expect(
      await inbox.waitUntil(done: ["three.jsonl"], failed: ["broken.jsonl", "broken.jsonl.reason.txt"]))
    #expect(try inbox.reason("broken.jsonl").hasPrefix("broken.jsonl#1: "))
    #expect(try await inbox.ledger().accepted == 5)
    _ = await producer.terminate()
  }

  @Test func aFileThatIsStillBeingWrittenIsNotTakenHalf() async throws {
    let inbox = try Inbox()
    let path = inbox.path + "/growing.jsonl"
    let writer = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    func append(_ text: String) { #expect(write(writer, text, text.utf8.count) == text.utf8.count) }
    append(Self.line(1))
    // It is there at the start, and looked at before the other one.
    let producer = try await inbox.start()
    try inbox.moveIn("other.txt", Self.bytes(1))
    #expect(await inbox.waitUntil(done: ["other.txt"], left: ["growing.jsonl"]))
    append(Self.line(2))
    close(writer)
    #expect(await inbox.waitUntil(done: ["other.txt", "growing.jsonl"]))
    #expect(try await inbox.ledger().accepted == 3)
    _ = await producer.terminate()
  }
}
