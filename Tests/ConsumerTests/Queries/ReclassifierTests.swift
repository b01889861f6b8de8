import Classifying
import Delivery
import DurableSQLite
import Foundation
import GRDB
import Locking
import Logging
import NewsModels
import TestSupport
import Testing
import ZeroMQ

@testable import Consumer

/// Stored articles are classified by other rules, to try these or to count so.
@Suite struct ReclassifierTests {
  typealias S = StoreSamples

  private static let subjects = ["Triều Tiên phóng tên lửa", "Viện trợ vào Dải Gaza", "Mùa lúa ở đồng bằng"]

  private static func article(_ number: Int) -> Article {
    Article(
      title: "\(subjects[number % 3]), bản tin số \(number)", body: "Tin trong ngày, theo các nguồn tại chỗ.",
      published: PublicationTime("2024-03-\(10 + number % 7)"), source: "Báo \(number % 2)", language: "vi")
  }

  private static func classified(_ number: Int, by classifier: Classifier) -> StoreBatch.Entry {
    let article = article(number)
    return StoreBatch.Entry(
      sequence: SequenceNumber(Int64(number + 1)), id: article.id,
      content: .classified(
        article, classifier.classify(title: article.title, body: article.body, language: article.language)))
  }

  private static func open(_ folder: TemporaryFolder) async throws -> SQLiteArticleStore {
    try await SQLiteArticleStore(folder: DataFolder(folder.path), timeZone: nil, catalogue: S.catalogue)
  }

  /// Everything that is told of all pages.
  private static func run(
    _ questions: QuestionAnswerer, _ request: ReclassifyRequest, file: String? = nil
  ) async throws -> Reclassification {
    let executor = try PollingExecutor(name: "test")
    var request = request
    var found: Reclassification?
    repeat {
      var message = WireMessage(.reclassify, request)
      message.payloads = file.map { [Array($0.utf8)] } ?? []
      let answer = try await questions.answer(message, on: executor).decode(ReclassifyAnswer.self)
      if found == nil { found = answer.found } else { found?.add(answer.found) }
      request.before = answer.next
    } while request.before != nil
    return try #require(found)
  }

  /// The rows that figures and lists are made of, topics and versions by their names.
  private static func rows(_ folder: TemporaryFolder) async throws -> [String: [String]] {
    let topic = "(SELECT name FROM topic WHERE topic.number = "
    let tables = [
      "article": """
      SELECT hex(article.id), day, hex(topics), version.name FROM article JOIN version ON version.number = article.version
      """,
      "listing": "SELECT day, number, outlet, language, levels, is_copy FROM listing",
      "topic_listing": "SELECT \(topic) topic), day, number, outlet, language, levels, is_copy FROM topic_listing",
      "counts": "SELECT * FROM counts",
      "topic_counts": """
      SELECT grain, \(topic) topic), outlet, language, day, main, mention, first_main, first_mention FROM topic_counts
      """,
      "version": "SELECT name, articles FROM version WHERE articles > 0",
      "account": "SELECT stored, with_topic FROM account",
    ]
    return try await DatabaseQueue(path: folder.path + "/store.sqlite").read { db in
      try tables.mapValues { sql in
        try Row.fetchAll(db, sql: sql).map { $0.databaseValues.map(\.description).joined(separator: "|") }.sorted()
      }
    }
  }

