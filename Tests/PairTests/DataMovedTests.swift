import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// A data folder that is moved, removed or replaced while its service runs: what is taken in then no start would find.
@Suite struct DataMovedTests {
  @Test(arguments: ["moved", "replaced", "only the log removed", "only the lock removed"])
  func aProducerWhoseDataIsGoneAcceptsNothingMore(_ change: String) async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    #expect(try await pair.newsctl("push", PairFixture.sample("tokyo-meeting.txt")).status == 0)
    let data = pair.state.appendingPathComponent("producer").path
    let aside = pair.folder.path + "/aside"
    switch change {
    case "moved": try FileManager.default.moveItem(atPath: data, toPath: aside)
    case "replaced":
      try FileManager.default.copyItem(atPath: data, toPath: pair.folder.path + "/copy")
      try FileManager.default.moveItem(atPath: data, toPath: aside)
      try FileManager.default.moveItem(atPath: pair.folder.path + "/copy", toPath: data)
    case "only the lock removed": try FileManager.default.removeItem(atPath: data + "/lock")
    default: try FileManager.default.removeItem(atPath: data + "/outbox.sqlite-wal")
    }
    func contents() throws -> [String: Data] {
      let names = try FileManager.default.contentsOfDirectory(atPath: data)
      return try names.reduce(into: [:]) { $0[$1] = try Data(contentsOf: URL(filePath: "\(data)/\($1)")) }
    }
    let others = change == "replaced" ? try contents() : [:]
    let client = try await pair.intakeClient()
    let status = try await client.status()
    let files = ["only the log removed": "outbox.sqlite-wal", "only the lock removed": "lock"]
    let missing = "\(data)/\(files[change, default: "outbox.sqlite"])"
    #expect(!status.healthy && status.trouble?.contains("'\(missing)' is not there any more") == true, "\(status)")

    async let push = pair.newsctl("push", "--timeout", "5s", PairFixture.sample("rice-harvest.txt"))
    #expect(await producer.exitStatus() == 70)
    #expect(producer.log.contains("'\(missing)' is not there any more"), "\(producer.log)")
    #expect(producer.log.contains("start again, and leave that file") == (change == "only the lock removed"))
    #expect(try await push.status != 0)
    switch change {
    case "moved": try FileManager.default.moveItem(atPath: aside, toPath: data)
    case "replaced":
      // What stands in its place is another's.
      #expect(try contents() == others && others.keys.contains("outbox.sqlite-wal"))
      return
    case "only the lock removed": break
    default: return
    }

    // Put back, it holds what was accepted, and nothing else.
    let again = try await pair.startProducer()
    #expect(try await pair.intakeClient().status().ledger.accepted == 1)
    #expect(try await pair.newsctl("push", PairFixture.sample("rice-harvest.txt")).status == 0)
    await again.terminate()
  }

  /// What it acknowledged the producer would delete.
  @Test func aConsumerWhoseDataIsGoneAcknowledgesNothing() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    #expect(try await pair.newsctl("push", "--wait", PairFixture.sample("tokyo-meeting.txt")).status == 0)
    let data = pair.state.appendingPathComponent("consumer").path
    let aside = pair.folder.path + "/aside"
    try FileManager.default.moveItem(atPath: data, toPath: aside)
    #expect(try await pair.newsctl("push", PairFixture.sample("rice-harvest.txt")).status == 0)
    #expect(await consumer.exitStatus() == 70)
    #expect(consumer.log.contains("'\(data)/store.sqlite' is not there any more"), "\(consumer.log)")
    #expect(try await pair.intakeClient().status().ledger.groups.map(\.pending) == [1])

    try FileManager.default.moveItem(atPath: aside, toPath: data)
    let again = try await pair.startConsumer()
    try await waitUntil { try await pair.storedIDs().count == 2 }
    await again.terminate()
    await producer.terminate()
  }

  /// Its own files would be read as documents, and moved away.
  @Test(arguments: ["is", "is, by a link", "has the sockets", "another's", "in another's", "moves there"])
  func aWatchedFolderAmongAServicesOwnFilesIsRefused(_ relation: String) async throws {
    let pair = try PairFixture()
    let data = pair.state.appendingPathComponent("producer").path
    var folder: String
    switch relation {
    case "in another's": folder = data + "/topics"
    case "moves there": folder = pair.folder.path + "/inbox"
    case "has the sockets": folder = pair.state.path + "/run"
    default: folder = data
    }
    if !relation.hasSuffix("another's") {
      // As the services make theirs.
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    if relation == "is, by a link" {
      folder = pair.folder.path + "/link"
      try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: data)
    }
    var arguments = ["--watch-folder", folder]
    if relation.hasSuffix("another's") {
      // Nobody runs there at the moment.
      let other = try await pair.startProducer()
      await other.terminate()
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      arguments += ["--data", pair.folder.path + "/other"]
    }
    if relation == "moves there" { arguments += ["--data", folder + "/done"] }
    for extra in [[], ["--check"]] {
      let refused = try pair.launch("news-producer", arguments + extra)
      #expect(await refused.exitStatus() == 78)
      #expect(refused.log.contains("'\(folder)' is, lies in or moves files to "), "\(refused.log)")
    }
    #expect(Inbox.names(folder).isDisjoint(with: ["done", "failed"]))
  }

  /// Only files that stand in a watched folder itself are taken: a folder of its own beside the outbox's files is none of these, nor is the
  /// one that holds the data.
  @Test(arguments: ["producer/inbox", ""]) func aWatchedFolderMayLieAboutTheData(_ name: String) async throws {
    let pair = try PairFixture()
    let folder = pair.state.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // The data is there at the second start.
    try await pair.startProducer().terminate()
    let producer = try await pair.startProducer(["--watch-folder", folder])
    let before = Inbox.names(pair.state.path + "/producer")
    try Data(WrittenArticles.document(1).bytes).write(to: URL(fileURLWithPath: folder + "/one.txt"))
    let done = folder + "/done"
    #expect(await FolderFacts.waitUntil(in: [folder, done]) { Inbox.names(done) == ["one.txt"] })
    #expect(Inbox.names(pair.state.path + "/producer").isSuperset(of: before) && before.contains("outbox.sqlite"))
    #expect(try await pair.intakeClient().status().ledger.accepted == 1)
    await producer.terminate()
  }
}
