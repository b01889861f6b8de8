import Foundation
import NewsModels
import Testing

@testable import Parsing

/// Long runs of marks are cut, and what may need composing is never passed over.
@Suite struct MarkRunsTests {
  static let marks: [Unicode.Scalar] = ["\u{301}", "\u{64B}", "\u{5B0}", "\u{F71}", "\u{F73}", "\u{A8E0}", "\u{1D165}"]

  /// Thirty stay, wherever the run stands.
  @Test(arguments: marks) func marksBeyondThirtyAreCut(mark: Unicode.Scalar) {
    for before in 0..<70 {
      let start = String(repeating: "x", count: before) + "ệ"
      for count in [1, 29, 30, 31, 32, 61, 62, 63, 200] {
        let text = start + String(repeating: String(Character(mark)), count: count) + "e"
        let expected = start + String(repeating: String(Character(mark)), count: min(30, count)) + "e"
        #expect(MarkRuns.cut(Array(text.utf8)) == Array(expected.utf8))
        #expect(Array(MarkRuns.cut(text).utf8) == Array(expected.utf8))
      }
    }
  }

  @Test func aTextIsCutWhateverItIsMadeOf() {
    let flood = String(repeating: "\u{651}\u{64B}", count: 100)
    #expect(CleanText.clean("a" + flood).unicodeScalars.count == 31)
    let json = "{\"title\": \"Ferry\", \"text\": \"Ma\(String(repeating: "\\u0651\\u064B", count: 100))n\"}"
    #expect(Reading.articles(json).map(\.body.unicodeScalars.count) == [33])
    let reference = String(repeating: "&#x651;&#x64B;", count: 100)
    #expect(
      Reading.articles(FeedTests.rss("<item><title>T</title><description>Ma\(reference)n</description></item>"))
        .map(\.body.unicodeScalars.count) == [33])
  }

  /// All of Unicode: what NFC changes, sorts or joins to what stands before it is looked at.
  @Test func whatMayNotBeInNFCIsAlwaysTold() {
    var told = 0
    for value in 0...0x10FFFF {
      guard let scalar = Unicode.Scalar(UInt32(value)), scalar.properties.generalCategory != .unassigned else {
        continue
      }
      let text = String(Character(scalar))
      let composed = Array(text.precomposedStringWithCanonicalMapping.utf8)
      let parts = Array(text.decomposedStringWithCanonicalMapping.unicodeScalars)
      var suspects = composed == Array(text.utf8) && !MarkRuns.isMark(scalar) ? [] : [scalar]
      if parts.count > 1, composed == Array(text.utf8) { suspects += parts.dropFirst() }
      for suspect in suspects {
        told += 1
        let bytes = Array(String(Character(suspect)).utf8)
        #expect(CleanText.screen(bytes).contains(.normalise), "U+\(String(suspect.value, radix: 16))")
        #expect(!bytes.withUnsafeBufferPointer { PlainUTF8.isPlain($0) }, "U+\(String(suspect.value, radix: 16))")
      }
    }
    #expect(told > 2_000)
  }

  /// Greek's raised dot, two spaces of old and a mark out of order.
  @Test(arguments: [
    ("α\u{387}β", "α\u{B7}β"), ("a\u{2000}b\u{2001}c", "a\u{2002}b\u{2003}c"),
    ("ꓐ\u{A8E0}\u{A92B}", "ꓐ\u{A92B}\u{A8E0}"),
  ])
  func textComesOutInNFC(text: String, expected: String) {
    #expect(Array(CleanText.clean(text).utf8) == Array(expected.utf8))
  }
}
