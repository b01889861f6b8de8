import Testing

@testable import Producer

@Suite struct FileNameTests {
  @Test func aLongNameIsCutBetweenCharacters() {
    for count in 60...90 {
      let name = FileName("a" + String(repeating: "ế", count: count) + ".html")
      let cut = name.numbered("2", limit: 200)
      #expect(cut.bytes.count <= 200 && cut.description.hasSuffix("ế-2.html"))
      #expect(Array(cut.description.utf8) == cut.bytes, "\(count)")
    }
  }

  @Test func aNameThatIsNoUTF8IsCutAllTheSame() {
    let name = FileName([UInt8](repeating: 0x80, count: 300))
    let cut = name.numbered("", limit: 200)
    #expect((1...200).contains(cut.bytes.count))
    #expect(FileName("short.txt").numbered("3", limit: 200).description == "short-3.txt")
  }
}
