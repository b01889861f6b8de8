import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// Files of a watched folder that cannot be read, or not now.
@Suite struct WatchTroubleTests {
  @Test(.enabled(if: UnsyncedWritesTool.compiler != nil, "needs a C compiler for Tests/Support/FailingReads"))
  func whatADiskReadsInPartIsNotTakenForTheWhole() async throws {
    let inbox = try Inbox()
    // Behind the first bytes that are read at once.
    let readable = 300_000
    let text = WrittenArticles.document(1, paragraphs: 4_000).bytes
    let lines = (0..<2_000).map(WrittenArticles.archiveLine)
    var (whole, end) = (0, 0)
    for line in lines {
      end += line.utf8.count
      if end <= readable { whole += 1 }
    }
    #expect(text.count > readable && end > readable && whole > 0)
    let failing = try FailingReadsTool(in: inbox.pair.folder.path).environment(file: "-bad.txt", from: readable)
    let producer = try await inbox.start(environment: failing)
    let files = ["text-bad.txt": text, "lines-bad.txt": Array(lines.joined().utf8)]
    for (name, bytes) in files { try inbox.moveIn(name, bytes) }
    let failed = Set(files.keys.flatMap { [$0, $0 + ".reason.txt"] })
    #expect(await inbox.waitUntil(done: [], failed: failed))
    for name in files.keys {
      #expect(try inbox.reason(name).contains("\(name): cannot be read to its end (Input/output error)"))
    }
    #expect(try await inbox.ledger().accepted == whole)
    await producer.terminate()

    // From a better disk each counts once.
    let mended = try await inbox.start()
    for (name, bytes) in files { try inbox.moveIn("good-" + name, bytes) }
    #expect(await inbox.waitUntil(done: Set(files.keys.map { "good-" + $0 }), failed: failed))
    #expect(try await inbox.ledger().accepted == lines.count + 1)
    await mended.terminate()
  }

  @Test func aFileForWhichNoDescriptorIsLeftStaysAndIsTakenOnceThereAreSome() async throws {
    let inbox = try Inbox()
    let producer = try await inbox.start()
    // It is connected already: no connection could be accepted later.
    let client = try await inbox.pair.intakeClient()
    #expect(try await client.status().trouble == nil)
    let usual = try producer.limitDescriptors(to: nil)
    try inbox.moveIn("good.txt", WrittenArticles.document(1).bytes)
    #expect(await producer.logs("files of a watched folder cannot be opened at present"))
    #expect(inbox.names("") == ["done", "failed", "good.txt"] && inbox.names("failed") == [])
    let status = try await client.status()
    #expect(!status.healthy && status.trouble?.contains("Too many open files") == true, "\(status)")
    _ = try producer.limitDescriptors(to: usual)
    #expect(await inbox.waitUntil(done: ["good.txt"]))
    #expect(try await client.status().ledger.accepted == 1)
    try await waitUntil { try await client.status().trouble == nil }
    #expect(producer.log.components(separatedBy: "cannot be opened at present").count == 2, "\(producer.log)")
    await producer.terminate()
  }
}
