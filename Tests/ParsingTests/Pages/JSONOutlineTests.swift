import Testing

@testable import Parsing

@Suite struct JSONOutlineTests {
  private func outline(_ json: String) -> JSONOutline { JSONOutline(Array(json.utf8)[...]) }

  @Test func membersAreFoundAtTheirLevelOnly() {
    let json = outline(#"{"a":{"b":"inner"},"b":"outer","c":[1,"two"]}"#)
    #expect(json.string(at: json.member("b", of: 0)) == "outer")
    #expect(json.string(at: json.member("c", of: 0)) == "1")
    #expect(json.member("d", of: 0) == nil)
  }

  @Test func escapesAndSurrogatePairsAreDecoded() {
    let json = outline(#"{"a":"x\n\"y\" \u00e9 \ud83d\ude00"}"#)
    #expect(json.string(at: json.member("a", of: 0)) == "x\n\"y\" é 😀")
  }

  @Test func brokenJSONIsReadAsFarAsItGoes() {
    let json = outline("/* x */ {\"a\":\"line\nbreak\",,\"b\":[1,2,],\"c\":\"no end")
    #expect(json.string(at: json.member("a", of: 0)) == "line\nbreak")
    #expect(json.string(at: json.member("c", of: 0)) == "no end")
  }

  @Test func deepNestingNeedsNoStack() {
    let json = outline(String(repeating: "[", count: 100_000))
    #expect(json.values.count == 100_000)
  }
}
