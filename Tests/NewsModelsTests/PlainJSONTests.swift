import Foundation
import TestSupport
import Testing

@testable import NewsModels

/// The headers that have code of their own are written and read as the general coder does it.
@Suite struct PlainJSONTests {
  @Test func headersAreWrittenAndReadAsTheGeneralCoderDoesIt() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      try check(Self.pushRequest(&generator), .push)
      try check(Self.pushAnswer(&generator), .pushed)
      try check(Self.acknowledgement(&generator), .stored)
      try check(Self.batchHeader(&generator), .deliver)
      try check(Self.articleHeader(&generator), .deliver)
      try check(Self.storedIDs(&generator), .storedIDs)
    }
  }

  /// Whatever a stranger sends: the plain reader answers what the general one answers, or leaves it to that.
  @Test func damagedHeadersMeanTheSameToBothReaders() throws {
    var generator = SeededGenerator(seed: 8)
    var taken: [String: Int] = [:]
    for _ in 0..<300 {
      taken["pushRequest", default: 0] += checkDamaged(Self.pushRequest(&generator), .push, &generator)
      taken["pushAnswer", default: 0] += checkDamaged(Self.pushAnswer(&generator), .pushed, &generator)
      taken["acknowledgement", default: 0] += checkDamaged(Self.acknowledgement(&generator), .stored, &generator)
      taken["batchHeader", default: 0] += checkDamaged(Self.batchHeader(&generator), .deliver, &generator)
      taken["articleHeader", default: 0] += checkDamaged(Self.articleHeader(&generator), .deliver, &generator)
      taken["storedIDs", default: 0] += checkDamaged(Self.storedIDs(&generator), .storedIDs, &generator)
    }
    // Some damage leaves a header that the plain reader takes: of each kind there was such.
    #expect(taken.count == 6 && taken.values.allSatisfy { $0 > 0 }, "\(taken)")
  }

  /// As Python's `json` writes them: spaces behind signs, the request first.
  @Test func headersOfOtherProgramsAreReadWithoutTheGeneralCoder() throws {
    let id = ArticleID(Digest(of: [1]))
    let push = #"{"request": 4, "documents": [{"name": "a.txt"}, { "again": true, "name": "b" }]}"#
    #expect(
      PushRequest(plainBytes: Array(push.utf8))
        == PushRequest(
          request: 4, documents: [PushRequest.Document(name: "a.txt"), PushRequest.Document(name: "b", again: true)]))
    let stored = #"{"request": 5, "ids": ["\#(id)", "\#(id)"], "wait": 10000}"#
    #expect(StoredIDs(plainBytes: Array(stored.utf8)) == StoredIDs(request: 5, ids: [id, id], wait: 10_000))
    for twice in [#"{"request": 4, "documents": [], "request": 5}"#, #"{"request": 4, "ids": [], "request": 5}"#] {
      #expect(PushRequest(plainBytes: Array(twice.utf8)) == nil && StoredIDs(plainBytes: Array(twice.utf8)) == nil)
    }
  }

  @Test func otherLayoutsOfTheSameHeaderAreReadByTheGeneralCoder() throws {
    let text = #"{ "request" : 4, "documents": [ {"source": null, "name":"a\u00e9"} ] }"#
    #expect(PushRequest(plainBytes: Array(text.utf8)) == nil)
    let request = try WireMessage(kind: .push, header: Array(text.utf8)).decode(PushRequest.self)
    #expect(request == PushRequest(request: 4, documents: [PushRequest.Document(name: "aé")]))
  }

  private func check<Value: PlainJSON & Equatable>(_ value: Value, _ kind: WireKind) throws {
    let plain = value.plainBytes
    let text = String(decoding: plain, as: UTF8.self)
    #expect(text == String(decoding: WireJSON.encodeGenerally(value), as: UTF8.self))
    // Control characters are left to the general coder.
    #expect(Value(plainBytes: plain) == value || text.contains(#"\u00"#))
    #expect(try WireJSON.decodeGenerally(Value.self, from: plain, of: kind) == value)
  }

  /// Answers 1 where the plain reader took it, else 0.
  private func checkDamaged<Value: PlainJSON & Equatable>(
    _ value: Value, _ kind: WireKind, _ generator: inout SeededGenerator
  ) -> Int {
    var bytes = value.plainBytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(Array(#"{}[]",:\0-1e.u "#.utf8).randomElement(using: &generator) ?? 0, at: place)
      default: bytes.removeLast(bytes.count - place)
      }
    }
    guard let plain = Value(plainBytes: bytes) else { return 0 }
    let general = try? WireJSON.decodeGenerally(Value.self, from: bytes, of: kind)
    #expect(plain == general, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    return 1
  }

  // MARK: Samples

  private static func text(_ generator: inout SeededGenerator) -> String {
    let parts = [
      "a", "Triều Tiên", "\"", "\\", "/", "\n", "\t", "\u{1}", "\u{1F}", "\u{7F}", "北", "🎈", " ", "\u{2028}", "{", ",",
    ]
    return (0..<Int.random(in: 0..<6, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? "" }
      .joined()
  }

  private static func maybe<Value>(_ value: Value, _ generator: inout SeededGenerator) -> Value? {
    Bool.random(using: &generator) ? value : nil
  }

  private static func id(_ generator: inout SeededGenerator) -> ArticleID {
    ArticleID(Digest(of: Array(text(&generator).utf8)))
  }

  private static func number(_ generator: inout SeededGenerator) -> Int64 {
    [0, 1, 9, 10, -1, 17_000, 999_999_999_999_999_999].randomElement(using: &generator) ?? 0
  }

  private static func list<Value>(
    _ generator: inout SeededGenerator, _ make: (inout SeededGenerator) -> Value
  ) -> [Value] {
    (0..<Int.random(in: 0..<4, using: &generator)).map { _ in make(&generator) }
  }

  private static func pushRequest(_ generator: inout SeededGenerator) -> PushRequest {
    PushRequest(
      request: maybe(Int(number(&generator)), &generator),
      documents: list(&generator) { generator in
        PushRequest.Document(
          name: text(&generator), source: maybe(text(&generator), &generator), again: maybe(true, &generator))
      })
  }

  private static func pushAnswer(_ generator: inout SeededGenerator) -> PushAnswer {
    let outcomes: [DocumentAnswer.Outcome] = [.read, .duplicate, .skipped, .quarantined, .refused]
    return PushAnswer(
      request: maybe(Int(number(&generator)), &generator),
      results: list(&generator) { generator in
        DocumentAnswer(
          outcome: outcomes.randomElement(using: &generator) ?? .read, accepted: list(&generator, id),
          duplicates: list(&generator, id), reason: maybe(text(&generator), &generator),
          undated: maybe(Int(number(&generator)), &generator))
      })
  }

  private static func acknowledgement(_ generator: inout SeededGenerator) -> ConsumerFrame.Acknowledgement {
    let outcomes: [ConsumerFrame.Receipt.Outcome] = [.stored, .known, .quarantined]
    return ConsumerFrame.Acknowledgement(
      producer: .random(using: &generator), epoch: Epoch(number(&generator)),
      receipts: list(&generator) { generator in
        ConsumerFrame.Receipt(
          sequence: SequenceNumber(number(&generator)), id: id(&generator),
          outcome: outcomes.randomElement(using: &generator) ?? .stored)
      })
  }

  private static func batchHeader(_ generator: inout SeededGenerator) -> ProducerFrame.Batch.Header {
    ProducerFrame.Batch.Header(
      producer: .random(using: &generator), epoch: Epoch(number(&generator)),
      articles: list(&generator) { generator in
        ProducerFrame.Batch.Header.Entry(
          sequence: SequenceNumber(number(&generator)), id: id(&generator), bytes: Int(number(&generator)))
      })
  }

  private static func storedIDs(_ generator: inout SeededGenerator) -> StoredIDs {
    StoredIDs(
      request: maybe(Int(number(&generator)), &generator), ids: list(&generator, id),
      wait: maybe(Int(number(&generator)), &generator))
  }

  private static func articleHeader(_ generator: inout SeededGenerator) -> ArticleCoding.Header {
    let times = ["2024-02-24", "2024-02-24T06:17:00+07:00", "1999-12-31T23:59:59-03:30"]
    var header = ArticleCoding.Header(
      title: text(&generator), published: times.randomElement(using: &generator).flatMap { PublicationTime($0) },
      source: maybe(text(&generator), &generator), credit: maybe(text(&generator), &generator),
      language: maybe("vi", &generator), url: maybe("https://a/b", &generator))
    header.supersedes = maybe(id(&generator), &generator)
    header.formers = maybe(list(&generator, id), &generator)
    return header
  }
}
