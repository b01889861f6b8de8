import Launching
import NewsClient
import NewsModels

/// Shows articles as they are stored, each once, and bursts as they come up.
///
/// The live feed only says when to ask: its cursor advances by answers of the query socket, which lists all that was stored behind it.
/// So nothing is missed that the feed lost, whether this process was stopped, or the consumer started anew.
struct ArticleFollower {
  /// How long nothing may be heard before it is asked all the same: the last event of all may be lost too.
  private static let longestSilence = Duration.seconds(5)
  private static let pauseAfterFailure = Duration.seconds(1)

  private let query: ArticlesQuery
  private let client: QueryClient
  private let feed: EventFeed
  private let report: FollowReport
  private var bursts = KnownBursts()
  /// The days of articles that were shown and whose bursts were not answered yet; of all pages, since after a pause there may be many.
  private var days: ClosedRange<CalendarDay>?

  init(_ query: ArticlesQuery, client: QueryClient, feed: EventFeed, style: OutputStyle) {
    self.query = query
    self.client = client
    self.feed = feed
    report = FollowReport(style)
  }

  /// Runs until the process is ended, or is told something that asking again does not mend.
  mutating func run() async throws(CommandFailure) {
    let client = client
    let query = query
    try await passOverEarlierBursts()
    let first = try await reachable { () async throws(ClientError) in try await client.articles(query) }
    first.unknown?.tell()
    for item in first.articles.reversed() { report.print(item) }
    var sequence = first.lastSequence ?? 0
    var trouble: ClientError?
    while true {
      do throws(ClientError) {
        try await takeNews(behind: &sequence)
        if trouble != nil { ConsoleOutput.printError("newsctl: news-consumer answers again") }
        trouble = nil
        _ = await feed.wait(behind: sequence, atMost: Self.longestSilence)
      } catch {
        guard error.mayPass else { throw CommandFailure(error.exitStatus, error.description) }
        if trouble == nil { ConsoleOutput.printError("newsctl: \(error.description). Waiting for it") }
        trouble = error
        _ = await feed.wait(behind: .max, atMost: Self.pauseAfterFailure)
      }
    }
  }

  /// Days that stood out before are no news, and come up no more when another of their articles does.
  private mutating func passOverEarlierBursts() async throws(CommandFailure) {
    guard query.filter.undated != true, query.filter.topical != false else { return }
    let (client, query) = (client, BurstsQuery(filter: query.filter, limit: BurstsQuery.maximumLimit))
    let answer = try await reachable { () async throws(ClientError) in try await client.bursts(query) }
    _ = bursts.news(in: answer.bursts)
  }

  /// Prints all that was stored behind `sequence`, and moves it.
  private mutating func takeNews(behind sequence: inout Int64) async throws(ClientError) {
    var hasMore = true
    while hasMore {
      let page = try await client.articles(
        ArticlesQuery(filter: query.filter, limit: ArticlesQuery.maximumLimit, storedAfter: sequence))
      for item in page.articles { report.print(item) }
      if let more = KnownBursts.range(of: page.articles) {
        days =
          min(
            days?.lowerBound ?? more.lowerBound, more.lowerBound)...max(
            days?.upperBound ?? more.upperBound, more.upperBound)
      }
      let last = page.lastSequence ?? sequence
      hasMore = page.next != nil
      if last < sequence {
        ConsoleOutput.printError("newsctl: the consumer's store was replaced; it is listed from its beginning")
        hasMore = true
        sequence = 0
      } else {
        sequence = last
      }
    }
    if let range = days {
      var filter = query.filter
      (filter.period, filter.since, filter.until) = (nil, range.lowerBound, range.upperBound)
      guard filter.undated != true else { return }
      let answer = try await client.bursts(BurstsQuery(filter: filter, limit: BurstsQuery.maximumLimit))
      days = nil
      for burst in bursts.news(in: answer.bursts) { report.print(burst) }
    }
  }
}

/// The bursts that were shown.
struct KnownBursts {
  private struct Key: Hashable {
    var day: CalendarDay
    var topic: TopicID
  }

  private var known: Set<Key> = []

  /// The days on which articles may have made a burst; nil where none is dated.
  static func range(of articles: [ArticleListing.Item]) -> ClosedRange<CalendarDay>? {
    let days = articles.filter { !$0.topics.isEmpty }.compactMap(\.day)
    guard let first = days.min(), let last = days.max() else { return nil }
    return first...last
  }

  /// Those that were not shown yet, oldest first.
  mutating func news(in bursts: [Burst]) -> [Burst] {
    bursts.reversed().filter { known.insert(Key(day: $0.day, topic: $0.topic)).inserted }
  }
}

extension ClientError {
  /// Whether the same question may be answered later.
  fileprivate var mayPass: Bool {
    switch self {
    case .unreachable, .silent, .noAnswer, .connectionLost, .handshakeFailed, .unable: true
    case .badEndpoint, .busy, .refused, .notUnderstood: false
    }
  }
}
