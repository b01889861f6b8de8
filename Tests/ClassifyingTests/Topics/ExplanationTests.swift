import NewsModels
import Testing

@testable import Classifying

@Suite("Explaining")
struct ExplanationTests {
  let yaml = """
    topics:
      - id: t
        threshold: 1
        exclude: [bán đảo Triều Tiên]
        none-of: [Xem thêm]
        main: {title: 2, lead: 1, share: 6, threshold: 2, roundups: [Tin thế giới]}
        rules:
          - rule: land
            any-of: [Triều Tiên]
            weight: 0.6
          - rule: strait
            any-of: [Kim Môn]
            weight: 0.7
          - rule: island
            any-of: [Đài Loan]
            all-of: [[tập trận]]
    """

  func explain(_ title: String, _ body: String) throws -> Explanation {
    Classifier(try TopicsFile(yaml: yaml)).explain(title: title, body: body, language: "vi")
  }

  @Test func nearMissSaysHowMuchIsMissing() throws {
    let explanation = try explain("Tin", "Dòng đầu.\nHọ thăm Triều Tiên.")
    let miss = try #require(explanation.nearMisses.first)
    #expect(explanation.classification.topics.isEmpty)
    #expect(miss.reason == "0.4 below the threshold of 1")
    #expect(miss.score == 0.6)
    #expect(miss.evidence.map(\.text) == ["Triều Tiên"])
  }

  @Test func whatIsMissingIsNoMoreThanIt() throws {
    let miss = try #require(try explain("Tin", "Họ thăm Kim Môn.").nearMisses.first)
    #expect(miss.reason == "0.3 below the threshold of 1")
  }

  @Test func nearMissNamesTheExclusion() throws {
    let miss = try #require(try explain("Tin", "Mưa ở bán đảo Triều Tiên.").nearMisses.first)
    #expect(miss.reason == "excluded by \"bán đảo Triều Tiên\"")
    #expect(miss.evidence.map(\.weight) == [0])
  }

  @Test func nearMissNamesWhatIsLackingAndWhatSpoils() throws {
    let lacking = try #require(try explain("Tin", "Ở Đài Loan có mưa.").nearMisses.first)
    #expect(lacking.reason == "the rule \"island\" finds nothing of tập trận in the same sentence")
    let spoiled = try #require(try explain("Tin", "Xem thêm: Triều Tiên bắn tên lửa").nearMisses.first)
    #expect(spoiled.reason.contains("spoiled by \"Xem thêm\""))
  }

  /// The topic's `none-of` looks into the sentence only, whatever the rule's reach is.
  @Test(arguments: [("text", "in the text"), ("12 words", "within 12 words"), ("sentence", "in the same sentence")])
  func nearMissNamesHowFarTheListLooksThatSpoils(_ within: String, _ reach: String) throws {
    func reason(_ topic: String, _ rule: String) throws -> String? {
      let yaml = """
        topics:
          - id: t
            none-of: [\(topic)]
            rules:
              - {rule: r, any-of: [Triều Tiên], none-of: [\(rule)], within: \(within)}
        """
      return Classifier(try TopicsFile(yaml: yaml))
        .explain(title: "Tin", body: "Xem thêm: Triều Tiên bắn tên lửa", language: "vi").nearMisses.first?.reason
    }
    #expect(try reason("Xem thêm", "x") == "the rule \"r\" is spoiled by \"Xem thêm\" in the same sentence")
    #expect(try reason("x", "Xem thêm") == "the rule \"r\" is spoiled by \"Xem thêm\" \(reach)")
  }

  @Test func excludedSpansOfATopicThatCountsAreNearMissesToo() throws {
    let explanation = try explain("Triều Tiên", "Mưa ở bán đảo Triều Tiên.")
    #expect(explanation.classification.topics.map(\.level) == [.main])
    #expect(explanation.nearMisses.map(\.reason) == ["excluded by \"bán đảo Triều Tiên\""])
  }

  @Test func whatARuleAsksForNearbyIsEvidenceOfNoWeight() throws {
    let topic = try #require(try explain("Tin", "Tập trận gần Đài Loan").classification.topics.first)
    #expect(topic.evidence.map(\.text) == ["Tập trận", "Đài Loan"])
    #expect(topic.evidence.map(\.weight) == [0, 1])
    #expect(topic.evidence.map(\.rule) == ["island: tập trận", "island: Đài Loan"])
  }

