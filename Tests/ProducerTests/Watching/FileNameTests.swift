import Testing

@testable import Producer

@Suite struct FileNameTests {
  @Test func aLongNameIsCutBetweenCharacters() {
    let name = FileName("a" + String(repeating: "ế", count: 80) + ".html")
    for limit in 190...200 {
      let cut = name.numbered("2", limit: limit)
      #expect((limit - 2...limit).contains(cut.bytes.count) && cut.description.hasSuffix("ế-2.html"))
      #expect(Array(cut.description.utf8) == cut.bytes, "\(limit)")
    }
  }

  @Test func aNameThatIsNoUTF8IsCutAllTheSame() {
    let name = FileName([UInt8](repeating: 0x80, count: 300))
    let cut = name.numbered("", limit: 200)
    #expect((1...200).contains(cut.bytes.count))
    #expect(FileName("short.txt").numbered("3", limit: 200).description == "short-3.txt")
  }
}
