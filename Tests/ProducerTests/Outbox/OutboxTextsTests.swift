import DurableSQLite
import Foundation
import GRDB
import NewsModels
import TestSupport
import Testing

@testable import Producer

/// What becomes of the texts that wait, in rows and in segments, and where the disk has changed or lost them.
@Suite struct OutboxTextsTests {
  private typealias O = OutboxSamples

  @Test func textThatChangedOnTheDiskIsNotDeliveredAsNews() async throws {
    let folder = TemporaryFolder()
    var outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1, 2])])
    await outbox.close()
    try await DatabaseQueue(path: folder.path + "/outbox.sqlite").write { db in
      try db.execute(sql: "UPDATE waiting SET body = CAST(body || 'x' AS BLOB) WHERE sequence = 1")
    }
    outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    let loaded = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
    #expect(loaded.articles.map(\.id) == [O.article(1).id, O.article(2).id])
    #expect(throws: WireError.self) { try ArticleCoding.decode(loaded.articles[0].article) }
    #expect(try ArticleCoding.decode(loaded.articles[1].article).id == O.article(2).id)
    await outbox.close()
  }

  /// Opened with every body in a segment.
  private func openSegmented(_ folder: TemporaryFolder) async throws -> SQLiteOutbox {
    try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000, segmentThreshold: 1)
  }

  private func segments(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".texts-") }.sorted()
  }

  @Test func bodiesInSegmentsOutliveTheProcessAndGoWhenAllHaveThem() async throws {
    let folder = TemporaryFolder()
    let desk = try #require(GroupName("desk"))
    var outbox = try await openSegmented(folder)
    _ = try await outbox.add(group: desk, beginning: .now, limit: nil)
    _ = try await outbox.commit([O.document(1, [1, 2])])
    await outbox.close()
    outbox = try await openSegmented(folder)
    _ = try await outbox.commit([O.document(2, [3])])
    let names = try segments(folder)
    #expect(names.count == 2)
    // Not from memory.
    _ = try await outbox.rebind(group: .default, to: O.store)
    let loaded = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
      .articles
    #expect(loaded.map(\.id) == [1, 2, 3].map { O.article($0).id })
    #expect(loaded.map(\.article) == [1, 2, 3].map { O.article($0).article })
    try await outbox.record(loaded.prefix(2).map { O.receipt($0) }, group: .default)
    try await outbox.record([O.receipt(loaded[0])], group: desk)
    #expect(try segments(folder) == names)
    #expect(try await outbox.verify() == [])
    _ = try await outbox.drop(group: desk, at: 9)
    #expect(try segments(folder) == [names[1]])
    #expect(try await outbox.verify() == [])
    let rest = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20).articles
    #expect(rest == [loaded[2]])
    try await outbox.record([O.receipt(loaded[2])], group: .default)
    #expect(try await outbox.ledger().pendingBytes == 0)
    #expect(try await outbox.verify() == [])
    await outbox.close()
    // The last one is written to no more, and goes with the next transaction.
    outbox = try await openSegmented(folder)
    _ = try await outbox.commit([O.document(3, [4])])
    #expect(try segments(folder).count == 1 && segments(folder) != [names[1]])
    #expect(try await outbox.verify() == [])
    await outbox.close()
  }

  /// Changed, cut short, and missing.
  @Test func aTextThatIsLostInItsSegmentIsNotDeliveredAsNews() async throws {
    let folder = TemporaryFolder()
    var outbox = try await openSegmented(folder)
    _ = try await outbox.commit([O.document(1, [1, 2, 3])])
    await outbox.close()
    outbox = try await openSegmented(folder)
    _ = try await outbox.commit([O.document(2, [4])])
    await outbox.close()
    let names = try segments(folder)
    let file = URL(fileURLWithPath: "\(folder.path)/\(names[0])")
    var bytes = try Data(contentsOf: file)
    bytes[O.article(1).article.body.count] ^= 1
    try bytes.dropLast().write(to: file)
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(names[1])")

    outbox = try await openSegmented(folder)
    let damages = try await outbox.damages()
    #expect(damages.count == 2)
    #expect(damages.first?.contains("'\(names[0])' ends at byte \(bytes.count - 1)") == true)
    #expect(damages.last?.contains("'\(names[1])' ends at byte 0") == true)
    let loaded = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
      .articles
    #expect(loaded.map(\.id) == [1, 2, 3, 4].map { O.article($0).id })
    #expect(try ArticleCoding.decode(loaded[0].article).id == O.article(1).id)
    for lost in loaded[1...] {
      let error = try #require(throws: WireError.self) { try ArticleCoding.decode(lost.article) }
      #expect(error.description.hasPrefix("damaged on the producer's disk: "))
      let accepted = try #require((1...4).map { O.article($0) }.first { $0.id == lost.id })
      #expect(error.description.contains(try ArticleCoding.decode(accepted.article).title))
    }
    await outbox.close()
  }
}
