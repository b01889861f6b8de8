import NewsModels
import Testing

@testable import Parsing

@Suite struct DumpHeadlineTests {
  private static let lines = [
    "Council votes to rebuild the pier", "Storm", "Home", "Read more: the pier that nobody wanted", "06:17, 24/02/2024",
    "Photo: A. Person (Agency)", "Pier, storm and council: what the harbour needs", "The harbour at night.",
    "Council votes to rebuild the pier that a storm had damaged, and work begins as soon as the last of the ice is gone, it says.",
    "A storm had damaged the pier in March, and the harbour was closed for weeks while the council looked for money.",
    "The vote came late at night, after hours of talk about the harbour, the storm and what the pier would cost.",
    "Work begins in May, the council said, and the harbour stays open for the boats that bring the pier its wood.", "",
  ]

  /// A sentence that is long enough to stand for the text shares all of its words with itself.
  @Test func shortHeadlineBeforeASentence() {
    for length in stride(from: 50, through: 130, by: 8) {
      let words =
        "The harbour stays closed for the boats that bring fish and wood to the town on the other side of it each week or so."
      let sentence = words.prefix(length).trimmedSpaces + "."
      let text = ["Storm hits pier", sentence, "Work begins in May.", "Nobody was hurt, they said on Monday."]
      #expect(Reading.articles(text.joined(separator: "\n\n")).map(\.title) == ["Storm hits pier"], "\(sentence)")
    }
  }

  /// Leaving out the lines that cannot win before the text is searched changes nothing.
  @Test func linesThatCannotWinAreLeftOut() {
    var state: UInt64 = 1
    var headlines: Set<Int?> = []
    for _ in 0..<600 {
      let text = (0..<12).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Self.lines[Int(state >> 33) % Self.lines.count]
      }
      let dump = DumpLines(Array(text.joined(separator: "\n").utf8))
      let features = DumpFeatures(dump)
      let chosen = DumpScores(features).choice(dump)
      let headline = DumpHeadline(dump, features.context, chosen: chosen).index
      #expect(headline == DumpHeadline(dump, features.context, chosen: chosen, narrows: false).index, "\(text)")
      headlines.insert(headline)
    }
    #expect(headlines.count > 8)
  }
}
