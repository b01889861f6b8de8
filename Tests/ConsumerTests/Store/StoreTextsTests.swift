import DurableSQLite
import Foundation
import GRDB
import NewsModels
import TestSupport
import Testing

@testable import Consumer

/// What becomes of stored texts, in rows and in segments, and where the disk has changed or lost them.
@Suite struct StoreTextsTests {
  private typealias S = StoreSamples

  @Test func textThatChangedOnTheDiskIsNotShownAsTheArticle() async throws {
    let folder = TemporaryFolder()
    var store = try await S.open(folder)
    _ = try await store.store(S.batch([S.entry(1, S.article(1)), S.entry(2, S.article(2))]))
    await store.close()
    try await DatabaseQueue(path: folder.path + "/store.sqlite").write {
      try $0.execute(sql: "UPDATE article SET body = body || 'x' WHERE number = 1")
    }
    store = try await S.open(folder)
    await #expect(throws: StoreError.self) { try await store.article(prefix: S.article(1).id.description) }
    #expect(try await store.article(prefix: S.article(2).id.description)?.id == S.article(2).id)
    await store.close()
  }

  private func segments(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".texts-") }.sorted()
  }

  @Test func textThatChangedInASegmentIsNamedAndTheRestIsServed() async throws {
    let folder = TemporaryFolder()
    var store = try await S.open(folder, segmentThreshold: 1)
    let articles = (1...3).map { S.article($0) }
    _ = try await store.store(S.batch(articles.enumerated().map { S.entry($0.offset + 1, $0.element) }))
    #expect(try await store.verify() == [])
    await store.close()
    let name = try #require(segments(folder).first)
    let file = "\(folder.path)/\(name)"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    #expect(bytes == Data(articles.map(\.body).joined().utf8))
    bytes[articles[0].body.utf8.count] ^= 1
    try bytes.dropLast().write(to: URL(fileURLWithPath: file))

    store = try await S.open(folder, segmentThreshold: 1)
    #expect(store.damage?.lost == nil)
    #expect(store.damage?.reason.contains("'\(name)' ends at byte \(bytes.count - 1)") == true)
    #expect(try await store.article(prefix: articles[0].id.description)?.article == articles[0])
    for article in articles[1...] {
      // However it had been asked.
      let reason = "article \(article.id) is damaged: its text is not the one that was stored; restore a backup"
      await #expect(throws: StoreError.unable(reason)) { try await store.article(prefix: article.id.description) }
    }
    #expect(
      try await store.verify()
        == [2, 3].map { "article number \($0): its text is not the one that was stored" })
    // A text that is lost is no story's beginning, and keeps nobody from being stored.
    #expect(try await store.store(S.batch([S.entry(4, S.article(3, source: "BBC"))])).map(\.outcome) == [.stored])
    await store.close()
    #expect(try segments(folder).count == 2 && segments(folder).first == name)
    store = try await S.open(folder)
    #expect(store.damage == nil)
    #expect(try await store.damages().count == 1)
    await store.close()
  }

  @Test func aCopyHoldsTheTextsOfSegments() async throws {
    let (folder, place) = (TemporaryFolder(), TemporaryFolder())
    let store = try await S.open(folder, segmentThreshold: 1)
    _ = try await store.store(S.batch([S.entry(1, S.article(1)), S.entry(2, S.article(2))]))
    try FileManager.default.createDirectory(atPath: place.path, withIntermediateDirectories: false)
    let bytes = try await store.backup(to: place.path)
    let sizes = try (["store.sqlite"] + segments(place)).map {
      try #require(FileManager.default.attributesOfItem(atPath: "\(place.path)/\($0)")[.size] as? Int)
    }
    #expect(sizes.count == 2 && bytes == sizes.reduce(0, +))
    _ = try await store.store(S.batch([S.entry(3, S.article(3))]))
    await store.close()
    let copy = try await S.open(place, segmentThreshold: 1)
    #expect(copy.damage == nil)
    for number in 1...2 {
      #expect(try await copy.article(prefix: S.article(number).id.description)?.article == S.article(number))
    }
    #expect(try await copy.verify() == [])
    await copy.close()
  }
}
