#if Dashboard
import NewsModels

/// Reads a filter out of an address, and writes one into it: the same names for pages and programs.
public enum FilterReading {
  public static let parameters = [
    "topic", "with", "with_level", "level", "topical", "period", "since", "until", "source", "language", "unknown",
    "undated", "collapse",
  ]

  /// Longest name of a source or code of a language that is asked for, in Unicode scalars.
  static let longestName = 200

  public static func filter(_ items: QueryItems) throws(AddressError) -> ArticleFilter {
    var filter = ArticleFilter()
    let topicName = "a topic's name of lower-case letters, digits and hyphens"
    filter.topic = try items.value("topic", expected: topicName) { TopicID($0) }
    filter.with = try items.value("with", expected: topicName) { TopicID($0) }
    filter.level = try items.value("level", expected: "main or mention", TopicLevel.init(rawValue:))
    filter.withLevel = try items.value("with_level", expected: "main or mention", TopicLevel.init(rawValue:))
    filter.topical = try items.value("topical", expected: "true or false") { Bool($0) }
    filter.collapse = try items.value("collapse", expected: "true or false") { Bool($0) }
    filter.period = try items.value(
      "period", expected: ReportingPeriod.allCases.map(\.rawValue).joined(separator: ", "),
      ReportingPeriod.init(rawValue:))
    filter.since = try items.value("since", expected: "a day as 2024-02-24") { CalendarDay($0) }
    filter.until = try items.value("until", expected: "a day as 2024-02-24") { CalendarDay($0) }
    filter.source = try items.value(
      "source", expected: "a name of at most \(longestName) signs, or none and unknown=source", name)
    filter.language = try items.value(
      "language", expected: "a language's code, as vi, or none and unknown=language", name)
    try takeUnknown(items, &filter)
    dropWith(items, &filter)
    filter.undated = try items.value("undated", expected: "true or false") { Bool($0) }
    try check(filter, items)
    return filter
  }

  /// What rows are split by: names separated by commas.
  public static func keys(_ items: QueryItems) throws(AddressError) -> [StatisticsQuery.Key] {
    let expected =
      "names of \(StatisticsQuery.Key.allCases.map(\.rawValue).joined(separator: ", ")), separated by commas, "
      + "at most one of day, week and month"
    return try items.value("by", expected: expected) { text in
      var keys: [StatisticsQuery.Key] = []
      for name in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard let key = StatisticsQuery.Key(rawValue: String(name)), !keys.contains(key) else { return nil }
        keys.append(key)
      }
      return keys.count(where: \.isPeriod) <= 1 ? keys : nil
    } ?? []
  }

  public static func comparison(_ items: QueryItems) throws(AddressError) -> StatisticsQuery.Comparison? {
    try items.value("compare", expected: "previous", StatisticsQuery.Comparison.init(rawValue:))
  }

  public static func limit(
    _ items: QueryItems, default standard: Int, atMost maximum: Int
  ) throws(AddressError) -> Int {
    try items.value("limit", expected: "a whole number from 1 to \(maximum)") { text in
      Int(text).flatMap { (1...maximum).contains($0) ? $0 : nil }
    } ?? standard
  }

  /// Where a page of a list begins: the `next` of the page before.
  public static func cursor(_ items: QueryItems) throws(AddressError) -> String? {
    try items.value("after", expected: "the 'next' of the page before") { text in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      return parts.count == 2 && parts.allSatisfy { Int64($0) != nil } ? text : nil
    }
  }

  /// What no source or language is known of, as an address names it: an empty value there is the empty field of a form.
  private static func takeUnknown(_ items: QueryItems, _ filter: inout ArticleFilter) throws(AddressError) {
    let names: [[String]] = [["source"], ["language"], ["source", "language"]]
    let expected = names.map { $0.joined(separator: ",") }.joined(separator: " or ")
    let unknown = try items.value("unknown", expected: expected) { text in
      names.first { $0.joined(separator: ",") == text }
    }
    for name in unknown ?? [] {
      let field = name == "source" ? \ArticleFilter.source : \ArticleFilter.language
      if filter[keyPath: field] == nil {
        filter[keyPath: field] = ""
      } else if !items.isForm {
        // In a form what a person chose goes before what the page was about.
        throw .contradiction("unknown", expected: "no \(name) beside it", got: unknown?.joined(separator: ",") ?? "")
      }
    }
  }

  /// The second topic of a page about a pair stands in the page's form unseen: it goes where a person chose it as the first, or all
  /// topics. What a person chose goes before what the page was about.
  private static func dropWith(_ items: QueryItems, _ filter: inout ArticleFilter) {
    let isChosenAway = items.isLeftEmpty("topic") || (items.isForm && filter.with == filter.topic)
    if filter.with != nil, isChosenAway { (filter.with, filter.withLevel) = (nil, nil) }
  }

  private static func check(_ filter: ArticleFilter, _ items: QueryItems) throws(AddressError) {
    if let since = filter.since, let until = filter.until, since > until {
      throw .contradiction("until", expected: "a day not before \(since)", got: until.description)
    }
    if filter.period != nil, filter.since != nil || filter.until != nil {
      throw .contradiction("period", expected: "either a period or since and until", got: items["period"] ?? "")
    }
    if filter.undated == true, filter.since != nil || filter.until != nil || filter.period != nil {
      throw .contradiction("undated", expected: "no range beside it, since undated articles have no day", got: "true")
    }
    if filter.withLevel != nil, filter.with == nil {
      throw .contradiction("with_level", expected: "a topic in 'with'", got: items["with_level"] ?? "")
    }
    if filter.with != nil, filter.topic == nil || filter.with == filter.topic {
      throw .contradiction("with", expected: "another topic besides 'topic'", got: items["with"] ?? "")
    }
  }

  private static func name(_ text: String) -> String? {
    (1...longestName).contains(text.unicodeScalars.count)
      && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
      ? text : nil
  }

  /// In one order, so that one filter has one address.
  static func items(_ filter: ArticleFilter) -> [(String, String)] {
    let unknown = [("source", filter.source), ("language", filter.language)].filter { $0.1 == "" }.map(\.0)
    func known(_ name: String?) -> String? { name == "" ? nil : name }
    let values: [(String, String?)] = [
      ("topic", filter.topic?.rawValue), ("with", filter.with?.rawValue),
      ("with_level", filter.withLevel?.rawValue), ("level", filter.level?.rawValue),
      ("topical", filter.topical.map(String.init)),
      ("period", filter.period?.rawValue), ("since", filter.since?.description), ("until", filter.until?.description),
      ("source", known(filter.source)), ("language", known(filter.language)),
      ("unknown", unknown.isEmpty ? nil : unknown.joined(separator: ",")), ("undated", filter.undated.map(String.init)),
      ("collapse", filter.collapse.map(String.init)),
    ]
    return values.compactMap { name, value in value.map { (name, $0) } }
  }
}

#endif
