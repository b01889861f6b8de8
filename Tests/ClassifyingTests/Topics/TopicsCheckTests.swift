import Testing

@testable import Classifying

@Suite("Checking topics files")
struct TopicsCheckTests {
  func places(_ yaml: String) -> [String] {
    TopicsFile.check(yaml: yaml).map { "\($0.line):\($0.column)" }
  }

  @Test func theBuiltInFileHasNoMistakes() {
    #expect(TopicsFile.check(yaml: TopicsFile.builtIn.source) == [])
  }

  @Test func everyKindOfMistakeAtOnce() {
    let yaml = """
      lists:
        idle: [siege]
        ships: [frigate, Frigate, "!", hòa bình, hoà bình]
      topics:
        - id: t
          threshold: 5
          exclude: [Red Sea storm]
          rules:
            - rule: r
              any-of: [coast, coast football]
              none-of: [football]
              at-most: 2
            - rule: spoiled
              any-of: [football pitch]
              none-of: [football]
              all-of: <ships>
              at-most: 1
      """
    let mistakes = TopicsFile.check(yaml: yaml)
    func expect(_ place: String, _ words: String, sourceLocation: SourceLocation = #_sourceLocation) {
      #expect(
        mistakes.contains { "\($0.line):\($0.column)" == place && $0.message.contains(words) },
        "\(place) \(words) not among \(mistakes)", sourceLocation: sourceLocation)
    }
    expect("2:9", "no rule uses the list <idle>")
    expect("3:20", "stands twice")
    expect("3:29", "can never match")
    expect("3:44", "first as \"hòa bình\" at 3:34")
    expect("5:5", "no article can reach the threshold")
    expect("7:15", "excludes nothing")
    expect("10:25", "never counts")
    expect("13:9", "can never match")
    expect("14:18", "never counts")
    expect("16:17", "can never match")
    #expect(mistakes.count == 10)
  }

  /// Whoever takes a topic out of a file leaves its lists behind: a check tells them, and they keep nothing from starting.
  @Test func aFileWithAListThatNoRuleUsesIsCountedBy() throws {
    func yaml(_ lists: String) -> String {
      "lists:\n  \(lists)\ntopics:\n  - id: t\n    rules:\n      - rule: r\n        any-of: x\n"
    }
    #expect(
      TopicsFile.check(yaml: yaml("idle: [harbour]")).map(\.message) == [
        "no rule uses the list <idle>; use it or take it out"
      ])
    #expect(try TopicsFile(checked: yaml("idle: [harbour]")).topics.map { "\($0.id)" } == ["t"])
    // What stands in it must be right all the same.
    #expect(throws: TopicsFileError.self) { try TopicsFile(checked: yaml("idle: [harbour, harbour]")) }
  }

  func messages(_ rule: String, lists: String = "") -> [String] {
    TopicsFile.check(yaml: "\(lists)\ntopics:\n  - id: t\n    rules:\n      - rule: r\n        \(rule)").map(\.message)
  }

  @Test func anUnknownListIsToldOnceAndBlamesNothingElse() {
    #expect(messages("any-of: <shipz>").map { $0.prefix(7) } == ["no list"])
    #expect(messages("any-of: x\n        all-of: <shipz>").map { $0.prefix(7) } == ["no list"])
    #expect(messages("any-of: []") == ["expected at least one phrase"])
  }

  /// A phrase of a megabyte made an automaton of more than one gigabyte.
  @Test func aPhraseIsOfAThousandCharactersAtMost() {
    let longest = String(repeating: "ă", count: 1_000)
    #expect(messages("any-of: \(longest)") == [])
    #expect(messages("any-of: \(longest)ă") == ["expected a phrase of at most 1000 characters, got 1001"])
  }

  @Test func placesThatAreNone() {
    #expect(messages("any-of: x\n        only-in: []") == ["`only-in` lacks its places; leave it out for everywhere"])
  }

  @Test func countriesAreNoLanguages() {
    for code in ["vn", "cn", "jp"] {
      #expect(messages("any-of: {\(code): [x], vi: [y]}").map { $0.contains("`\(code)`") } == [true])
    }
    #expect(messages("any-of: {vi: [x], zh: [y], any: [z]}") == [])
  }

  @Test func starsThatAreLookedForAsStars() {
    #expect(
      messages(#"any-of: ["*Loan", "Đài*Loan", "Loan*", "*loa*"]"#).map { $0.contains("looks for a star") } == [
        true, true,
      ])
  }

  @Test func aPhraseOverTwoLinesIsOne() throws {
    #expect(messages(#"any-of: ["foo\nbar"]"#) == [])
    let file = try TopicsFile(yaml: "topics:\n  - id: t\n    rules:\n      - rule: r\n        any-of: [\"foo\\nbar\"]")
    #expect(file.definitions[0].rules[0].anyOf.entries.map(\.phrase.text) == ["foo bar"])
  }

  @Test func anExampleWithAColonWantsQuotationMarks() {
    #expect(
      messages("any-of: x\n    matches:\n      - Tin: x") == [
        "`matches` is a text; put one with a colon in quotation marks"
      ])
  }

  @Test func aControlCharacterIsToldWithItsPlaceOnOneLine() {
    let found = TopicsFile.check(yaml: "topics:\n  - id: t\n    name: a\u{1}b")
    #expect(found.map { "\($0.line):\($0.column)" } == ["3:12"])
    #expect(found.first?.message.contains(where: \.isNewline) == false)
  }

  /// Were each way through the aliases gone, this would take days.
  @Test(arguments: ["[]", "x"])
  func aliasesOfAliasesEndAtTheBound(seed: String) {
    var lists = "lists:\n  l0: &l0 [" + Array(repeating: seed, count: 10).joined(separator: ", ") + "]"
    for level in 1...14 {
      lists +=
        "\n  l\(level): &l\(level) [" + Array(repeating: "*l\(level - 1)", count: 10).joined(separator: ", ") + "]"
    }
    #expect(messages("any-of: y", lists: lists).contains { $0.contains("more than") })
  }

  @Test func askingForWhatSpoils() {
    func yaml(_ within: String, _ topicNoneOf: String) -> String {
      """
      topics:
        - id: t
          none-of: [\(topicNoneOf)]
          rules:
            - rule: r
              any-of: [island]
              all-of: [[sea], [football, football pitch]]
              none-of: [\(topicNoneOf == "football" ? "rugby" : "football")]
              within: \(within)
      """
    }
    #expect(places(yaml("paragraph", "chess")) == ["7:25"])
    #expect(places(yaml("sentence", "football")) == ["7:25"])
    // The pitch may be in another sentence than the island.
    #expect(places(yaml("paragraph", "football")) == [])
  }

  /// As an article is judged: 0.7, 0.1 and 0.1 are a little less than 0.9 in binary.
  @Test func whatMainCanReachIsSummedAsForAnArticle() {
    func found(_ threshold: String) -> [String] {
      let yaml = """
        topics:
          - id: t
            main: {title: 0.7, lead: 0.1, share: 0.1, threshold: \(threshold)}
            rules: [{rule: r, any-of: [x]}]
        """
      return TopicsFile.check(yaml: yaml).map(\.message)
    }
    #expect(found("0.9") == [])
    #expect(found("0.91") == ["no article can be about `t`: `main` gives at most 0.9 of 0.91"])
  }

  @Test func thresholdsThatAllPlacesTogetherDoNotReach() {
    func found(_ threshold: Double, _ rules: String...) -> [String] {
      let topic = "topics:\n  - id: t\n    threshold: \(threshold)\n    title: 3\n    rules:\n"
      return TopicsFile.check(yaml: topic + rules.map { "      - \($0)\n" }.joined()).map(\.message)
    }
    func outOfReach(_ threshold: String, _ most: String) -> [String] {
      ["no article can reach the threshold \(threshold) of `t`: its rules give at most \(most)"]
    }
    // A rule gives as much as where it looks.
    let body = "{rule: r, any-of: [x], only-in: body}"
    #expect(found(32, body) == [])
    #expect(found(33, body) == outOfReach("33.0", "32.0"))
    #expect(found(96, "{rule: r, any-of: [x], only-in: [body, title]}") == [])
    // So many places add up, of all rules.
    let (light, heavy) = (
      "{rule: light, any-of: [y], only-in: body, weight: 0.1}",
      "{rule: heavy, any-of: [z], only-in: body, weight: 2, at-most: 5}"
    )
    #expect(found(34, body, heavy) == [])
    #expect(found(35, body, heavy) == outOfReach("35.0", "34.0"))
    #expect(found(3.2, light) == [])
    #expect(found(7.9, light, heavy) == [])
    #expect(found(8, light, heavy) == outOfReach("8.0", "7.9"))
  }

  @Test func bytesThatAreNoUTF8AreToldWithTheirPlace() throws {
    func mistake(_ bytes: [UInt8]) -> String? {
      #expect(throws: TopicsFileError.self) { try TopicsFile.text(of: bytes) }?.description
    }
    #expect(mistake([0xFF, 0xFE, 0x74, 0x00]) == "1:1: expected a topics file in UTF-8, got UTF-16; save it as UTF-8")
    let latin = Array("topics:\n  # Đà ".utf8) + [0xE0, 0x20]
    #expect(mistake(latin) == "2:8: expected a topics file in UTF-8, got other bytes; save it as UTF-8")
    #expect(try TopicsFile.text(of: Array("Đà Nẵng".utf8)) == "Đà Nẵng")
  }

  @Test func mainThatNothingReaches() {
    let yaml =
      "topics:\n  - id: t\n    main: {title: 1, lead: 0, share: 1, threshold: 3}\n    rules:\n      - rule: r\n        any-of: [x]"
    #expect(places(yaml) == ["2:5"])
  }

  @Test func examplesThatComeOutOtherwise() {
    let yaml = """
      topics:
        - id: t
          rules:
            - rule: r
              any-of: [island]
              all-of: [[fleet]]
          matches:
            - The island saw the fleet.
            - The island saw nothing.
          does not match:
            - A fleet off the island.
            - A fleet.
      """
    let mistakes = TopicsFile.check(yaml: yaml)
    #expect(mistakes.map { "\($0.line):\($0.column)" } == ["9:9", "11:9"])
    #expect(mistakes.first?.message.contains("finds nothing of fleet in the same sentence") == true)
    #expect(mistakes.last?.message.contains("`r: island`") == true)
  }

  @Test func aPhraseTwiceThroughAListIsNamedWhereItIsUsed() {
    let yaml = """
      lists:
        ships: [frigate]
      topics:
        - id: t
          rules:
            - rule: r
              any-of: [<ships>, FRIGATE]
      """
    #expect(places(yaml) == ["7:27"])
  }

  @Test func aFileWithSlipsStillLoads() throws {
    #expect(try TopicsFile(yaml: "lists: {idle: [x]}\ntopics: []").topics.isEmpty)
  }
}
