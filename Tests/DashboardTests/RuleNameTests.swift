#if Dashboard
import Foundation
import NewsModels
import Testing

@testable import Rendering

/// Why an article counts, and why it nearly did, as a Vietnamese reader is told.
@Suite struct RuleNameTests {
  @Test func everyRuleAndListThatComeWithTheProgramHaveNames() throws {
    let file = URL(filePath: #filePath).appending(path: "../../../Sources/Classifying/topics.yaml").standardizedFileURL
    let topics = try String(contentsOf: file, encoding: .utf8)
    #expect(Set(topics.matches(of: /- rule: (.+)/).map { String($0.1) }) == Set(RuleName.vietnamese.keys))
    let lists = try #require(topics.firstMatch(of: /(?s)\nlists:\n(.+?)\ntopics:\n/)).1.matches(of: /(?m)^  ([a-z-]+):/)
    #expect(Set(lists.map { String($0.1) }) == Set(RuleName.vietnameseLists.keys))
  }

  @Test func whatIsMissingIsAListByItsNameOrItsFirstPhrases() {
    #expect(RuleName.among("<mine>") == "trong danh sách “mine”")
    #expect(RuleName.among("tập trận, tàu*, …") == "trong số tập trận, tàu*, …")
  }

  @Test func evidenceNamesRuleAndPhrase() {
    let text = "the hostages: con tin: *Gaza*"
    #expect(RuleName.ofEvidence(text, in: .vietnamese) == "con tin: con tin: *Gaza*")
    #expect(RuleName.ofEvidence(text, in: .english) == text)
    for own in ["my rule: Gaza", "my rule", ""] { #expect(RuleName.ofEvidence(own, in: .vietnamese) == own) }
  }

  @Test func causesOfANearMissAreToldInThePagesLanguage() throws {
    let causes: [NearMiss.Cause] = [
      .below(1, score: 0.7), .excluded(phrase: "Sóc Triều Tiên"),
      .lacks(rule: "its hackers", phrases: "<force>", within: .words(12)),
      .spoiled(rule: "mine", phrase: "=IS", within: .paragraph), .others(count: 2),
    ]
    let miss = NearMiss(topic: try #require(TopicID("gaza")), score: 0.7, causes: causes, evidence: [])
    let told = try JSONDecoder().decode(NearMiss.self, from: JSONEncoder().encode(miss))
    #expect(told == miss)
    let english = NearMissText(text: FigureText(language: .english)).reason(of: told)
    #expect(
      english == """
        0.3 below the threshold of 1; excluded by "Sóc Triều Tiên"; \
        the rule "its hackers" finds nothing of <force> within 12 words; \
        the rule "mine" is spoiled by "=IS" in the same paragraph; and 2 more
        """)
    let vietnamese = NearMissText(text: FigureText(language: .vietnamese))
    #expect(
      vietnamese.reason(of: told) == """
        còn thiếu 0,3 so với ngưỡng 1; bị loại vì nằm trong “Sóc Triều Tiên”; \
        quy tắc “tin tặc” không thấy cụm nào trong danh sách “lực lượng vũ trang” trong phạm vi 12 từ; \
        quy tắc “mine” không tính vì có “=IS” trong cùng đoạn; và 2 lý do khác
        """)
    // A consumer of before tells them in one piece.
    var older = told
    older.causes = nil
    #expect(vietnamese.reason(of: older) == english)
    // One of later may know causes that are not known here.
    let coded = String(decoding: try JSONEncoder().encode(miss), as: UTF8.self)
    let later = coded.replacing(#""others":"#, with: #""beside":"#)
    #expect(later != coded)
    #expect(try JSONDecoder().decode(NearMiss.self, from: Data(later.utf8)) == older)
  }

  @Test(arguments: [Reach.sentence, .paragraph, .text, .words(0), .words(200)])
  func reachesAreWrittenAsInATopicsFile(_ reach: Reach) throws {
    let coded = try JSONEncoder().encode([reach])
    #expect(try JSONDecoder().decode([Reach].self, from: coded) == [reach])
    let text = try #require(try JSONDecoder().decode([String].self, from: coded).first)
    #expect(Reach(notation: text) == reach)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Reach].self, from: Data(#"["201 words"]"#.utf8)) }
  }
}

#endif
