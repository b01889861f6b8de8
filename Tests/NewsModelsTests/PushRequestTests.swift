import Testing

@testable import NewsModels

@Suite struct PushRequestTests {
  @Test(arguments: ["x", "ễ", "北", "🎈", "e\u{301}\u{323}"])
  func aNameThatIsTooLongKeepsItsBeginningAndItsEnd(_ sign: String) throws {
    // Cut at any place of a sign.
    for shift in 0..<8 {
      let name =
        "/in/" + String(repeating: "a", count: shift) + String(repeating: sign, count: 3_000)
        + String(repeating: "b", count: shift) + ".html#17"
      let message = WireMessage(
        .push, PushRequest(request: 1, documents: [PushRequest.Document(name: name)]), payloads: [[1]])
      let kept = try PushRequest(message).documents[0].name
      if name.utf8.count <= 4_096 {
        #expect(kept == name)
      } else {
        #expect((4_080...4_096).contains(kept.utf8.count) && kept.hasPrefix("/in/") && kept.hasSuffix(".html#17"))
        #expect(kept.unicodeScalars.contains("…") && !kept.unicodeScalars.contains("\u{FFFD}"))
      }
    }
  }
}
