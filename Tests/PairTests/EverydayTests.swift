import Foundation
import NewsClient
import NewsModels
import Testing

/// The way of one article, as a person goes it.
@Suite struct EverydayTests {
  @Test func aSampleIsPushedCountedAndKnownWhenItComesAgain() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let sample = PairFixture.sample("tokyo-meeting.txt")

    let first = try await pair.newsctl("push", "--wait", sample)
    #expect(first.text == "1 document: 1 article accepted\n")
    #expect(first.status == 0)

    try await pair.settle()
    let stats = try await pair.newsctl("stats")
    #expect(
      stats.text == """
        topic           articles   main   mention   share
        North Korea            1      1         0    100%
        Gaza                   1      0         1    100%
        Taiwan Strait          1      0         1    100%
        1 of 1 articles treats a topic · 0 pending · 0 quarantined · 0 undated · days cut in Asia/Ho_Chi_Minh

        """)

    let second = try await pair.newsctl("push", sample)
    #expect(second.text == "1 document: already known (duplicate)\n")
    #expect(second.status == 0)
    #expect(try await pair.newsctl("stats").text == stats.text)

    let status = try await pair.newsctl("status", "--format", "json")
    let report = try status.json()
    #expect(report["balanced"] as? Bool == true)
    #expect(report["healthy"] as? Bool == true)
    #expect(status.status == 0)
    let rows = try await pair.newsctl("status", "--format", "csv")
    #expect(rows.text.hasSuffix("\n,,balanced,true\n,,healthy,true\n"), "\(rows.text)")

    await consumer.terminate()
    // What cannot be told is an empty cell.
    let alone = try await pair.newsctl("status", "--format", "csv")
    #expect(alone.text.hasSuffix("\n,,balanced,\n,,healthy,false\n"), "\(alone.text)")
    await producer.terminate()
  }

  /// They count for no day, and are told of before anybody misses them there.
  @Test func articlesWithoutADateAreTold() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let dated = try pair.file(
      "dated.jsonl",
      #"{"title": "Một", "published": "2024-02-24", "text": "Đoàn thăm Bình Nhưỡng."}"# + "\n"
        + #"{"title": "Hai", "text": "Đoàn thăm Đài Bắc."}"# + "\n" + #"{"title": "Ba", "text": "Đoàn thăm Gaza."}"#)
    let pushed = try await pair.newsctl("push", dated)
    #expect(pushed.text == "3 documents: 3 articles accepted (2 without a date)\n")
    // Only what was accepted now is told of.
    let again = try await pair.newsctl("push", "--format", "json", dated, "--source", "Báo A")
    #expect(again.text.contains("\"undated\":0"))
    #expect(again.errors.contains("keeps its source; push it with --again"))
    await producer.terminate()
  }

  /// Whoever named a wrong source names the right one, and nothing is left of the wrong one, with any group, delivered or waiting.
  @Test func whatIsPushedAgainUnderAnotherSourceTakesItsPlace() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    for number in 0..<3 { _ = try pair.file("pushed/\(number).txt", WrittenArticles.document(number).bytes) }
    let folder = pair.folder.appendingPathComponent("pushed").path
    #expect(try await pair.newsctl("push", "--wait", "--source", "Báo Sai", folder).status == 0)
    await consumer.terminate()
    // The wrong one and the right one of the last file wait side by side.
    let last = try pair.file("pushed/last.txt", WrittenArticles.document(3).bytes)
    #expect(try await pair.newsctl("push", "--source", "Báo Sai", last).status == 0)
    let again = try await pair.newsctl("push", "--again", "--source", "Báo Đúng", "--format", "json", folder)
    let report = try again.json()
    #expect(report["accepted"] as? Int == 4)

    let restarted = try await pair.startConsumer()
    #expect(try await pair.newsctl("push", "--wait=60s", folder).status == 0)
    try await pair.settle()
    let listing = try await pair.queryClient().articles(ArticlesQuery(limit: 100))
    #expect(listing.articles.map(\.source) == Array(repeating: "Báo Đúng", count: 4))
    let stored = try await pair.storedIDs()
    #expect(Set(stored) == Set(listing.articles.map(\.id)))
    let wrong = try await pair.queryClient().statistics(StatisticsQuery(filter: ArticleFilter(source: "Báo Sai")))
    #expect(wrong.articles == 0)
    #expect(try await pair.newsctl("verify").status == 0)
    let status = try await pair.newsctl("status", "--format", "json")
    let account = try status.json()
    #expect(account["balanced"] as? Bool == true)
    await restarted.terminate()
    await producer.terminate()
  }

  @Test func withoutAConsumerNothingIsRefusedAndItCatchesUpWhenItComes() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let documents = (0..<500).map { WrittenArticles.document($0) }
    let answers = try await pair.intakeClient().push(documents, busyTimeout: .seconds(10))
    let accepted = answers.flatMap(\.accepted)
    #expect(Set(accepted).count == 500)
    // What is pending is told, and outlives the producer.
    #expect(try await pair.intakeClient().status().ledger.groups.map(\.pending) == [500])
    await producer.terminate()
    #expect(producer.log.contains("500 for default"), "what is left is told at the end")

    let restarted = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    #expect(try await pair.queryClient().waitUntilStored(accepted, atMost: PairFixture.patience))
    #expect(
      try await pair.storedIDs().sorted { $0.description < $1.description }
        == accepted.sorted { $0.description < $1.description })
    await consumer.terminate()
    await restarted.terminate()
  }

  @Test func samplesAreCountedAsTheirWriterMeantThem() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let folder = PairFixture.repository.appendingPathComponent("deploy/samples").path
    let push = try await pair.newsctl("push", "--wait", "--format", "json", folder)
    #expect(push.status == 0, "\(push.errors)")

    let client = try await pair.queryClient()
    let listing = try await client.articles(ArticlesQuery(limit: 100))
    let levels = Dictionary(
      listing.articles.map { item in
        (item.title, Set(item.topics.map { "\($0.topic):\($0.level.rawValue)" }))
      }, uniquingKeysWith: { first, _ in first })
    let expected: [String: Set<String>] = [
      "Ba nước họp tại Tokyo bàn cách đối phó với chương trình tên lửa của Triều Tiên": [
        "north-korea:main", "gaza:mention", "taiwan-strait:mention",
      ],
      "Triều Tiên thông báo thử động cơ nhiên liệu rắn cho tên lửa tầm trung": ["north-korea:main"],
      "Xe cứu trợ vào bắc Gaza lần đầu tiên sau ba tuần": ["gaza:main"],
      "Mediators say gap is narrowing in Gaza ceasefire talks": ["gaza:main"],
      "Đài Loan theo dõi ba mươi máy bay quân sự Trung Quốc gần đường trung tuyến": ["taiwan-strait:main"],
      "Frigate sails through Taiwan Strait as Beijing protests": ["taiwan-strait:main"],
      "Security forum opens with warnings from three fronts": [
        "north-korea:main", "gaza:main", "taiwan-strait:main",
      ],
      "Hàn Quốc nói Triều Tiên khôi phục trạm gác ở giới tuyến": ["north-korea:main"],
      "Liên hợp quốc cảnh báo nạn đói ở Gaza": ["gaza:main"],
      "Cup final goes to penalties": [],
      "Hãng chip Đài Loan mở rộng nhà máy, tuyển thêm hai nghìn kỹ sư": [],
      "Không khí lạnh tràn xuống bán đảo Triều Tiên, Seoul rét đậm": [],
      "New city library opens its doors after four years of building": [],
      "Đồng Tháp được mùa lúa đông xuân, thương lái đặt mua tại ruộng": [],
    ]
    #expect(levels == expected)
    await consumer.terminate()
    await producer.terminate()
  }

  /// Programs that take rows apart meet the same keys in all of them, whatever is not known.
  @Test func whatIsNotKnownOfAnArticleIsNull() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let record = #"{"title": "Đoàn xe vào Gaza", "text": "Đoàn xe viện trợ vào Dải Gaza hôm nay."}"#
    #expect(try await pair.newsctl("push", "--wait=60s", try pair.file("bare.json", record)).status == 0)
    let listing = try await pair.newsctl("articles", "--undated", "--format", "json").json()
    let item = try #require((listing["articles"] as? [[String: Any]])?.first)
    let unknown = ["published", "source", "credit", "url"]
    for key in unknown + ["day"] { #expect(item[key] is NSNull, "\(key)") }
    let id = try #require(item["id"] as? String)
    let explained = try await pair.newsctl("explain", id, "--format", "json").json()
    let article = try #require(explained["article"] as? [String: Any])
    for key in unknown { #expect(article[key] is NSNull, "\(key)") }
    let sums = try #require(explained["arithmetic"] as? [[String: Any]])
    #expect(!sums.isEmpty && sums.allSatisfy { ($0["main"] as? [String: Any])?["is_roundup"] as? Bool == false })
    await producer.terminate()
    await consumer.terminate()
  }
}
