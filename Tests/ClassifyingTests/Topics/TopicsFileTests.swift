import Testing

@testable import Classifying

@Suite("Reading topics files")
struct TopicsFileTests {
  func mistakes(_ yaml: String) -> [String] {
    do {
      _ = try TopicsFile(yaml: yaml)
      return []
    } catch {
      return error.mistakes.map(\.description)
    }
  }

  @Test func everyMistakeAtOnceWithItsPlace() {
    let found = mistakes(
      """
      topics:
        - id: Bad Name
          rules: []
        - id: good
          colour: red
          rules:
            - rule: one
              any-of: [x]
              weight: heavy
            - rule: two
      """)
    #expect(
      found.map { $0.split(separator: ":").prefix(2).joined(separator: ":") } == ["2:9", "5:5", "9:17", "10:9"])
  }

  @Test func brokenYAMLNamesItsPlace() {
    #expect(mistakes("topics:\n  - id: [x\n").first?.hasPrefix("3:1: not YAML") == true)
    #expect(mistakes("").count == 1)
    #expect(mistakes("topics: 5").first?.hasPrefix("1:9") == true)
  }

  @Test func aKeyThatStandsTwiceIsAMistake() {
    #expect(mistakes("topics: []\ntopics: []").count == 1)
  }

  @Test func unknownListIsAMistake() {
    let found = mistakes("topics:\n  - id: t\n    rules:\n      - rule: r\n        any-of: <ships>")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("5:17") == true)
  }

  @Test func listsAreSharedByName() throws {
    let file = try TopicsFile(
      yaml: """
        lists:
          ships: {any: [frigate], vi: [tàu chiến]}
        topics:
          - id: t
            rules:
              - rule: r
                any-of: [navy, <ships>]
        """)
    #expect(file.definitions[0].rules[0].anyOf.entries.map(\.phrase.text) == ["navy", "frigate", "tàu chiến"])
    #expect(file.definitions[0].rules[0].anyOf.entries.map(\.language) == [nil, nil, "vi"])
  }

  @Test func versionIsTheHashOfTheBytes() throws {
    let one = try TopicsFile(yaml: "topics: []")
    let other = try TopicsFile(yaml: "topics: [] ")
    #expect(one.version != other.version)
    #expect(one.version.count == 12)
    #expect(one.source == "topics: []")
  }
}
