import Foundation
import NewsModels
import Testing

@testable import Parsing

/// Every sample that comes with the project is read exactly: title, time, source, credit, language, and every paragraph.
@Suite struct SampleArticlesTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    var published: String
    var source: String
    var language: String
    var paragraphs: Int

    var testDescription: String { name }
  }

  private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let folder = package.appending(path: "deploy/samples")

  static let samples = [
    Sample(
      name: "chip-plant.txt", published: "2024-03-26T14:05:00+07:00", source: "Báo Mẫu", language: "vi", paragraphs: 3),
    Sample(
      name: "gaza-aid.txt", published: "2024-03-14T17:22:00+07:00", source: "Báo Mẫu", language: "vi", paragraphs: 4),
    Sample(
      name: "gaza-ceasefire-talks.txt", published: "2024-03-19T18:40:00+00:00", source: "Sample Wire", language: "en",
      paragraphs: 4),
    Sample(
      name: "library-opening.txt", published: "2024-03-02T10:00:00+00:00", source: "Sample Wire", language: "en",
      paragraphs: 3),
    Sample(
      name: "missile-test.txt", published: "2024-03-20T06:05:00+07:00", source: "Báo Mẫu", language: "vi", paragraphs: 4
    ),
    Sample(
      name: "peninsula-weather.txt", published: "2024-01-22T05:50:00+07:00", source: "Báo Mẫu", language: "vi",
      paragraphs: 3),
    Sample(
      name: "rice-harvest.txt", published: "2024-03-10T07:30:00+07:00", source: "Báo Mẫu", language: "vi", paragraphs: 3
    ),
    Sample(
      name: "security-forum.txt", published: "2024-03-15T12:00:00+00:00", source: "Sample Wire", language: "en",
      paragraphs: 4),
    Sample(
      name: "strait-transit.txt", published: "2024-03-28T09:10:00+00:00", source: "Sample Wire", language: "en",
      paragraphs: 4),
    Sample(
      name: "taiwan-drill.txt", published: "2024-03-22T09:15:00+07:00", source: "Báo Mẫu", language: "vi", paragraphs: 4
    ),
    Sample(
      name: "tokyo-meeting.txt", published: "2024-03-12T08:40:00+07:00", source: "Báo Mẫu", language: "vi",
      paragraphs: 7),
  ]

  @Test func tableNamesEverySample() throws {
    let texts = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".txt") }
    #expect(Set(texts) == Set(Self.samples.map(\.name)))
  }

  @Test(arguments: samples)
  func everyFieldIsExact(sample: Sample) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: sample.name)))
    let outcome = DocumentReader().read(bytes, hints: .init(name: sample.name))
    // Title, date line, paragraphs, then what begins with the credit.
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    let body = lines[2..<(2 + sample.paragraphs)]
    #expect(["Theo \(sample.source)", "Source: \(sample.source)"].contains(lines[2 + sample.paragraphs]))
    let expected = Article(
      title: lines[0], body: body.joined(separator: "\n"), published: PublicationTime(sample.published),
      source: sample.source, credit: sample.source, language: sample.language)
    #expect(outcome == .articles([expected]))
  }

  @Test func recordsOfALineEachAreRead() throws {
    let text = try String(contentsOf: Self.folder.appending(path: "briefs.jsonl"), encoding: .utf8)
    let articles = text.split(separator: "\n").flatMap { line -> [Article] in
      guard case .articles(let articles) = DocumentReader().read(Array(line.utf8)) else { return [] }
      return articles
    }
    #expect(
      articles.map(\.published?.description) == [
        "2024-03-18T10:20:00+07:00", "2024-03-19", "2024-03-17T21:45:00+00:00",
      ])
    #expect(articles.map(\.source) == ["Báo Mẫu", "Báo Mẫu", "Sample Wire"])
    #expect(articles.map(\.paragraphs.count) == [2, 2, 2])
  }
}
