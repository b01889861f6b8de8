import Foundation
import NewsModels
import Testing

/// What programs read: the keys of answers, and that nothing is lost on the way.
@Suite struct StatisticsCodingTests {
  private func answer() throws -> StatisticsAnswer {
    let (gaza, korea) = (try #require(TopicID("gaza")), try #require(TopicID("north-korea")))
    let day = try #require(CalendarDay("2024-03-01"))
    let before = StatisticsAnswer.Previous(articles: 4, main: 1, mention: 3, total: 8)
    let nothing = StatisticsAnswer.Previous(articles: 0, main: 0, mention: 0, total: 0)
    return StatisticsAnswer(
      query: StatisticsQuery(filter: ArticleFilter(period: .lastMonth, since: day), by: [.source], compare: .previous),
      asOf: 1_709_251_200, timeZone: "Asia/Ho_Chi_Minh", topicsVersions: ["v1"], articles: 10, articlesWithTopic: 6,
      topics: [
        .init(topic: gaza, name: "Gaza", articles: 6, main: 2, mention: 4, previous: before),
        .init(topic: korea, name: "North Korea", articles: 1, main: 1, mention: 0, previous: nothing),
      ],
      rows: [
        .init(
          day: nil, source: "A", language: nil, topic: gaza, articles: 6, main: 2, mention: 4, total: 10,
          lastReceived: 1_709_251_200, previous: before)
      ],
      together: [.init(topics: [gaza, korea], articles: 1)],
      compared: .init(since: day, until: day, articles: 8, articlesWithTopic: 4, daysWithoutInput: 1),
      gaps: .init(pending: 1, quarantined: 2, undated: 3, dropped: 4, lost: 6, daysWithoutInput: 5))
  }

  private func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test func anAnswerComesBackWhole() throws {
    let answer = try answer()
    let decoded = try JSONDecoder().decode(StatisticsAnswer.self, from: Data(WireJSON.encode(answer)))
    #expect(decoded == answer)
  }

  /// Left out where there is nothing to tell: programs that know nothing of it see what they always saw.
  @Test func namesThatNothingHasAreAKeyOnlyWhereThereAreSome() throws {
    var answer = try answer()
    #expect(try object(WireJSON.encode(answer))["unknown"] == nil)
    answer.unknown = UnknownNames(source: "nosuch", language: nil)
    #expect(
      try object(WireJSON.encode(answer))["unknown"] as? [String: String] == ["source": "nosuch"])
    #expect(try object(answer.wireJSON())["unknown"] as? [String: String] == ["source": "nosuch"])
    #expect(
      try JSONDecoder().decode(StatisticsAnswer.self, from: Data(answer.wireJSON())) == answer)
    #expect(UnknownNames(source: nil, language: nil) == nil)
  }

  /// Rows are written by hand: nobody may see it.
  @Test func manyRowsAreWrittenAsTheEncoderWritesThem() throws {
    let sources = ["A", "Tuổi Trẻ", "\"rows\":[]", "a/b\\c", "line\nend\u{1}", "", nil]
    let keys: [[StatisticsQuery.Key]] = [
      [], [.day], [.week, .source], [.month, .language], [.source], [.source, .language, .topic], [.topic],
    ]
    let days = [CalendarDay("2024-03-01"), CalendarDay("0001-01-01"), nil]
    for by in keys {
      var answer = try answer()
      answer.query.by = by
      answer.rows = []
      for (number, source) in sources.enumerated() {
        let previous = StatisticsAnswer.Previous(articles: number % 3, main: 1, mention: number, total: 3 * number)
        answer.rows.append(
          .init(
            day: days[number % 3], source: source, language: number % 2 == 0 ? "vi" : nil,
            topic: answer.topics[0].topic,
            articles: number * 7, main: number, mention: number * 6, total: number * 13,
            lastReceived: number % 2 == 0 ? 1_709_251_200 : nil, previous: number % 2 == 0 ? previous : nil))
      }
      #expect(
        String(decoding: answer.wireJSON(), as: UTF8.self) == String(decoding: WireJSON.encode(answer), as: UTF8.self))
    }
    let numbered = try object(try answer().wireJSON(request: 7))
    #expect(numbered["request"] as? Int == 7 && (numbered["rows"] as? [Any])?.count == 1)
  }

  @Test func sharesAndCountsAreWrittenAsTheEncoderWritesThem() throws {
    var answer = try answer()
    let row = answer.rows[0]
    answer.rows = (0...10_000).map { part in
      var row = row
      (row.articles, row.total, row.main) = (part, 10_000, part * 7_919)
      row.previous = .init(articles: 10_000 - part, main: -part, mention: 0, total: 3_333)
      return row
    }
    #expect(answer.wireJSON() == WireJSON.encode(answer))
  }

  /// More names than are remembered, and in another order the second time.
  @Test func manyNamesAreWrittenAsTheEncoderWritesThem() throws {
    var answer = try answer()
    let row = answer.rows[0]
    answer.rows = ((0..<5_000).map { $0 } + (0..<5_000).reversed()).map { number in
      var row = row
      row.source = "outlet-\(number)"
      return row
    }
    #expect(answer.wireJSON() == WireJSON.encode(answer))
  }

  @Test func comparisonsStandBesideTheFiguresTheyAreOf() throws {
    let coded = try object(WireJSON.encode(try answer()))
    let topics = try #require(coded["topics"] as? [[String: Any]])
    #expect(topics[0]["difference"] as? Int == 2 && topics[0]["ratio"] as? Double == 1.5)
    #expect((topics[0]["previous"] as? [String: Any])?["share"] as? Double == 0.5)
    #expect(topics[1]["difference"] as? Int == 1 && topics[1]["ratio"] is NSNull)
    let row = try #require((coded["rows"] as? [[String: Any]])?.first)
    #expect(row["difference"] as? Int == 2 && row["last_received"] as? String == "2024-03-01T00:00:00Z")
    #expect((coded["compared"] as? [String: Any])?["since"] as? String == "2024-03-01")
    #expect((coded["compared"] as? [String: Any])?["days_without_input"] as? Int == 1)
    #expect((coded["gaps"] as? [String: Any])?["days_without_input"] as? Int == 5)
    #expect((coded["gaps"] as? [String: Any])?["lost"] as? Int == 6)
    let together = try #require((coded["together"] as? [[String: Any]])?.first)
    #expect(together["topics"] as? [String] == ["gaza", "north-korea"] && together["articles"] as? Int == 1)
  }

  @Test func whateverWasComparedCanBeWritten() throws {
    var answer = try answer()
    (answer.topics[0].articles, answer.rows[0].articles) = (.max, .max)
    answer.topics[0].previous?.articles = -2
    answer.rows[0].previous?.articles = -2
    #expect(answer.wireJSON() == WireJSON.encode(answer))
  }

  @Test func anAnswerWithoutAComparisonHasNoKeysOfOne() throws {
    var answer = try answer()
    answer.compared = nil
    answer.query.compare = nil
    for index in answer.topics.indices { answer.topics[index].previous = nil }
    let coded = try object(WireJSON.encode(answer))
    #expect(coded["compared"] == nil)
    let topics = try #require(coded["topics"] as? [[String: Any]])
    #expect(
      topics.allSatisfy { Set($0.keys) == ["topic", "name", "articles", "main", "mention", "share"] })
  }

  @Test func whatIsLeftOutOfAQuestionHasItsDefault() throws {
    let empty = Data("{}".utf8)
    #expect(try JSONDecoder().decode(StatisticsQuery.self, from: empty) == StatisticsQuery())
    #expect(try JSONDecoder().decode(BurstsQuery.self, from: empty) == BurstsQuery())
    #expect(try JSONDecoder().decode(SourcesQuery.self, from: empty) == SourcesQuery())
    #expect(try JSONDecoder().decode(ArticlesQuery.self, from: Data(#"{"stored_after": 7}"#.utf8)).storedAfter == 7)
  }
}
