import Foundation
import Testing

/// `classify` and `explain`, as programs and people use them.
@Suite struct ClassifyingCommandTests {
  private static let articles = [
    #"{"id":"a","title":"Triều Tiên phóng tên lửa","paragraphs":["Bình Nhưỡng bắn một tên lửa."],"language":"vi"}"#,
    #"{"id":"b","title":"Mùa lúa","body":"Nông dân vào vụ.","language":"vi"}"#,
    #"{"id":3,"title":"Aid reaches Gaza","text":"Trucks entered Gaza on Monday.","language":"en"}"#,
  ]

  private struct Line: Decodable, Equatable {
    struct Topic: Decodable, Equatable {
      var topic: String
      var level: String
    }

    var schema: Int?
    var id: String
    var topics: [Topic]
  }

  private static func lines(_ text: String) throws -> [Line] {
    try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  @Test func eachArticleGivesALineInTheSameOrderInBothFormats() async throws {
    let pair = try PairFixture()
    let input = Self.articles.joined(separator: "\n")
    let expected = [
      Line(id: "a", topics: [.init(topic: "north-korea", level: "main")]), Line(id: "b", topics: []),
      Line(id: "3", topics: [.init(topic: "gaza", level: "main")]),
    ]
    let plain = try await pair.newsctl("classify", input: input)
    #expect(try Self.lines(plain.text) == expected)
    let json = try await pair.newsctl("classify", "--format", "json", "-", input: input + "\n")
    #expect(
      try Self.lines(json.text)
        == expected.map { line in
          var line = line
          line.schema = 1
          return line
        })
    #expect(plain.status == 0 && json.status == 0)
  }

  @Test func aByteOrderMarkIsReadOver() async throws {
    let pair = try PairFixture()
    let file = try pair.file("marked.jsonl", "\u{FEFF}" + Self.articles.joined(separator: "\n"))
    let output = try await pair.newsctl("classify", file)
    #expect(try Self.lines(output.text).map(\.id) == ["a", "b", "3"])
    #expect(output.status == 0)
  }

  @Test func aBrokenLineIsToldByNumberAndTheOthersGoOn() async throws {
    let pair = try PairFixture()
    let file = try pair.file(
      "lines.jsonl", [Self.articles[0], "{\"id\":", "", Self.articles[1]].joined(separator: "\n"))
    let output = try await pair.newsctl("classify", file)
    #expect(try Self.lines(output.text).map(\.id) == ["a", "b"])
    #expect(output.errors.contains("lines.jsonl:2: "))
    #expect(output.status == 1)
  }

  @Test func aLineOfManyReadsIsReadWhole() async throws {
    let pair = try PairFixture()
    let body = String(repeating: "Nông dân vào vụ lúa mới ở đồng bằng. ", count: 60_000) + "Hamas và Israel ở Gaza."
    let line = #"{"id":"long","title":"Tin","body":"\#(body)","language":"vi"}"#
    let output = try await pair.newsctl("classify", input: [line, Self.articles[1], line].joined(separator: "\n"))
    #expect(try Self.lines(output.text).map(\.id) == ["long", "b", "long"])
    #expect(try Self.lines(output.text)[2].topics.map(\.topic) == ["gaza"])
  }

  /// As many as a shell's pattern makes: the command line's parser is given the first of them only.
  @Test func everyOneOfManyPathsIsRead() async throws {
    let pair = try PairFixture()
    let names = Set((0..<500).map { "article \($0)" })
    let files = try names.map { name in
      try pair.file("many/\(name).jsonl", #"{"id":"\#(name)","title":"Mùa lúa","body":"Nông dân vào vụ."}"#)
    }
    let output = try await pair.newsctl(["classify", "--format", "json"] + files)
    #expect(Set(try Self.lines(output.text).map(\.id)) == names)
    #expect(try Self.lines(output.text).count == names.count)
    #expect(output.status == 0)
  }

  /// The rules are changed after an article was counted: it is still explained by those that counted it.
  @Test func anArticleIsExplainedByTheRulesThatCountedIt() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let sample = PairFixture.sample("gaza-aid.txt")
    #expect(try await pair.newsctl("push", "--wait", sample).status == 0)
    let listing = try await pair.newsctl("articles", "--format", "jsonl")
    let id = String(try #require(listing.text.firstMatch(of: /"id":"([0-9a-f]{64})"/)).1)
    let before = try await pair.newsctl("explain", id)
    #expect(before.text.contains("[Gaza]") && before.text.contains("gaza: main"))
    #expect(before.text.contains(" of the ") && before.text.contains("the rules that counted it"))
    await consumer.terminate()

    let rules = try await pair.newsctl("topics", "show").text
    let topics = try pair.file("mine.yaml", rules.replacing("name: Gaza", with: "name: Dải Gaza"))
    let restarted = try await pair.startConsumer(["--topics", topics])
    #expect(try await pair.newsctl("explain", id).text == before.text)
    let coded = try await pair.newsctl("explain", id, "--format", "json")
    #expect(coded.text.contains("\"arithmetic\":[") && coded.text.contains("\"near_misses\":["))

    // Without the file of that version the evidence is still there, and what is missing is said.
    await restarted.terminate()
    let kept = pair.state.appendingPathComponent("consumer/topics")
    for file in try FileManager.default.contentsOfDirectory(at: kept, includingPropertiesForKeys: nil) {
      try FileManager.default.removeItem(at: file)
    }
    let again = try await pair.startConsumer(["--topics", topics])
    let without = try await pair.newsctl("explain", id)
    #expect(without.text.contains("gaza: main") && without.text.contains("not kept any more"))
    await again.terminate()
    await producer.terminate()
  }
}
