import DurableSQLite
import Foundation
import Logging
import NewsModels
import Serving
import TestSupport
import Testing
import ZeroMQ

@testable import Producer

/// What an outbox does that was put back to a copy.
@Suite struct OutboxCopyTests {
  private typealias O = OutboxSamples

  @Test(arguments: [1, TextSegments.defaultThreshold])
  func aCopyGoesOnWhereTheOutboxWasAndGivesNoSequenceAgain(segmentThreshold: Int) async throws {
    let (folder, place) = (TemporaryFolder(), TemporaryFolder())
    let outbox = try await SQLiteOutbox(
      folder: try DataFolder(folder.path), limit: 100_000, segmentThreshold: segmentThreshold)
    _ = try await outbox.commit([O.document(1, [1, 2])])
    try FileManager.default.createDirectory(atPath: place.path, withIntermediateDirectories: false)
    #expect(try await outbox.backup(to: place.path) > 0)
    await #expect(throws: OutboxError.self) { try await outbox.backup(to: place.path) }
    _ = try await outbox.commit([O.document(2, [3])])
    let last = outbox.lastSequence()

    let copy = try await SQLiteOutbox(folder: try DataFolder(place.path), limit: 100_000)
    #expect(copy.damage == nil)
    #expect(copy.producer == outbox.producer)
    #expect(copy.epoch > outbox.epoch)
    let waiting = try await copy.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
    #expect(waiting.articles.map(\.article) == [O.article(1).article, O.article(2).article])
    #expect(waiting.articles.map(\.id) == [O.article(1).id, O.article(2).id])
    _ = try await copy.commit([O.document(2, [3])])
    #expect(copy.lastSequence() > last)
    #expect(try await copy.verify() == [])
    await copy.close()
    await outbox.close()
  }

  /// What was given after the first time that the copy was put back is not given again after the second.
  @Test func aCopyThatIsPutBackTwiceGivesOtherSequencesEachTime() async throws {
    let (folder, place) = (TemporaryFolder(), TemporaryFolder())
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1, 2])])
    try FileManager.default.createDirectory(atPath: place.path, withIntermediateDirectories: false)
    _ = try await outbox.backup(to: place.path)
    var given = [1, 2, 3, 4].map { SequenceNumber($0) }
    await outbox.close()
    for life in 3...5 {
      let back = TemporaryFolder()
      try FileManager.default.copyItem(atPath: place.path, toPath: back.path)
      for number in [life, life + 10] {
        let copy = try await SQLiteOutbox(folder: try DataFolder(back.path), limit: 100_000)
        _ = try await copy.commit([O.document(number, [number])])
        given.append(copy.lastSequence())
        await copy.close()
      }
      // A life that goes on leaves none out.
      #expect(given.suffix(2).last?.rawValue == (given.suffix(2).first?.rawValue).map { $0 + 1 })
    }
    #expect(Set(given).count == given.count && given.allSatisfy { $0.rawValue < 1 << 53 })
  }

  /// A copy leaves sequences out that are never given, and has acknowledged none of them.
  @Test func whatWaitsIsToldRightBehindAGapOfSequences() async throws {
    let (folder, place) = (TemporaryFolder(), TemporaryFolder())
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1])])
    try FileManager.default.createDirectory(atPath: place.path, withIntermediateDirectories: true)
    _ = try await outbox.backup(to: place.path)
    await outbox.close()

    let copy = try await SQLiteOutbox(folder: try DataFolder(place.path), limit: 100_000)
    let held = try #require(GroupName("held"))
    _ = try await copy.add(group: held, beginning: .held, limit: nil)
    _ = try await copy.commit([O.document(2, [2, 3])])
    func load() async throws -> [DeliverableArticle] {
      try await copy.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20).articles
    }
    let all = try await load()
    let delivery = try await DeliveryLoop(
      outbox: copy,
      context: try ZeroMQContext(), listener: Listener(try Endpoint("ipc://\(place.path)/run/articles")),
      logger: Logger(label: "test"))
    try await copy.record([O.receipt(all[0]), O.receipt(all[1])], group: .default)
    #expect(try await copy.oldestPending().keys.sorted() == [.default, held])
    let waiting = await delivery.waitingUnserved(try await copy.ledger().groups, for: .zero)
    #expect(
      waiting.map { $0.prefix { $0 != "," } } == [
        "1 articles wait for group default", "3 articles wait for group held",
      ])
    // Both were there when it started.
    #expect(waiting.allSatisfy { $0.contains("no consumer of it has come since the producer started") })

    try await copy.record([O.receipt(all[2])], group: .default)
    #expect(try await copy.oldestPending().keys.sorted() == [held])
    // Nothing new comes behind it: when it was pushed again is not known.
    _ = try await copy.commit([O.document(2, [2, 3], again: true)])
    #expect(try await copy.oldestPending().keys.sorted() == [held])
    _ = try await copy.commit([O.document(3, [4])])
    #expect(try await copy.oldestPending().keys.sorted() == [.default, held])
    await copy.close()
  }
}
