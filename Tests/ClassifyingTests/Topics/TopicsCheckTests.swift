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
