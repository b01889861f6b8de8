import Foundation
import NewsModels
import Testing

@testable import Classifying

@Suite struct ClassificationLineTests {
  @Test func whatIsWrittenIsReadBackByAnotherReader() throws {
    let texts = ["Gaza", "\"\\/\u{0}\u{1F}\n\r\t é 😀 \u{2028}"]
    let evidence = texts.enumerated().map { index, text in
      Evidence(field: index == 0 ? .title : .body, start: index, end: index + 4, text: text, rule: text, weight: 1)
    }
    let topic = Classification.Topic(
      topic: try #require(TopicID("gaza")), level: .main, score: 2.25, evidence: evidence)
    let endless = Classification.Topic(
      topic: try #require(TopicID("north-korea")), level: .mention, score: .infinity, evidence: [])
    var line: [UInt8] = []
    ClassificationLine.append(Classification(topicsVersion: "v", topics: [topic, endless]), id: texts[1], to: &line)
    #expect(line.last == 0x0A && !line.dropLast().contains(0x0A))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? NSDictionary)
    let wanted: NSDictionary = [
      "id": texts[1],
      "topics": [
        [
          "topic": "gaza", "level": "main", "score": 2.25,
          "evidence": [
            ["field": "title", "start": 0, "end": 4, "text": texts[0], "rule": texts[0]],
            ["field": "body", "start": 1, "end": 5, "text": texts[1], "rule": texts[1]],
          ],
        ] as NSDictionary,
        ["topic": "north-korea", "level": "mention", "score": NSNull(), "evidence": [NSDictionary]()] as NSDictionary,
      ],
    ]
    #expect(object == wanted)
  }

  @Test func anArticleWithoutTopicsHasAnEmptyList() {
    var line: [UInt8] = []
    ClassificationLine.append(Classification(topicsVersion: "v", topics: []), id: "a", to: &line)
    #expect(String(decoding: line, as: UTF8.self) == "{\"id\":\"a\",\"topics\":[]}\n")
  }
}
