import Foundation
import Glibc
import NewsClient
import NewsModels
import TestSupport
import Testing

/// Files that are put into a watched folder are taken once, and end in `done` or `failed`.
@Suite struct WatchFolderTests {
  private static func bytes(_ number: Int) -> [UInt8] { WrittenArticles.document(number).bytes }

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
    await producer.terminate()
  }

  /// Nobody opens or closes the files then, as when a tree is copied by links. Some deliver so, and take the first name away at once.
  @Test(arguments: [false, true]) func filesThatAreLinkedInAreTaken(firstNameGoes: Bool) async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    for number in 0..<20 {
      let elsewhere = try inbox.pair.file("elsewhere-\(number).txt", Self.bytes(number))
      #expect(link(elsewhere, "\(inbox.path)/\(number).txt") == 0)
      if firstNameGoes { #expect(unlink(elsewhere) == 0) }
    }
    #expect(await inbox.waitUntil(done: Set((0..<20).map { "\($0).txt" })))
    if !firstNameGoes {
      #expect(try Array(Data(contentsOf: inbox.pair.folder.appendingPathComponent("elsewhere-7.txt"))) == Self.bytes(7))
    }
    #expect(try await inbox.ledger().accepted == 20)
    await producer.terminate()
  }

  /// The end of its writing is told of under its first name only, and that lies elsewhere.
  @Test func aFileThatIsLinkedInWhileItIsWrittenIsTakenOnceItIsWhole() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    let elsewhere = inbox.pair.folder.path + "/growing.jsonl"
    let writer = open(elsewhere, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    func append(_ text: String) { #expect(write(writer, text, text.utf8.count) == text.utf8.count) }
    append(WrittenArticles.archiveLine(1))
    #expect(link(elsewhere, inbox.path + "/growing.jsonl") == 0)
    // Looked at after the other one.
    try inbox.moveIn("other.txt", Self.bytes(1))
    #expect(await inbox.waitUntil(done: ["other.txt"], left: ["growing.jsonl"]))
    append(WrittenArticles.archiveLine(2))
    close(writer)
    #expect(await inbox.waitUntil(done: ["other.txt", "growing.jsonl"]))
    #expect(try await inbox.ledger().accepted == 3)
    await producer.terminate()
  }

  @Test func filesThatWereThereBeforeTheStartAreTaken() async throws {
    let inbox = try Inbox()
    for number in 0..<5 { try inbox.moveIn("\(number).txt", Self.bytes(number)) }
    let producer = try await inbox.start()
    #expect(await inbox.waitUntil(done: Set((0..<5).map { "\($0).txt" })))
    #expect(try await inbox.ledger().accepted == 5)
    await producer.terminate()
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
    await producer.terminate()
  }

  /// Whoever clears up moves `done` away or removes it, and `failed` too, while files come.
  @Test func foldersThatAreClearedAwayAreMadeAgain() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start(["--log-level", "debug"])
    try inbox.moveIn("first.txt", Self.bytes(1))
    #expect(await producer.logs("done/first.txt"))
    #expect(rename(inbox.path + "/done", inbox.pair.folder.path + "/archive") == 0)
    try inbox.moveIn("second.txt", Self.bytes(2))
    #expect(await producer.logs("done/second.txt"))
    #expect(inbox.names("done") == ["second.txt"])
    try FileManager.default.removeItem(atPath: inbox.path + "/done")
    try FileManager.default.removeItem(atPath: inbox.path + "/failed")
    try inbox.moveIn("third.txt", Self.bytes(3))
    try inbox.moveIn("binary.txt", Self.binary)
    #expect(await producer.logs("done/third.txt"))
    #expect(await producer.logs("failed/binary.txt"))
    #expect(inbox.names("done") == ["third.txt"])
    #expect(inbox.names("failed") == ["binary.txt", "binary.txt.reason.txt"])
    #expect(Inbox.names(inbox.pair.folder.path + "/archive") == ["first.txt"])
    #expect(try await inbox.ledger().accepted == 3)
    await producer.terminate()
  }

  @Test func aTakenFileThatCannotBeMovedIsMovedOnceItCan() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    let done = inbox.path + "/done"
    #expect(rmdir(done) == 0 && symlink("nowhere", done) == 0)
    try inbox.moveIn("first.txt", Self.bytes(1))
    try inbox.moveIn("second.txt", Self.bytes(2))
    #expect(await producer.logs("a file was taken but cannot be moved; it is tried again", times: 2))
    #expect(inbox.names("") == ["done", "failed", "first.txt", "second.txt"])
    #expect(unlink(done) == 0)
    // The producer makes the folder again.
    #expect(await FolderFacts.waitUntil(in: [inbox.path]) { inbox.names("") == ["done", "failed"] })
    #expect(inbox.names("done") == ["first.txt", "second.txt"])
    let ledger = try await inbox.ledger()
    #expect(ledger.accepted == 2 && ledger.documents.received == 2)
    #expect(producer.log.components(separatedBy: "cannot be moved").count == 3, "\(producer.log)")
    await producer.terminate()
  }

  /// As when a disk is taken off, or a share is away, for a while.
  @Test(arguments: [true, false]) func aFolderThatGoesIsToldUntilItIsBackAndThenAllIsTaken(isMoved: Bool) async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    let away = inbox.path + "-away"
    for time in 1...2 {
      if isMoved {
        #expect(rename(inbox.path, away) == 0)
      } else {
        try FileManager.default.removeItem(atPath: inbox.path)
        try FileManager.default.createDirectory(atPath: away, withIntermediateDirectories: false)
      }
      #expect(await producer.logs("a watched folder was removed or moved", times: time))
      let status = try await inbox.pair.intakeClient().status()
      #expect(!status.healthy && status.trouble?.contains("'\(inbox.path)', which does not exist") == true)
      // Where nobody watches it.
      try Data(Self.bytes(time)).write(to: URL(fileURLWithPath: "\(away)/meanwhile-\(time).txt"))
      #expect(rename(away, inbox.path) == 0)
      #expect(await producer.logs("a watched folder that went away is watched again", times: time))
      try inbox.moveIn("after-\(time).txt", Self.bytes(10 + time))
      let times = isMoved ? 1...time : time...time
      #expect(await inbox.waitUntil(done: Set(times.flatMap { ["meanwhile-\($0).txt", "after-\($0).txt"] })))
      #expect(try await inbox.pair.intakeClient().status().trouble?.contains("watched folder") != true)
      #expect(try await inbox.ledger().accepted == 2 * time)
    }
    // Nobody else takes from it meanwhile.
    let other = try inbox.pair.launch(
      "news-producer", ["--watch-folder", inbox.path, "--data", inbox.pair.folder.path + "/other"])
    #expect(await other.exitStatus() == 78)
    #expect(other.log.contains("is watched already"))
    await producer.terminate()
  }

  @Test func aFolderThatIsAwayDoesNotHoldUpTheEnd() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    try FileManager.default.removeItem(atPath: inbox.path)
    #expect(await producer.logs("a watched folder was removed or moved"))
    await producer.terminate()
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
    await producer.terminate()
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
    await producer.terminate()
    try inbox.moveIn("again.txt", Self.bytes(6))
    let restarted = try await inbox.start()
    #expect(await inbox.waitUntil(done: ["good.txt", "again.txt"], left: left))
    // The whole of it counts now.
    #expect(rename(inbox.path + "/half.txt.part", inbox.path + "/half.txt") == 0)
    #expect(
      await inbox.waitUntil(
        done: ["good.txt", "again.txt", "half.txt"], left: left.subtracting(["half.txt.part"])))
    #expect(try await inbox.ledger().accepted == 3)
    await restarted.terminate()
  }

  @Test func aFileOfJSONLinesGivesAnArticleForEachAndABrokenLineDoesNotHideTheOthers() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    try inbox.moveIn("three.jsonl", Array((1...3).map(WrittenArticles.archiveLine).joined().utf8))
    #expect(await inbox.waitUntil(done: ["three.jsonl"]))
    #expect(try await inbox.ledger().accepted == 3)
    try inbox.moveIn(
      "broken.jsonl", Array((WrittenArticles.archiveLine(4) + "{\"title\": \n" + WrittenArticles.archiveLine(5)).utf8))
    #expect(
      await inbox.waitUntil(done: ["three.jsonl"], failed: ["broken.jsonl", "broken.jsonl.reason.txt"]))
    #expect(try inbox.reason("broken.jsonl").hasPrefix("broken.jsonl#1: "))
    #expect(try await inbox.ledger().accepted == 5)
    await producer.terminate()
  }

  @Test func aFileThatIsStillBeingWrittenIsNotTakenHalf() async throws {
    let inbox = try Inbox()
    let path = inbox.path + "/growing.jsonl"
    let writer = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    func append(_ text: String) { #expect(write(writer, text, text.utf8.count) == text.utf8.count) }
    append(WrittenArticles.archiveLine(1))
    // It is there at the start, and looked at before the other one.
    let producer = try await inbox.start()
    try inbox.moveIn("other.txt", Self.bytes(1))
    #expect(await inbox.waitUntil(done: ["other.txt"], left: ["growing.jsonl"]))
    append(WrittenArticles.archiveLine(2))
    close(writer)
    #expect(await inbox.waitUntil(done: ["other.txt", "growing.jsonl"]))
    #expect(try await inbox.ledger().accepted == 3)
    await producer.terminate()
  }

  @Test func aProducerKilledInTheMidstLosesNothingAndCountsNothingTwice() async throws {
    let inbox = try Inbox()
    let count = 1_500
    for number in 0..<count { try inbox.moveIn("\(number).txt", Self.bytes(number)) }
    try inbox.moveIn("lines.jsonl", Array((0..<count).map(WrittenArticles.archiveLine).joined().utf8))
    let all = Set((0..<count).map { "\($0).txt" } + ["lines.jsonl"])
    // Made here, to be watched before the first start.
    try FileManager.default.createDirectory(atPath: inbox.path + "/done", withIntermediateDirectories: false)
    var killsInTheMidst = 0
    for _ in 1...3 {
      let wanted = min(inbox.names("done").count + 20, all.count)
      // Not waited for: it takes files as soon as it runs.
      let producer = try inbox.pair.launch("news-producer", ["--watch-folder", inbox.path])
      #expect(
        await FolderFacts.waitUntil(in: [inbox.path + "/done"]) {
          inbox.names("done").count >= wanted
        } then: {
          producer.send(SIGKILL)
        })
      _ = await producer.exitStatus()
      if !inbox.names("").isDisjoint(with: all) { killsInTheMidst += 1 }
    }
    #expect(killsInTheMidst > 0, "it was killed too late to show anything")
    let producer = try await inbox.start()
    #expect(
      await FolderFacts.waitUntil(in: [inbox.path]) { inbox.names("").isDisjoint(with: all) })
    #expect(inbox.names("failed") == [])
    // A kill while a file is being moved may leave an empty one at the name that was meant for it.
    #expect(inbox.names("done").isSuperset(of: all))
    // Each article was accepted, and once.
    #expect(try await inbox.ledger().accepted == 2 * count)
    let client = try await inbox.pair.intakeClient()
    let lines = (0..<count).map {
      IntakeClient.Document(name: "\($0).json", bytes: Array(WrittenArticles.archiveLine($0).utf8))
    }
    let documents = (0..<count).map { WrittenArticles.document($0) } + lines
    var answers: [DocumentAnswer] = []
    for start in stride(from: 0, to: documents.count, by: 500) {
      answers += try await client.push(Array(documents[start..<start + 500]), busyTimeout: .seconds(10))
    }
    #expect(answers.flatMap(\.accepted) == [])
    #expect(Set(answers.flatMap(\.duplicates)).count == 2 * count)
    await producer.terminate()
  }

  @Test(.enabled(if: UnsyncedWritesTool.compiler != nil, "needs a C compiler for Tests/Support/KillOnMark"))
  func aDocumentAtWhichTheProducerDiedTwiceGoesToFailedAndTheOthersAreTaken() async throws {
    let inbox = try Inbox()
    // What the mark says when its first record is about to be read, and not when it is only suspected.
    let reading = " 0 0\ndeadly.txt".utf8.map { String(format: "%02x", $0) }.joined()
    let deadly = try KillOnMarkTool(in: inbox.pair.folder.path).environment(item: reading, mark: ".mark")
    try inbox.moveIn("deadly.txt", Self.bytes(2))
    for _ in 1...2 {
      let producer = try inbox.pair.launch("news-producer", ["--watch-folder", inbox.path], environment: deadly)
      #expect(await producer.exitStatus() == 128 + SIGKILL)
      #expect(inbox.isMarked)
      #expect(inbox.names("") == ["deadly.txt", "done", "failed"])
    }
    try inbox.moveIn("good.txt", Self.bytes(1))
    // It would die again.
    let producer = try await inbox.start(environment: deadly)
    #expect(await inbox.waitUntil(done: ["good.txt"], failed: ["deadly.txt", "deadly.txt.reason.txt"]))
    #expect(try inbox.reason("deadly.txt").contains("ended the producer 2 times"))
    #expect(!inbox.isMarked)
    #expect(try await inbox.ledger().accepted == 1)
    await producer.terminate()
  }

  @Test func aFullOutboxMakesFilesWaitInTheirPlace() async throws {
    let inbox = try Inbox()
    let limit = ["--outbox-limit", "1048576"]
    let producer = try await inbox.start(limit)
    let count = 12
    for number in 0..<count { try inbox.moveIn("\(number).json", Array(Self.longLine(number).utf8)) }
    #expect(
      await FolderFacts.waitUntil(in: [inbox.pair.folder.path]) { producer.log.contains("watched files wait") })
    #expect(inbox.names("failed") == [])
    // The end does not wait for room.
    await producer.terminate()
    #expect(inbox.names("failed") == [] && inbox.names("").count > 2)
    let restarted = try await inbox.start(limit)
    let consumer = try await inbox.pair.startConsumer()
    #expect(await inbox.waitUntil(done: Set((0..<count).map { "\($0).json" })))
    #expect(try await inbox.ledger().accepted == count)
    await consumer.terminate()
    await restarted.terminate()
  }

  /// Of some 200 KB.
  private static func longLine(_ number: Int) -> String {
    WrittenArticles.archiveLine(number).replacingOccurrences(
      of: "Đoạn thứ hai", with: String(repeating: "Một câu dài của bản tin số \(number). ", count: 5_000))
  }

  @Test func foldersThatCannotBeWatchedAreRefusedAtTheStart() async throws {
    let inbox = try Inbox()
    let file = try inbox.pair.file("file", "no folder")
    let occupied = inbox.pair.folder.path + "/occupied"
    _ = try inbox.pair.file("occupied/done", "no folder")
    let refusals = [
      ([inbox.path + "/missing"], "does not exist"),
      ([file], "is something else"),
      ([occupied], "'\(occupied)/done' is something else"),
      ([inbox.path, inbox.path], "is watched already"),
    ]
    for (folders, message) in refusals {
      let refused = try inbox.pair.launch("news-producer", folders.flatMap { ["--watch-folder", $0] })
      #expect(await refused.exitStatus() == 78)
      #expect(refused.log.contains("news-producer: --watch-folder: ") && refused.log.contains(message))
    }
    // No data was touched.
    #expect(!FileManager.default.fileExists(atPath: inbox.pair.state.path))
  }
}
