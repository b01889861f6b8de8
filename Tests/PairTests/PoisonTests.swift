import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// Items that kill the process which works on them: real processes, killed at the moment at which they begin.
@Suite(.enabled(if: UnsyncedWritesTool.compiler != nil, "needs a C compiler for Tests/Support/KillOnMark"))
struct PoisonTests {
  private static let lives = 14

  /// Whether the store has this many articles, waited for as long as the consumer lives.
  private func has(_ pair: PairFixture, stored: Int, quarantined: Int, _ consumer: RunningProcess) async -> Bool {
    while consumer.isRunning {
      // Not for long: one that dies just when it is asked never answers.
      guard let status = try? await pair.queryClient().status(within: .seconds(1)) else { continue }
      if status.ledger.stored == stored && status.ledger.quarantined == quarantined { return true }
    }
    return false
  }

  @Test(.timeLimit(.minutes(5))) func anArticleThatKillsTheConsumerThreeTimesAloneIsPutAsideAndNoOtherIs() async throws
  {
    let pair = try PairFixture()
    let tool = try KillOnMarkTool(in: pair.folder.path)
    let producer = try await pair.startProducer()
    var client = try await pair.intakeClient()
    let first = try await client.push(written: 0..<40)
    let poison = first[17]
    var others = Set(first).subtracting([poison])
    let environment = tool.environment(item: poison.description, mark: "classifying.mark")

    var deaths = 0
    var consumer: RunningProcess?
    for life in 1...Self.lives where consumer == nil {
      // Something else comes in each life, so that others are finished between two deaths.
      others.formUnion(
        try await client.push(written: [100 + life]))
      let process = try pair.launch("news-consumer", [], environment: environment)
      if await has(pair, stored: others.count, quarantined: 1, process) {
        consumer = process
      } else {
        #expect(await process.exitStatus() == 128 + SIGKILL)
        deaths += 1
      }
    }
    // Once with others, three times alone.
    #expect(deaths == 4)
    let survivor = try #require(consumer)
    #expect(try await Set(pair.storedIDs()) == others)
    let list = try await pair.newsctl("quarantine", "list", "--format", "csv")
    let rows = list.text.split(separator: "\n").dropFirst()
    #expect(rows.count == 1)
    #expect(rows.first?.contains(poison.description) == true)
    #expect(rows.first?.contains("the consumer died 3 times while it classified this article alone") == true)
    // Whoever sends it again does not end the consumer again: it is not classified before a person says so.
    var again = WrittenArticles.document(17)
    again.again = true
    for _ in 1...3 {
      _ = try await client.push([again], busyTimeout: .seconds(10))
      while survivor.isRunning, try await client.status().ledger.groups.contains(where: { $0.pending > 0 }) {}
    }
    #expect(try await client.status().ledger.groups.map(\.pending) == [0])
    let status = try await pair.newsctl("status")
    #expect(status.text.contains("· balanced"), "\(status.text)")
    await survivor.terminate()

    // A classifier that does not die of it stores it; then everything is as if nothing had been.
    let mended = try await pair.startConsumer()
    let retry = try await pair.newsctl("quarantine", "retry", String(poison.description.prefix(8)))
    #expect(retry.status == 0 && retry.text.contains("done"), "\(retry.errors)")
    #expect(try await Set(pair.storedIDs()) == others.union([poison]))
    let verify = try await pair.newsctl("verify")
    #expect(verify.text == "every figure agrees with its rows · the two accounts balance\n", "\(verify.text)")
    client = try await pair.intakeClient()
    #expect(
      try await client.push([WrittenArticles.document(17)], busyTimeout: .seconds(10)).map(\.outcome) == [.duplicate])
    await mended.terminate()
    await producer.terminate()
  }

  @Test(.timeLimit(.minutes(5))) func aPushedDocumentThatKillsTheProducerIsPutAsideAndNoOtherIs() async throws {
    let pair = try PairFixture()
    let tool = try KillOnMarkTool(in: pair.folder.path)
    var documents = (0..<20).map { WrittenArticles.document($0) }
    documents[7].source = "VnExpress"
    let poison = documents[7]
    let environment = tool.environment(item: DocumentID(of: poison.bytes).digest.hex, mark: "parsing.mark")
    var producer = try await pair.startProducer(environment: environment)
    var answers: [DocumentAnswer]?
    var deaths = 0
    for life in 1...Self.lives where answers == nil {
      let client = try await pair.intakeClient()
      let innocent = try await client.push([WrittenArticles.document(100 + life)], busyTimeout: .seconds(10))
      #expect(innocent.map(\.outcome) == [.read])
      answers = try? await client.push(documents, busyTimeout: .seconds(10))
      guard answers == nil else { break }
      // Who pushed hears that the connection was lost, and pushes again.
      #expect(await producer.exitStatus() == 128 + SIGKILL)
      deaths += 1
      producer = try await pair.startProducer(environment: environment)
    }
    #expect(deaths == 4)
    let last = try #require(answers)
    #expect(last[7].outcome == .quarantined)
    #expect(last[7].reason?.contains("the producer died 3 times while it read this document alone") == true)
    #expect(last.enumerated().allSatisfy { $0.offset == 7 || [.read, .duplicate].contains($0.element.outcome) })
    let ledger = try await pair.intakeClient().status().ledger
    #expect(ledger.accepted == 19 + deaths + 1)
    #expect(ledger.documents.quarantined == 1)
    // Whoever pushes it again does not end the producer again: it is not read before a person says so.
    for _ in 1...3 {
      let again = try await pair.intakeClient().push(documents, busyTimeout: .seconds(10))
      #expect(again[7] == last[7])
      #expect(again.enumerated().allSatisfy { $0.offset == 7 || $0.element.outcome == .duplicate })
    }
    #expect(try await pair.intakeClient().status().ledger.documents.quarantined == 1)
    await producer.terminate()

    let mended = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let list = try await pair.newsctl("quarantine")
    #expect(list.text.contains("written-7.txt"))
    let retry = try await pair.newsctl("quarantine", "retry", "--all")
    #expect(retry.status == 0, "\(retry.errors)")
    #expect(try await pair.intakeClient().status().ledger.accepted == 20 + deaths + 1)
    // Read as it was pushed.
    let known = try await pair.intakeClient().push([documents[7]], busyTimeout: .seconds(10))
    #expect(try await pair.queryClient().waitUntilStored(known.flatMap(\.duplicates), atMost: .seconds(60)))
    let ids = try await pair.newsctl("articles", "--source", "VnExpress", "--format", "csv")
    #expect(ids.text.contains("bản tin số 7") && ids.text.split(separator: "\n").count == 2, "\(ids.text)")
    #expect(try await pair.newsctl("quarantine", "list", "--format", "csv").text.split(separator: "\n").count == 1)
    await consumer.terminate()
    await mended.terminate()
  }
}
