import NewsModels
import TestSupport
import Testing

@testable import Classifying

@Suite("Classifying by rules")
struct ClassifierTests {
  /// A classifier with one topic `t` of the given rules, written under `rules:`.
  func classifier(_ rules: String, head: String = "") throws -> Classifier {
    let indented = rules.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
    return Classifier(try TopicsFile(yaml: "topics:\n  - id: t\n    \(head)\n    rules:\n\(indented)"))
  }

  /// The counting evidence, in words.
  func rules(_ classifier: Classifier, _ title: String, _ body: String, _ language: String? = nil) -> [String] {
    classifier.classify(title: title, body: body, language: language).topics
      .flatMap(\.evidence).filter { $0.weight != 0 }.map { "\($0.field) \($0.start)-\($0.end) \($0.text) \($0.weight)" }
  }

  @Test func evidenceCountsUnicodeScalarsOfItsField() throws {
    let found = rules(
      try classifier("- rule: name\n  any-of: [Triều Tiên]"), "Triều Tiên", "🚀 Hôm qua Triều Tiên bắn tên lửa")
    #expect(found == ["title 0-10 Triều Tiên 2.0", "body 10-20 Triều Tiên 1.0"])
  }

  @Test func evidenceCountsScalarsOfDecomposedText() throws {
    let decomposed = "ở Trie\u{302}\u{300}u Tie\u{302}n"
    let found = rules(try classifier("- rule: name\n  any-of: [Triều Tiên]"), "x", decomposed)
    #expect(found == ["body 2-15 Trie\u{302}\u{300}u Tie\u{302}n 1.0"])
  }

  @Test func allOfMustStandInTheSameSentence() throws {
    let classifier = try classifier("- rule: both\n  any-of: [island]\n  all-of: [[fleet], [storm, siege]]")
    #expect(rules(classifier, "x", "The fleet left the island under siege.") == ["body 19-25 island 1.0"])
    #expect(rules(classifier, "x", "The fleet left. The island was under siege.") == [])
    #expect(rules(classifier, "The fleet and a siege", "the island") == [])
  }

  @Test func wordsBetweenAreCounted() throws {
    let classifier = try classifier("- rule: near\n  any-of: [island]\n  all-of: [[fleet]]\n  within: 2 words")
    #expect(rules(classifier, "x", "island one two fleet") == ["body 0-6 island 1.0"])
    #expect(rules(classifier, "x", "island one two three fleet") == [])
    #expect(rules(classifier, "x", "fleet one two island") == ["body 14-20 island 1.0"])
  }

  @Test func paragraphAndTextReachFurther() throws {
    let paragraph = try classifier("- rule: r\n  any-of: [island]\n  all-of: [[fleet]]\n  within: paragraph")
    #expect(rules(paragraph, "x", "A fleet. The island.").count == 1)
    #expect(rules(paragraph, "x", "A fleet.\nThe island.").isEmpty)
    let text = try classifier("- rule: r\n  any-of: [island]\n  all-of: [[fleet]]\n  within: text")
    #expect(rules(text, "A fleet", "Much else.\nThe island.").count == 1)
  }

  @Test func noneOfSpoilsWhatStandsNear() throws {
    let classifier = try classifier("- rule: r\n  any-of: [island]\n  none-of: [football]")
    #expect(rules(classifier, "x", "football on the island").isEmpty)
    #expect(rules(classifier, "x", "football is played. On the island").count == 1)
  }

  @Test func exclusionUnmakesTheShorterMatchInside() throws {
    let classifier = try classifier("- rule: r\n  any-of: [Triều Tiên]", head: "exclude: [bán đảo Triều Tiên]")
    #expect(rules(classifier, "x", "Mưa ở bán đảo Triều Tiên").isEmpty)
    #expect(rules(classifier, "x", "Bán đảo Triều Tiên và nước Triều Tiên") == ["body 27-37 Triều Tiên 1.0"])
  }