  @Test func reclassifiedStoreIsTheOneThatTheOtherRulesWouldHaveMade() async throws {
    let (folder, otherFolder) = (TemporaryFolder(), TemporaryFolder())
    let former = Classifier(try TopicsFile(yaml: HarvestTopics.yaml))
    let current = Classifier(TopicsFile.builtIn)
    let (store, other) = (try await Self.open(folder), try await Self.open(otherFolder))
    for batch in [Array(0..<40), Array(40..<700)] {
      _ = try await store.store(S.batch(batch.map { Self.classified($0, by: $0 < 500 ? former : current) }))
      _ = try await other.store(S.batch(batch.map { Self.classified($0, by: current) }))
    }
    let parts = try ConsumerParts(store, folder)
    let tried = try await Self.run(parts.questions, ReclassifyRequest(), file: TopicsFile.builtIn.source)
    let found = try await Self.run(parts.questions, ReclassifyRequest(apply: true))
    #expect(found.articles == 500 && found.unread == 0)
    // What was tried is what became of it, but for the articles that these rules had counted already.
    #expect(tried.articles == 700 && tried.differing == found.differing && tried.changes == found.changes)
    #expect(found.changes.count == Set(found.changes.map { "\($0.id) \($0.topic)" }).count)
    #expect(try await store.verify() == [])
    #expect(try await Self.run(parts.questions, ReclassifyRequest(apply: true)).articles == 0)
    await store.close()
    await other.close()
    let (rows, expected) = (try await Self.rows(folder), try await Self.rows(otherFolder))
    #expect(expected["topic_counts"]?.isEmpty == false)
    for (table, expected) in expected { #expect(rows[table] == expected, "\(table)") }
  }

  @Test func tryingTellsEachChangeAndChangesNothing() async throws {
    let folder = TemporaryFolder()
    let store = try await Self.open(folder)
    let current = Classifier(TopicsFile.builtIn)
    _ = try await store.store(S.batch((0..<3).map { Self.classified($0, by: current) }))
    let parts = try ConsumerParts(store, folder)
    let before = try await store.statistics(StatisticsQuery(by: [.day]))
    let found = try await Self.run(parts.questions, ReclassifyRequest(), file: HarvestTopics.yaml)
    #expect(found.version == (try TopicsFile(yaml: HarvestTopics.yaml)).version)
    #expect(found.articles == 3 && found.differing == 2)
    #expect(
      found.changes.map { "\($0.topic) \($0.before?.rawValue ?? "-") \($0.after?.rawValue ?? "-") \($0.title)" }
        == [
          "harvest - main \(Self.article(2).title)",
          "north-korea main - \(Self.article(0).title)",
        ])
    #expect(found.changes.map { $0.evidence?.text.lowercased() } == ["mùa lúa", "triều tiên"])
    let topics = found.topics.map {
      "\($0.topic) \($0.before.main)>\($0.after.main) +\($0.gained) -\($0.lost) ~\($0.moved)"
    }
    #expect(topics == ["harvest 0>1 +1 -0 ~0", "gaza 1>1 +0 -0 ~0", "north-korea 1>0 +0 -1 ~0"])
    #expect(found.topics.map(\.name) == ["Harvest", "Gaza", "North Korea"])
    #expect(try await store.statistics(StatisticsQuery(by: [.day])) == before)
    await store.close()
  }

  /// Articles of many topics with long titles, and a file of several pieces.
  @Test func answersFitIntoAMessageWhateverTheArticlesAre() async throws {
    let folder = TemporaryFolder()
    let store = try await Self.open(folder)
    let topics = (0..<60).map { number in
      "  - id: topic-\(number)\n    name: Topic \(number)\n    rules:\n      - rule: all\n        any-of: {vi: [bản tin]}\n"
    }
    let file = "topics:\n" + topics.joined() + String(repeating: "# A remark.\n", count: 60_000)
    let articles = (1...100).map { number in
      var article = Self.article(number)
      article.title += String(repeating: ", và nhiều nữa", count: 2_000)
      return article
    }
    _ = try await store.store(S.batch(articles.enumerated().map { S.entry($0.offset + 1, $0.element) }))
    let questions = try ConsumerParts(store, folder).questions
    let executor = try PollingExecutor(name: "test")
    var (request, found, sizes): (ReclassifyRequest, [Reclassification.Change], [Int]) = (.init(), [], [])
    let bytes = Array(file.utf8)
    repeat {
      var message = WireMessage(.reclassify, request)
      message.payloads = [Array(bytes[..<500_000]), Array(bytes[500_000...])]
      let answer = try await questions.answer(message, on: executor)
      sizes.append(answer.header.count)
      let page = try answer.decode(ReclassifyAnswer.self)
      found += page.found.changes
      request.before = page.next
    } while request.before != nil
    #expect(sizes.allSatisfy { $0 < 2 << 20 } && sizes.count > 1, "\(sizes)")
    #expect(found.count == 6_000 && Set(found.map { "\($0.id) \($0.topic)" }).count == 6_000)
    #expect(found.allSatisfy { $0.title.count == 300 })
    await store.close()
  }

