import ArgumentParser
import Launching
import NewsModels

/// Which articles a question is about: the same for `stats` and `articles`.
struct FilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only articles that treat this topic.", valueName: "id"))
  var topic: String?

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

  func filter(level: TopicLevel? = nil) throws(CommandFailure) -> ArticleFilter {
    var filter = ArticleFilter(level: level, source: source, language: language, undated: undated ? true : nil)
    if let topic {
      guard let id = TopicID(topic) else { throw Self.unknownTopic(topic) }
      filter.topic = id
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
