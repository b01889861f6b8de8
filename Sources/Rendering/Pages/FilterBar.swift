#if Dashboard
import NewsModels

/// The controls that narrow a page: links and one form, so that they work without any script.
struct FilterBar {
  struct Choice {
    var text: String
    var value: String
    var isChosen: Bool
  }

  struct Link {
    var text: String
    var href: String
    var isCurrent: Bool
  }

  struct Hidden {
    var name: String
    var value: String
  }

  var action: String
  var periods: [Link]
  /// What narrows the page now; each link takes one away.
  var active: [Link]
  var clearHref: String
  /// Leaves copies of one text out, or takes them in again.
  var copies: Link
  var topics: [Choice]
  var levels: [Choice]
  var languages: [Choice]
  /// Articles without a day are not narrowed by one.
  var hasDays: Bool
  var since: String
  var until: String
  var source: String
  var hidden: [Hidden]

  /// - Parameter languages: the codes of the languages that there are articles in.
  init(_ setting: PageSetting, languages codes: [String], range: ClosedRange<CalendarDay>?) {
    let (address, words, filter) = (setting.address, setting.words, setting.address.filter)
    action = address.path.rawValue
    periods = Self.periods(setting)
    active = Self.active(setting)
    let collapses = filter.collapse == true
    copies = Link(
      text: words.withoutCopies, href: address.with { $0.filter.collapse = collapses ? nil : true }.href,
      isCurrent: collapses)
    clearHref = PageAddress(address.path, language: address.language).href
    var offered = setting.topics.map(\.topic)
    // One that left the topics file stays chosen.
    if let chosen = filter.topic, !offered.contains(chosen) { offered.append(chosen) }
    topics =
      [Choice(text: words.allTopics, value: "", isChosen: filter.topic == nil)]
      + offered.map { Choice(text: setting.name($0), value: $0.rawValue, isChosen: $0 == filter.topic) }
    levels =
      [Choice(text: words.allLevels, value: "", isChosen: filter.level == nil)]
      + [TopicLevel.main, .mention].map {
        Choice(text: setting.level($0), value: $0.rawValue, isChosen: $0 == filter.level)
      }
    var known = codes
    if let chosen = filter.language, !chosen.isEmpty, !known.contains(chosen) { known.append(chosen) }
    languages =
      [Choice(text: words.allLanguages, value: "", isChosen: filter.language == nil)]
      + known.map {
        Choice(
          text: ContentLanguageName.name($0, in: setting.language), value: $0, isChosen: $0 == filter.language)
      }
    hasDays = filter.undated != true
    // A named period stays a link; the fields then show its days, as they are sent with the next change.
    since = (filter.since ?? (filter.period == nil ? nil : range?.lowerBound))?.description ?? ""
    until = (filter.until ?? (filter.period == nil ? nil : range?.upperBound))?.description ?? ""
    source = filter.source ?? ""
    hidden = [
      ("lang", address.language?.rawValue), ("with", filter.with?.rawValue),
      ("unknown", FilterReading.items(filter).first { $0.0 == "unknown" }?.1),
      ("with_level", filter.withLevel?.rawValue),  // Who chooses a topic there leaves the articles without one.
      ("topical", filter.topical == true ? "true" : nil),
      ("undated", filter.undated == true ? "true" : nil), ("collapse", filter.collapse.map(String.init)),
    ].compactMap { name, value in
      value.map { Hidden(name: name, value: $0) }
    }
  }

  private static func periods(_ setting: PageSetting) -> [Link] {
    func link(_ text: String, _ period: ReportingPeriod?) -> Link {
      let target = setting.address.with {
        ($0.filter.period, $0.filter.since, $0.filter.until, $0.filter.undated) = (period, nil, nil, nil)
      }
      let filter = setting.address.filter
      let isAll = period == nil && filter.since == nil && filter.until == nil && filter.undated == nil
      return Link(text: text, href: target.href, isCurrent: period == filter.period && (period != nil || isAll))
    }
    return ReportingPeriod.offered.map { link($0.name(in: setting.language), $0) }
      + [link(setting.words.allTime, nil)]
  }

  private static func active(_ setting: PageSetting) -> [Link] {
    let filter = setting.address.filter
    var links: [Link] = []
    func add(_ text: String, _ remove: (inout ArticleFilter) -> Void) {
      links.append(Link(text: text, href: setting.address.with { remove(&$0.filter) }.href, isCurrent: false))
    }
    if let topic = filter.topic {
      add(setting.name(topic)) {
        $0.topic = nil
        $0.with = nil
        $0.withLevel = nil
      }
    }
    if let with = filter.with {
      add("+ " + setting.name(with)) {
        $0.with = nil
        $0.withLevel = nil
      }
    }
    if let topical = filter.topical {
      add(topical ? setting.words.anyTopic : setting.words.withoutTopic) { $0.topical = nil }
    }
    if let level = filter.level { add(setting.level(level)) { $0.level = nil } }
    if let source = filter.source { add(setting.source(source)) { $0.source = nil } }
    if let language = filter.language {
      add(setting.contentLanguage(language)) { $0.language = nil }
    }
    if let period = filter.period { add(period.name(in: setting.language)) { $0.period = nil } }
    if filter.undated == true { add(setting.words.undated) { $0.undated = nil } }
    if let range = range(filter, setting) {
      add(range) {
        $0.since = nil
        $0.until = nil
      }
    }
    return links
  }

  private static func range(_ filter: ArticleFilter, _ setting: PageSetting) -> String? {
    switch (filter.since, filter.until) {
    case (let since?, let until?): setting.text.range(since, until)
    case (let since?, nil): setting.text.day(since) + " –"
    case (nil, let until?): "– " + setting.text.day(until)
    case (nil, nil): nil
    }
  }
}

#endif