  @Test func thoseWhoApplyAtOnceCountEachArticleOnce() async throws {
    let folder = TemporaryFolder()
    let store = try await Self.open(folder)
    let former = Classifier(try TopicsFile(yaml: HarvestTopics.yaml))
    _ = try await store.store(S.batch((0..<900).map { Self.classified($0, by: former) }))
    let questions = try ConsumerParts(store, folder).questions
    async let one = Self.run(questions, ReclassifyRequest(apply: true))
    async let other = Self.run(questions, ReclassifyRequest(apply: true))
    let (found, others) = try await (one, other)
    #expect(found.articles + others.articles == 900)
    let told = (found.changes + others.changes).map { "\($0.id) \($0.topic)" }
    #expect(Set(told).count == told.count)
    #expect(try await store.verify() == [])
    await store.close()
  }

  @Test func whatCannotBeAskedIsRefusedWithAReason() async throws {
    let folder = TemporaryFolder()
    let store = try await Self.open(folder)
    let questions = try ConsumerParts(store, folder).questions
    let executor = try PollingExecutor(name: "test")
    let file = Array(HarvestTopics.yaml.utf8)
    let refused: [(ReclassifyRequest, [[UInt8]], String)] = [
      (ReclassifyRequest(request: 7, limit: 0), [], "expected a limit of 1 to 256, got 0"),
      (ReclassifyRequest(request: 7, limit: 257), [], "expected a limit of 1 to 256, got 257"),
      (ReclassifyRequest(request: 7, apply: true), [file], "or none to apply the consumer's own; got both"),
      (ReclassifyRequest(request: 7), [[UInt8](repeating: 0x20, count: 4 << 20), file], "at most 4194304 bytes"),
      (ReclassifyRequest(request: 7), [Array("topics: 3".utf8)], "the topics file has mistakes: 1:"),
      (ReclassifyRequest(request: 7), [[0xFF]], "the topics file has mistakes: 1:1"),
    ]
    for (request, payloads, reason) in refused {
      var message = WireMessage(.reclassify, request)
      message.payloads = payloads
      let failure = try await questions.answer(message, on: executor).decode(WireFailure.self)
      #expect(failure.request == 7 && failure.reason.contains(reason), "\(failure.reason)")
    }
    await store.close()
  }

  @Test func damagedArticlesArePassedOverAndCounted() async throws {
    let folder = TemporaryFolder()
    let former = Classifier(try TopicsFile(yaml: HarvestTopics.yaml))
    var store = try await Self.open(folder)
    _ = try await store.store(S.batch((0..<6).map { Self.classified($0, by: former) }))
    await store.close()
    try await DatabaseQueue(path: folder.path + "/store.sqlite").write {
      try $0.execute(sql: "UPDATE article SET body = body || 'x' WHERE number = 2")
      try $0.execute(sql: "UPDATE article SET topics = x'07' WHERE number = 5")
    }
    store = try await Self.open(folder)
    let log = Guarded<[KeptLines.Line]>([])
    let questions = try ConsumerParts(store, folder, logger: KeptLines.logger(log, .notice)).questions
    let found = try await Self.run(questions, ReclassifyRequest(apply: true, limit: 4))
    #expect(found.unread == 2 && found.articles == 4)
    // They stay to be counted anew once they are restored.
    #expect(try await store.page(before: nil, limit: 9, exceptVersion: TopicsFile.builtIn.version).total == 2)
    let told = log.withLock { $0.filter { $0.message.hasSuffix("stored articles by the current topics") } }
    #expect(told.map { $0.metadata["left"] } == ["6", "2"], "\(told)")
    await store.close()
  }

  /// Rules may be to blame, or the text: the consumer is not to die of it again and again.
  @Test func anArticleThatKilledTheConsumerIsPassedOver() async throws {
    let folder = TemporaryFolder()
    let former = Classifier(try TopicsFile(yaml: HarvestTopics.yaml))
    let store = try await Self.open(folder)
    _ = try await store.store(S.batch((0..<3).map { Self.classified($0, by: former) }))
    let poison = Self.article(1).id.digest
    var suspects = Suspects<Digest>()
    for _ in 0..<Suspects<Digest>.deathsUntilPoison {
      suspects.started(findingMark: [poison])
      suspects.finished([Self.article(0).id.digest])
    }
    try JSONEncoder().encode(suspects).write(to: URL(fileURLWithPath: folder.path + "/classifying.suspects"))
    let questions = try ConsumerParts(store, folder).questions
    let found = try await Self.run(questions, ReclassifyRequest(apply: true))
    #expect(found.articles == 2 && found.unread == 1)
    #expect(try await store.article(prefix: poison.hex)?.classification.topicsVersion == former.topics.version)
    await store.close()
  }
}
