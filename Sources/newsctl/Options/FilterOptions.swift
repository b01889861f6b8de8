import ArgumentParser
import Launching
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

  @Option(
    help: ArgumentHelp("Only this outlet, in any of its spellings; '' for articles that name none.", valueName: "name"))
  var source: String?

  @Option(help: ArgumentHelp("Only this language, as a code: vi, en; '' where it is not known.", valueName: "code"))
  var language: String?

  @Flag(help: "Only articles without a believable publication day.")
  var undated = false

  @Flag(help: "Each story once, at its first stored article: copies and near copies of a text are left out.")
  var collapse = false

  func filter(level: TopicLevel? = nil) throws(CommandFailure) -> ArticleFilter {
    let code = language?.lowercased()
    // Nothing stands for an unknown language.
    if let code, !code.isEmpty, code.utf8.count != 2 || !code.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
      throw CommandFailure(
        .usage,
        "--language: expected a code of two letters (vi, en, zh), or '' where it is not known, got '\(code.printable)'")
    }
    var filter = ArticleFilter(
      level: level, source: source, language: code, undated: undated ? true : nil,
      collapse: collapse ? true : nil)
    if let topic { filter.topic = try Self.topic(topic, option: "topic") }
    if let withTopic {
      let id = try Self.topic(withTopic, option: "with")
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

  /// Refuses a `--limit` that no answer has room for.
  static func check(limit: Int, most: Int) throws(ValidationError) {
    guard (1...most).contains(limit) else { throw ValidationError("--limit: expected 1 to \(most), got \(limit)") }
  }

  /// Which topics there are, the consumer's store alone knows: articles of a topic that left its file are still counted.
  private static func topic(_ text: String, option: String) throws(CommandFailure) -> TopicID {
    // Tables show a topic's name, and most ids are made of it: `Taiwan Strait`.
    guard let topic = TopicID(text) ?? TopicID(text.lowercased().replacing(" ", with: "-")) else {
      throw CommandFailure(
        .usage,
        "--\(option): expected a topic's id of lower-case letters, digits and inner hyphens (north-korea), got "
          + "'\(text.printable)'; 'newsctl topics list' shows the built-in ones")
    }
    return topic
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