  @Test func arithmeticAddsUp() throws {
    let filler = Array(repeating: "từ", count: 60).joined(separator: " ")
    let arithmetic = try #require(try explain("Triều Tiên", "Triều Tiên \(filler)").arithmetic.first)
    #expect(abs(arithmetic.score - 1.8) < 1e-9)
    #expect(arithmetic.threshold == 1)
    #expect(arithmetic.main.title == 2)
    #expect(arithmetic.main.lead == 1)
    #expect(arithmetic.main.share == 27.0 / 62)
    #expect(abs(arithmetic.main.score - (3 + 6 * 27.0 / 62)) < 1e-9)
  }

  /// The terms are the evidence that has a weight, and say what made it.
  @Test func termsAreWhatTheWeightsWereMadeOf() throws {
    let yaml = """
      topics:
        - id: t
          threshold: 1
          title: 2
          lead: 1.5
          rules:
            - {rule: land, any-of: [Triều Tiên], weight: 0.6, at-most: 2}
            - {rule: island, any-of: [Đài Loan], all-of: [[tập trận]]}
            - {rule: match, any-of: [vòng loại], weight: -0.25}
      """
    let explanation = Classifier(try TopicsFile(yaml: yaml)).explain(
      title: "Triều Tiên", body: "Trieu Tien gap Trieu Tien hai lan\nTập trận gần Đài Loan, vòng loại", language: "vi")
    let topic = try #require(explanation.classification.topics.first)
    let terms = try #require(explanation.arithmetic.first?.terms)
    let weighing = topic.evidence.filter { $0.weight != 0 }
    #expect(terms.map(\.field) == weighing.map(\.field))
    #expect(terms.map(\.start) == weighing.map(\.start) && terms.map(\.end) == weighing.map(\.end))
    #expect(terms.map(\.weight) == weighing.map(\.weight))
    #expect(terms.map(\.rule) == [0.6, 0.6, 0.6, 1, -0.25])
    #expect(terms.map(\.place) == [2, 1.5, 1.5, 1, 1])
    #expect(terms.map(\.spelling) == [1, 0.5, 0.5, 1, 1])
    // Of the third place the rule's bound leaves some.
    let expected = [1.2, 0.45, 0.35, 1, -0.25]
    #expect(zip(terms, expected).allSatisfy { abs($0.weight - $1) < 1e-9 })
  }

  @Test func reasonsBeyondFourAreCounted() throws {
    let yaml = """
      topics:
        - id: t
          exclude: [chè Triều Tiên, cơm Triều Tiên, canh Triều Tiên, bún Triều Tiên, phở Triều Tiên, nem Triều Tiên]
          rules:
            - {rule: land, any-of: [Triều Tiên]}
      """
    let text = "Chè Triều Tiên. Cơm Triều Tiên. Canh Triều Tiên. Bún Triều Tiên. Phở Triều Tiên. Nem Triều Tiên."
    let explanation = Classifier(try TopicsFile(yaml: yaml)).explain(title: "Tin", body: text, language: "vi")
    let reason = try #require(explanation.nearMisses.first?.reason)
    #expect(reason.split(separator: ";").count == 5)
    #expect(reason.hasSuffix("excluded by \"bún Triều Tiên\"; and 2 more"))
  }

  @Test func roundUpIsAboutWhatItsHeadlineNames() throws {
    let other = try explain("Tin thế giới: Mỹ bầu cử", "Triều Tiên bắn tên lửa; Triều Tiên đóng tàu.")
    #expect(other.classification.topics.map(\.level) == [.mention])
    #expect(other.arithmetic.map(\.main.isRoundup) == [true])
    let named = try explain("Tin thế giới: Triều Tiên bắn tên lửa", "Triều Tiên bắn tên lửa; Mỹ bầu cử.")
    #expect(named.classification.topics.map(\.level) == [.main])
  }

  @Test func aThirdOfTheTextIsEnough() throws {
    let other = Array(repeating: "chuyện khác hẳn.", count: 60).joined(separator: " ")
    let near = Array(repeating: "Triều Tiên " + Array(repeating: "từ", count: 40).joined(separator: " "), count: 3)
    let long = try explain("Tin", "\(other)\n\(near.joined(separator: " "))")
    #expect(long.classification.topics.map(\.level) == [.main])
    let short = try explain("Tin", "\(other) \(other)\nTriều Tiên. Triều Tiên.")
    #expect(short.classification.topics.map(\.level) == [.mention])
  }
}