  @Test func overlappingPhrasesCountOnceByTheHeaviestRule() throws {
    let classifier = try classifier("- rule: a\n  any-of: [Kim]\n- rule: b\n  any-of: [Kim Jong-un]\n  weight: 3")
    #expect(rules(classifier, "x", "Kim Jong-un") == ["body 0-11 Kim Jong-un 3.0"])
  }

  /// Decomposed letters and double spaces make a phrase longer in bytes, and must not make it win.
  @Test(arguments: [
    "Quan hệ hai bờ eo biển Đài Loan", "Quan hệ hai bo\u{31B}\u{300} eo biển Đài Loan",
    "Quan hệ hai  bờ  eo   biển Đài Loan",
  ])
  func ofOverlappingPhrasesTheLongerIsTheSameHoweverTheTextIsTyped(text: String) throws {
    let classifier = try classifier("- rule: a\n  any-of: [eo biển Đài Loan]\n- rule: b\n  any-of: [hai bờ eo biển]")
    let evidence = classifier.classify(title: "", body: text, language: nil).topics.flatMap(\.evidence)
    #expect(evidence.map(\.rule) == ["a: eo biển Đài Loan"])
  }

  @Test func weightsAddUpToTheThreshold() throws {
    let classifier = try classifier("- rule: weak\n  any-of: [island]\n  weight: 0.4")
    #expect(rules(classifier, "x", "island. island").isEmpty)
    #expect(rules(classifier, "x", "island. island. island").count == 3)
    #expect(rules(classifier, "island", "island. y").count == 2)
  }

  @Test func tenTenthsReachOne() throws {
    let classifier = try classifier("- rule: weak\n  any-of: [island]\n  weight: 0.1")
    #expect(rules(classifier, "x", Array(repeating: "island.", count: 10).joined(separator: " ")).count == 10)
  }

  @Test func aRuleAddsNoMoreThanItsBound() throws {
    let classifier = try classifier("- rule: weak\n  any-of: [island]\n  weight: 0.4\n  at-most: 0.8")
    #expect(rules(classifier, "x", "island island island island").isEmpty)
  }

  @Test func aRuleMaySpeakAgainstTheTopic() throws {
    let classifier = try classifier(
      "- rule: r\n  any-of: [island]\n- rule: sport\n  any-of: [football]\n  weight: -0.5")
    #expect(rules(classifier, "x", "island. football").isEmpty)
    #expect(rules(classifier, "x", "island. island. football").count == 3)
  }

  @Test func listsByLanguageCountInTheirLanguageOnly() throws {
    let classifier = try classifier("- rule: r\n  any-of:\n    de: [Gift]\n    en: [poison]")
    #expect(rules(classifier, "x", "a Gift", "en").isEmpty)
    #expect(rules(classifier, "x", "ein Gift", "de").count == 1)
    #expect(rules(classifier, "x", "ein Gift", nil).count == 1)
    #expect(rules(classifier, "x", "ein Gift", "fr").count == 1)
  }

  @Test func textWithoutDiacriticsCountsHalfAndByPhrasesOfSeveralWordsOnly() throws {
    let classifier = try classifier("- rule: r\n  any-of: [Triều Tiên, Kiếm]\n  weight: 2")
    #expect(rules(classifier, "x", "Tin moi ve Trieu Tien va Kiem") == ["body 11-21 Trieu Tien 1.0"])
    #expect(rules(classifier, "x", "Tin mới về Trieu Tien bị lộ") == [])
  }

