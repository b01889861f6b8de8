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
