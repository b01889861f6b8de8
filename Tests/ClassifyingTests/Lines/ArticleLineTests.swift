import Foundation
import TestSupport
import Testing

@testable import Classifying

@Suite struct ArticleLineTests {
  static func read(_ line: String) throws(ArticleLineError) -> ArticleLine {
    let bytes = Array(line.utf8)
    return try ArticleLine(bytes.span)
  }

  @Test func paragraphsAreJoinedByNewlines() throws {
    let line = try Self.read(
      #" {"id":"a1","title":"Tin \"mới\"","paragraphs":["một","hai\u0020ba"],"language":"vi"} "# + "\r\n")
    #expect(line == ArticleLine(id: "a1", title: "Tin \"mới\"", body: "một\nhai ba", language: "vi"))
  }

  @Test func bodyAndTextStandInForParagraphs() throws {
    #expect(try Self.read(#"{"id":7,"body":"a\nb"}"#).body == "a\nb")
    #expect(try Self.read(#"{"id":7,"text":"c","title":null}"#).body == "c")
    #expect(try Self.read(#"{"text":"c","body":"b","paragraphs":null,"id":-1.5e3}"#).body == "b")
    #expect(
      try Self.read(#"{"text":"c","paragraphs":[],"id":-1.5e3}"#)
        == ArticleLine(id: "-1.5e3", title: "", body: "", language: nil))
  }

  @Test(arguments: [("vi", "vi"), ("zh-TW", "zh"), ("VI", "vi"), ("vi_VN", "vi"), ("yue", "yue"), ("-", ""), ("", "")])
  func ofALanguageTagTheFirstPartCounts(tag: String, language: String) throws {
    #expect(try Self.read(#"{"id":"a","language":"\#(tag)"}"#).language == language)
  }

  @Test func otherMembersAreReadOver() throws {
    let line = try Self.read(
      #"{"labels":{"nk":[1,{"x":[]},{},"\ud83d\ude00"],"d":true},"n":[null,false,-0.5E+2],"id":"x","s":"\\\"","e":{"a":{}}}"#
    )
    #expect(line.id == "x")
  }

  @Test func everyEscapeIsReadAsJSONSaysIt() throws {
    let line = try Self.read(#"{"id":"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00\u0000"}"#)
    #expect(line.id == "\"\\/\u{8}\u{C}\n\r\té😀\0")
  }

  @Test(arguments: [
    ("", 1), ("[]", 1), ("{", 2), (#"{"id":"a""#, 10), (#"{"id":"a"} x"#, 12), (#"{"id":"a",}"#, 11),
    (#"{"id" "a"}"#, 7), ("{id:1}", 2),
    (#"{"id":"a","id":"b"}"#, 19), (#"{"title":"no name"}"#, 1), (#"{"id":"a","body":1}"#, 18), (#"{"id":"\x"}"#, 9),
    (#"{"id":"\ud83d"}"#, 8), (#"{"id":"\ud83dA"}"#, 8), (#"{"id":"\u12g4"}"#, 12), (#"{"id":01}"#, 8),
    (#"{"id":1.}"#, 9), (#"{"id":nul}"#, 10),
    ("{\"id\":\"a\nb\"}", 9), (#"{"id":"a","x":[1,]}"#, 18), (#"{"id":"a","x":{"y":1,}}"#, 22),
    (#"{"id":"a","x":[1}}"#, 17),
    (#"{"id":"a","paragraphs":["b" "c"]}"#, 29), (#"{"id":"a","x":tru}"#, 18), (#"{"id":null}"#, 1),
    (#"{"id":"unclosed}"#, 17),
    (#"{"id":"a","x":}"#, 15),
  ])
  func aMistakeIsNamedWithItsColumn(line: String, column: Int) {
    let error = #expect(throws: ArticleLineError.self) { try Self.read(line) }
    #expect(error?.column == column, "\(line): \(error?.description ?? "")")
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    for bad: [UInt8] in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
      let bytes = Array(#"{"id":"a"#.utf8) + bad + Array(#""}"#.utf8)
      let error = #expect(throws: ArticleLineError.self) { try ArticleLine(bytes.span) }
      #expect(error?.column == 9)
    }
  }

  @Test func deepNestingIsRefusedWithoutRecursion() {
    let line = #"{"id":"a","x":"# + String(repeating: "[", count: 1_000_000)
    let error = #expect(throws: ArticleLineError.self) { try Self.read(line) }
    #expect(error?.message.contains("nesting") == true)
  }

  @Test func everyCutOfALineIsRefused() throws {
    let line =
      #"{"id":"a1","title":"Tin \"m\u1edbi\"","x":{"y":[1,null,true,{"z":-1.5e3}]},"paragraphs":["một","hai"]}"#
    let bytes = Array(line.utf8)
    _ = try ArticleLine(bytes.span)
    for count in 0..<bytes.count {
      let cut = Array(bytes[..<count])
      #expect(throws: ArticleLineError.self) { try ArticleLine(cut.span) }
    }
  }

  /// What Foundation's reader refuses must be refused, and what both take must be the same.
  @Test func randomDamageIsJudgedLikeByAnotherReader() throws {
    let line = Array(
      #"{"id":"a1","title":"T\"\u00e9\n","x":[1.5,{"y":[]},-2e9,"s"],"n":null,"body":"một hai","language":"vi"}"#.utf8)
    var random = SeededGenerator(seed: 4)
    let alphabet = Array(#"{}[]:,"\ntrue0159.-+eE u"#.utf8)
    var taken = 0
    for _ in 0..<3000 {
      var bytes = line
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        bytes[at] = alphabet.randomElement(using: &random) ?? 0
      }
      guard let read = try? ArticleLine(bytes.span) else { continue }
      taken += 1
      let other = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
      #expect(other?["title"] as? String ?? "" == read.title)
      #expect(other?["body"] as? String ?? other?["text"] as? String ?? "" == read.body)
    }
    #expect(taken > 100)
  }
}