  @Test func exactCaseAndPrefix() throws {
    let classifier = try classifier("- rule: r\n  any-of: [=PLA, militar*]")
    #expect(
      rules(classifier, "x", "a pla with PLA and militarism") == ["body 11-14 PLA 1.0", "body 19-26 militar 1.0"])
  }

  @Test func rulesMayLookInOnePlaceOnly() throws {
    let classifier = try classifier("- rule: r\n  any-of: [island]\n  only-in: [title, lead]")
    #expect(rules(classifier, "x", "y\nisland").isEmpty)
    #expect(rules(classifier, "x", "island\ny").count == 1)
  }

  @Test func floodOfMatchesIsBounded() throws {
    let classifier = try classifier("- rule: r\n  any-of: [island]")
    let body = Array(repeating: "island", count: 10_000).joined(separator: " ")
    let topic = try #require(classifier.classify(title: "x", body: body, language: nil).topics.first)
    #expect(topic.evidence.count == 32)
    #expect(topic.score == topic.evidence.reduce(0) { $0 + $1.weight })
  }

  /// Sixteen times the work for four times the text would be quadratic.
  @Test(arguments: [
    ("island in China now", "- rule: r\n  any-of: [island]\n  all-of: [[China]]", "exclude: [in China now]"),
    // Each overlaps the next.
    (
      "one two",
      "- {rule: a, any-of: [one two]}\n- {rule: b, any-of: [two one], weight: 2}\n- {rule: c, any-of: [one two one]}",
      ""
    ),
    // Some begin near enough, and none ends so.
    (
      "a b c d", "- rule: r\n  any-of: [a]\n  all-of: [[c, d a b c, x y]]\n  within: 0 words", ""
    ),
  ])
  func floodsTakeLinearWork(unit: String, rules: String, head: String) throws {
    let classifier = try classifier(rules, head: head)
    func body(_ count: Int) -> String { Array(repeating: unit, count: count).joined(separator: " ") }
    let (small, large) = (body(5_000), body(20_000))
    func classify(_ body: String) { _ = classifier.classify(title: "x", body: body, language: nil) }
    #expect(WorkTime.growth(from: { classify(small) }, to: { classify(large) }, below: 9) < 9)
  }

  @Test func excludedNeighboursAreNone() throws {
    let classifier = try classifier(
      "- rule: r\n  any-of: [island]\n  all-of: [[China]]", head: "exclude: [in China now]")
    #expect(rules(classifier, "x", "island in China now").isEmpty)
    #expect(rules(classifier, "x", "island in China now, China") == ["body 0-6 island 1.0"])
  }

  /// A phrase more in a list never takes a hit away.
  @Test func ofOverlappingNeighboursTheOneThatReachesFurthestDecides() throws {
    let text = "the live drill at sea island"
    for list in [
      "live drill at sea", "live drill at sea, drill", "drill, live drill at sea", "live, live drill at sea",
    ] {
      let near = try classifier("- rule: r\n  any-of: [island]\n  all-of: [[\(list)]]\n  within: 1 words")
      #expect(rules(near, "x", text) == ["body 22-28 island 1.0"], "\(list)")
      let spoiled = try classifier("- rule: r\n  any-of: [island]\n  none-of: [\(list)]\n  within: 1 words")
      #expect(rules(spoiled, "x", text).isEmpty, "\(list)")
    }
    let short = try classifier("- rule: r\n  any-of: [island]\n  all-of: [[drill]]\n  within: 1 words")
    #expect(rules(short, "x", text).isEmpty)
  }

  /// What overlaps only a span that is not kept itself counts.
  @Test func ofAChainOfOverlappingPhrasesTheHeaviestAndWhatItLeavesCount() throws {
    let classifier = try classifier(
      """
      - {rule: a, any-of: [one two]}
      - {rule: b, any-of: [two three], weight: 2}
      - {rule: c, any-of: [three four], weight: 3}
      """)
    #expect(rules(classifier, "x", "one two three four") == ["body 0-7 one two 1.0", "body 8-18 three four 3.0"])
    #expect(rules(classifier, "x", "one two three five") == ["body 4-13 two three 2.0"])
  }

  @Test func emptyArticleHasNoTopics() throws {
    let classifier = try classifier("- rule: r\n  any-of: [island]")
    #expect(classifier.classify(title: "", body: "", language: nil).topics.isEmpty)
    #expect(classifier.classify(title: "island", body: "", language: nil).topics.map(\.level) == [.main])
  }
}
