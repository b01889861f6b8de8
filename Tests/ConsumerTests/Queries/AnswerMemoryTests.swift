import NewsModels
import Testing

@testable import Consumer

@Suite struct AnswerMemoryTests {
  private func answer(_ query: StatisticsQuery, articles: Int, rows: Int = 1) throws -> WrittenStatistics {
    let topic = try #require(TopicID("gaza"))
    let row = StatisticsAnswer.Row(
      day: nil, source: "A", language: nil, topic: topic, articles: 0, main: 0, mention: 0, total: 1)
    return WrittenStatistics(
      StatisticsAnswer(
        query: query, asOf: 0, timeZone: "Asia/Ho_Chi_Minh", topicsVersions: ["v1"], articles: articles,
        articlesWithTopic: 0, topics: [], rows: Array(repeating: row, count: rows),
        gaps: StatisticsAnswer.Gaps(pending: nil, quarantined: 0, undated: 0)))
  }

  private let bySource = StatisticsQuery(by: [.source])
  private let byDay = StatisticsQuery(by: [.day])

  @Test func answerIsGivenAgainUntilSomethingIsCommitted() throws {
    let memory = AnswerMemory()
    #expect(memory.answer(to: bySource, revision: 0) == nil)
    memory.keep(try answer(bySource, articles: 1), to: bySource, revision: 7)
    let known = try #require(memory.answer(to: bySource, revision: 7))
    #expect(known.head.articles == 1 && known.wireJSON(request: 3).contains(UInt8(ascii: "3")))
    #expect(memory.answer(to: byDay, revision: 7) == nil)
    #expect(memory.answer(to: bySource, revision: 8) == nil)
  }

  @Test func answerReadBeforeACommitIsNotKeptAfterIt() throws {
    let memory = AnswerMemory()
    memory.keep(try answer(bySource, articles: 2), to: bySource, revision: 8)
    memory.keep(try answer(byDay, articles: 1), to: byDay, revision: 7)
    #expect(memory.answer(to: byDay, revision: 7) == nil && memory.answer(to: byDay, revision: 8) == nil)
    #expect(memory.answer(to: bySource, revision: 8)?.head.articles == 2)
  }

  @Test func oldestAnswersGoWhereTheyAreTooMany() throws {
    let memory = AnswerMemory(limit: 8_000)
    let queries = (0..<5).map { StatisticsQuery(filter: ArticleFilter(source: "source \($0)")) }
    for query in queries { memory.keep(try answer(query, articles: 1), to: query, revision: 1) }
    #expect(memory.answer(to: queries[0], revision: 1) == nil)
    #expect(memory.answer(to: queries[4], revision: 1) != nil)
    memory.keep(try answer(bySource, articles: 1, rows: 1_000), to: bySource, revision: 1)
    #expect(memory.answer(to: bySource, revision: 1) == nil)
    #expect(memory.answer(to: queries[4], revision: 1) != nil)
  }
}
