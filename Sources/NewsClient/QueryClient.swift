import NewsModels
import ZeroMQ

/// The client's side of a consumer's query socket.
public struct QueryClient: Sendable {
  public static let answerTimeout = Duration.seconds(30)
  /// How long one question waits for an article to be stored.
  private static let patience = Duration.seconds(2)

  let channel: RequestChannel

  /// Connects to a consumer.
  /// - Parameters:
  ///   - endpoint: as `ipc:///…/query` or `tcp://127.0.0.1:5603`.
  ///   - timeout: how long the connection may take.
  ///   - curve: as whom to connect; nil for a plain connection.
  public init(endpoint: String, timeout: Duration, curve: CurveRole? = nil) async throws(ClientError) {
    channel = try RequestChannel(service: "news-consumer", endpoint: endpoint, timeout: timeout, curve: curve)
  }

  /// Counts. `gaps.pending` is nil: only producers know.
  public func statistics(_ query: StatisticsQuery) async throws(ClientError) -> StatisticsAnswer {
    try await ask(StatisticsAnswer.self) { WireMessage(.stats, StatisticsRequest(request: $0, query: query)) }
  }

  /// The days, weeks or months of an answer for which anything was pushed: where it leaves copies out, one of nothing but copies too.
  public func daysWithInput(_ answer: StatisticsAnswer) async throws(ClientError) -> Set<CalendarDay> {
    guard answer.query.filter.collapse == true else { return answer.daysWithInput }
    var all = answer.query
    all.filter.collapse = nil
    // The answer's filter has the days that its period stands for, too, and a question must not name both.
    if all.filter.since != nil || all.filter.until != nil { all.filter.period = nil }
    return try await statistics(all).daysWithInput
  }

  public func articles(_ query: ArticlesQuery) async throws(ClientError) -> ArticleListing {
    try await ask(ArticleListing.self) { WireMessage(.articles, ArticlesRequest(request: $0, query: query)) }
  }

  /// Days on which a topic stood out from its past. `gaps.pending` is nil: only producers know.
  public func bursts(_ query: BurstsQuery) async throws(ClientError) -> BurstsAnswer {
    try await ask(BurstsAnswer.self) { WireMessage(.bursts, BurstsRequest(request: $0, query: query)) }
  }

  /// How the outlets stand, after the change where one is asked for.
  public func sources(_ query: SourcesQuery) async throws(ClientError) -> SourcesAnswer {
    try await ask(SourcesAnswer.self) { WireMessage(.sources, SourcesRequest(request: $0, query: query)) }
  }

  /// The stories with the most copies.
  public func stories(_ query: StoriesQuery) async throws(ClientError) -> StoryListing {
    try await ask(StoryListing.self) { WireMessage(.stories, StoriesRequest(request: $0, query: query)) }
  }

  /// What other rules say of a page of stored articles; counts them so where the request asks for it.
  /// - Parameter topicsFile: the other rules, in UTF-8, at most `ReclassifyRequest.fileBytes`; nil for those that the consumer has.
  public func reclassify(
    _ request: ReclassifyRequest, topicsFile: [UInt8]? = nil
  ) async throws(ClientError) -> ReclassifyAnswer {
    // A large topics file takes long to read.
    try await ask(ReclassifyAnswer.self, within: .seconds(120)) { number in
      var request = request
      request.request = number
      var message = WireMessage(.reclassify, request)
      let file = topicsFile ?? []
      message.payloads = stride(from: 0, to: file.count, by: ReclassifyRequest.pieceBytes).map { start in
        Array(file[start..<min(file.count, start + ReclassifyRequest.pieceBytes)])
      }
      return message
    }
  }

  /// Why an article counts; `id` may be its first 8 digits or more.
  public func explain(_ id: String) async throws(ClientError) -> ExplainAnswer {
    try await ask(ExplainAnswer.self) { WireMessage(.explain, ExplainRequest(request: $0, id: id)) }
  }

  public func status(within timeout: Duration = answerTimeout) async throws(ClientError) -> ConsumerStatus {
    try await ask(ConsumerStatus.self, within: timeout) { WireMessage(.status, PlainRequest(request: $0)) }
  }

  public func topics() async throws(ClientError) -> TopicsAnswer {
    try await ask(TopicsAnswer.self) { WireMessage(.topics, PlainRequest(request: $0)) }
  }

  /// Waits until all of `ids` can be queried; answers whether they could in time.
  public func waitUntilStored(_ ids: [ArticleID], atMost bound: Duration) async throws(ClientError) -> Bool {
    let deadline = ContinuousClock.now + bound
    var rest = ids[...]
    while let last = rest.last {
      // The last that was pushed is mostly stored last: it alone is waited for.
      let asked = ContinuousClock.now
      var found: Set<ArticleID> = []
      if try await !stored([last], wait: min(Self.patience, asked.duration(to: deadline))).isEmpty {
        let page = Array(rest.prefix(StoredIDs.maximum))
        found = Set(try await stored(page))
        // What is missing is waited for last, and the others need not be asked for again.
        rest = rest.dropFirst(page.count) + page.filter { !found.contains($0) }
      }
      if found.isEmpty {
        if ContinuousClock.now >= deadline { return false }
        // A consumer may answer at once that it has none, and what was there a moment ago may have been superseded.
        try? await Task.sleep(until: asked + .milliseconds(20))
      }
    }
    return true
  }

  /// Those of `ids`, at most `StoredIDs.maximum`, that can be queried.
  /// - Parameter wait: how long the consumer may wait until all are there.
  private func stored(_ ids: [ArticleID], wait: Duration = .zero) async throws(ClientError) -> [ArticleID] {
    let milliseconds = wait > .zero ? Int(wait / .milliseconds(1)) : nil
    return try await ask(StoredIDs.self) {
      WireMessage(.storedIDs, StoredIDs(request: $0, ids: ids, wait: milliseconds))
    }.ids
  }

  private func ask<Answer: Decodable>(
    _ type: Answer.Type, within timeout: Duration = answerTimeout, _ make: @Sendable (Int) -> WireMessage
  ) async throws(ClientError) -> Answer {
    let answer = try await channel.request(within: timeout, make)
    do {
      return try answer.decode(type)
    } catch {
      throw .notUnderstood(endpoint: channel.endpoint, reason: error.description)
    }
  }
}
