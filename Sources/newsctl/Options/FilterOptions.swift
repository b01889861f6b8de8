import ArgumentParser
import Launching
import NewsClient
import NewsModels

/// Which articles a question is about: the same for `stats` and `articles`.
struct FilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only articles that treat this topic.", valueName: "id"))
  var topic: String?

  @Option(
    name: .customLong("with"), help: ArgumentHelp("Of these, only articles that treat this topic too.", valueName: "id")
  )
  var withTopic: String?

  @Option(help: "Of these, only articles that treat the topic of --with at this level: main or mention.")
  var withLevel: LevelArgument?

  @Option(
    help: ArgumentHelp(
      "A range of days by its name, as of today in the store's time zone: \(ReportingPeriod.names).", valueName: "name")
  )
  var period: String?

  @Option(help: ArgumentHelp("First day, inclusive: yyyy-mm-dd.", valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("Last day, inclusive: yyyy-mm-dd.", valueName: "date"))
  var until: String?

  @Option(help: ArgumentHelp("Only this outlet, in any of its spellings.", valueName: "name"))
  var source: String?

  @Option(help: ArgumentHelp("Only this language, as a code: vi, en.", valueName: "code"))
  var language: String?

  @Flag(help: "Only articles without a believable publication day.")
  var undated = false

  @Flag(help: "Each story once, at its first stored article: copies and near copies of a text are left out.")
  var collapse = false

  func filter(level: TopicLevel? = nil) throws(CommandFailure) -> ArticleFilter {
    let code = language?.lowercased()
    // Nothing stands for an unknown language.
    if let code, !code.isEmpty, code.utf8.count != 2 || !code.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
      throw CommandFailure(.usage, "--language: expected a code of two letters (vi, en, zh), got '\(code.printable)'")
    }
    var filter = ArticleFilter(
      level: level, source: source, language: code, undated: undated ? true : nil,
      collapse: collapse ? true : nil)
    if let topic {
      guard let id = TopicID(topic) else { throw Self.unknownTopic(topic) }
      filter.topic = id
    }
    if let withTopic {
      guard let id = TopicID(withTopic) else { throw Self.unknownTopic(withTopic) }
      guard let topic = filter.topic, topic != id else {
        throw CommandFailure(.usage, "--with names a second topic: name another one with --topic")
      }
      filter.with = id
    }
    filter.withLevel = withLevel?.level
    if withLevel != nil, withTopic == nil { throw CommandFailure(.usage, "--with-level needs --with") }
    if let period {
      guard let name = ReportingPeriod(rawValue: period) else {
        throw CommandFailure(.usage, "--period: expected \(ReportingPeriod.names), got '\(period.printable)'")
      }
      guard since == nil, until == nil, !undated else {
        throw CommandFailure(.usage, "--period names days; leave out --since, --until and --undated")
      }
      filter.period = name
    }
    filter.since = try Self.day(since, option: "since")
    filter.until = try Self.day(until, option: "until")
    if let since = filter.since, let until = filter.until, since > until {
      throw CommandFailure(.usage, "--since \(since) lies after --until \(until)")
    }
    if undated, filter.since != nil || filter.until != nil {
      throw CommandFailure(.usage, "--undated asks for articles without a day; leave out --since and --until")
    }
    return filter
  }

  /// Refuses a topic that the consumer does not know, which would be counted as nothing.
  static func check(_ filter: ArticleFilter, in known: some Sequence<TopicID>) throws(CommandFailure) {
    for topic in [filter.topic, filter.with].compactMap(\.self) where !known.contains(topic) {
      throw unknownTopic(topic.rawValue)
    }
  }

  /// The same where only the consumer knows the topics: it is asked if the filter names one.
  static func check(_ filter: ArticleFilter, askedOf client: QueryClient) async throws(CommandFailure) {
    if filter.topic == nil { return }
    let known = try await reachable { () async throws(ClientError) in try await client.topics() }
    try check(filter, in: known.topics.map(\.topic))
  }

  /// Refuses a `--limit` that no answer has room for.
  static func check(limit: Int, most: Int) throws(ValidationError) {
    guard (1...most).contains(limit) else { throw ValidationError("--limit: expected 1 to \(most), got \(limit)") }
  }

  static func unknownTopic(_ text: String) -> CommandFailure {
    CommandFailure(.usage, "no topic is named '\(text.printable)'; 'newsctl topics list' shows those that exist")
  }

  private static func day(_ text: String?, option: String) throws(CommandFailure) -> CalendarDay? {
    guard let text else { return nil }
    guard let day = CalendarDay(text) else {
      throw CommandFailure(.usage, "--\(option): expected a day as 2024-02-24, got '\(text.printable)'")
    }
    return day
  }
}

extension ReportingPeriod {
  /// All names, as a person types them.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
