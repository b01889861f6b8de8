#if Dashboard
import NewsModels

/// What every part of a page is written with: whose language, about what, and the topics that there are.
public struct PageSetting: Sendable {
  let address: PageAddress
  let language: InterfaceLanguage
  let words: Wording
  let text: FigureText
  /// In the order of the topics file; their place gives them their colour.
  let topics: [TopicsAnswer.Topic]
  /// The last change that the live feed told of before the page's facts were asked for.
  let change: Int

  /// - Parameters:
  ///   - accepting: the header `Accept-Language`, for who has not chosen a language on the page.
  ///   - topics: empty where they are not known.
  ///   - timeZone: IANA name of the store's zone; nil where it is not known.
  ///   - change: what a live page has seen: it is told at once what changed since.
  public init(
    address: PageAddress, accepting: String?, topics: [TopicsAnswer.Topic] = [], timeZone: String? = nil,
    change: Int = 0
  ) {
    self.address = address
    self.change = change
    language = address.language ?? InterfaceLanguage(accepting: accepting)
    words = .of(language)
    text = FigureText(language: language, timeZone: timeZone)
    self.topics = topics
  }

  func name(_ topic: TopicID) -> String {
    TopicName.name(
      topic, given: topics.first { $0.topic == topic }?.name ?? topic.rawValue, in: language)
  }

  /// The rule and the phrase by which a span counts.
  func rule(of evidence: Evidence) -> String { RuleName.ofEvidence(evidence.rule, in: language) }

  /// The class that colours a topic; there are six colours, which come round again.
  func tint(_ topic: TopicID) -> String {
    let place = topics.firstIndex { $0.topic == topic } ?? 0
    return "tint\(place % 6)"
  }

  /// A source as a filter names it: an empty name is that of articles of which none is known.
  func source(_ name: String) -> String { name.isEmpty ? "\(words.source): \(words.unknown)" : name }

  /// That no stored article has what a filter names: where nothing is counted, a mistyped name would look like a silent outlet.
  func unknown(_ names: UnknownNames?) -> [GapEntry] {
    [
      names?.source.map { GapEntry(text: "\(words.noSuchSource) \($0)", href: address.at(.sources).href) },
      names?.language.map { GapEntry(text: "\(words.noSuchLanguage) \($0)") },
    ].compactMap(\.self)
  }

  func contentLanguage(_ code: String) -> String {
    code.isEmpty ? "\(words.language): \(words.unknown)" : ContentLanguageName.name(code, in: language)
  }

  func level(_ level: TopicLevel) -> String { level == .main ? words.main : words.mention }

  /// A number of articles at a level, open to them; nil where the page is narrowed to the other level, which no address is narrowed from.
  func figure(_ count: Int, at level: TopicLevel, _ change: (inout ArticleFilter) -> Void) -> Figure? {
    guard address.filter.level == nil || address.filter.level == level else { return nil }
    return figure(count) {
      change(&$0)
      $0.level = level
    }
  }

  /// A number of articles, open to them.
  func figure(_ count: Int, _ change: (inout ArticleFilter) -> Void = { _ in }) -> Figure {
    Figure(text: text.count(count), href: address.articles(change))
  }
}

#endif
