import Foundation
import NewsClient
import NewsModels
import Testing

extension MatrixRun {
  /// Makes tries as the budget says, each of which ends with everything accepted being stored, and publishes the row.
  ///
  /// - Parameter again: tries after which a new pair begins, so that a long run does not slow down.
  static func row(
    _ fault: String, tries standard: Int, again: Int = 200,
    prepare: @Sendable (MatrixRun) async throws -> Void = { try await $0.startBoth() },
    attempt: @Sendable (MatrixRun) async throws -> Void
  ) async throws {
    let budget = MatrixBudget(standard: standard)
    var row = MatrixRow(fault: fault, tries: 0, acknowledged: 0, lostSilently: 0, lostNamed: 0, countedTwice: 0)
    while budget.goesOn(after: row.tries) {
      let run = try MatrixRun()
      do {
        try await prepare(run)
        repeat {
          try await attempt(run)
          row.tries += 1
          #expect(try await run.settle(), "\(fault), try \(row.tries): \(run.comment)")
        } while budget.goesOn(after: row.tries) && row.tries % again != 0
        try await run.check(&row)
      } catch {
        Issue.record("\(fault), try \(row.tries + 1): \(error); \(run.comment)\n\(await run.stateOfServices())")
        return
      }
      await run.end()
    }
    row.publish()
  }

  /// Compares the set of ids that were answered as accepted with the set of stored ones, without pushing again, and the counts with
  /// the listings; then pushes everything again, which may add only what was never answered; then lets both recount their figures.
  func check(_ row: inout MatrixRow) async throws {
    let comment: Comment = "\(row.fault): \(self.comment)"
    // First, since what was committed and not answered may still be under way.
    try await expectBalance(comment)
    let stored = try await pair.storedIDs()
    let silent = Set(accepted).subtracting(stored)
    #expect(silent == [], comment)
    #expect(!accepted.isEmpty, comment)
    row.acknowledged += Set(accepted).count
    row.lostSilently += silent.count
    row.countedTwice += try await countedTwice(stored, comment)
    try await expectOnceWhenPushedAgain(comment)
    let verification = try await pair.newsctl("verify")
    #expect(verification.status == 0, "\(verification.text)\(verification.errors)")
  }

  /// Articles that are listed, or counted for all or for a topic, more often than once.
  func countedTwice(_ stored: [ArticleID], _ comment: Comment) async throws -> Int {
    let query = try await pair.queryClient()
    let answer = try await query.statistics(StatisticsQuery())
    #expect(stored.count == Set(stored).count, comment)
    #expect(answer.articles == stored.count, comment)
    var twice = stored.count - Set(stored).count + max(0, answer.articles - stored.count)
    for total in answer.topics {
      let listed = try await listed(topic: total.topic, query)
      #expect(listed.count == total.articles, comment)
      #expect(listed.count == Set(listed).count, comment)
      twice += max(0, total.articles - Set(listed).count)
    }
    return twice
  }

  private func listed(topic: TopicID, _ query: QueryClient) async throws -> [ArticleID] {
    var ids: [ArticleID] = []
    var after: String?
    repeat {
      let page = try await query.articles(
        ArticlesQuery(filter: ArticleFilter(topic: topic), limit: ArticlesQuery.maximumLimit, after: after))
      ids += page.articles.map(\.id)
      after = page.next
    } while after != nil
    return ids
  }

  /// Both accounts agree once the last acknowledgements are recorded.
  private func expectBalance(_ comment: Comment) async throws {
    let (intake, query) = (try await pair.intakeClient(), try await pair.queryClient())
    let deadline = ContinuousClock.now + PairFixture.patience
    var balance: Bool?
    repeat {
      let producer = try await intake.status().ledger
      let consumer = try await query.status().ledger
      balance = LedgerBalance.compare(producer, consumer, group: .default)
      if producer.groups.contains(where: { $0.pending > 0 }) { balance = nil }
    } while balance == nil && .now < deadline
    #expect(balance == true, comment)
  }

  private func expectOnceWhenPushedAgain(_ comment: Comment) async throws {
    let intake = try await pair.intakeClient()
    var all: Set<ArticleID> = []
    var acceptedAgain: Set<ArticleID> = []
    for start in stride(from: 0, to: pushed.count, by: 250) {
      let batch = Array(pushed[start..<min(start + 250, pushed.count)])
      for answer in try await intake.push(batch, busyTimeout: .seconds(30)) {
        all.formUnion(answer.accepted + answer.duplicates)
        acceptedAgain.formUnion(answer.accepted)
      }
    }
    #expect(all.count == pushed.count, comment)
    #expect(acceptedAgain.intersection(accepted) == [], comment)
    #expect(try await pair.queryClient().waitUntilStored(Array(all), atMost: PairFixture.patience), comment)
    let stored = try await pair.storedIDs()
    #expect(Set(stored) == all, comment)
    #expect(stored.count == all.count, comment)
  }
}
