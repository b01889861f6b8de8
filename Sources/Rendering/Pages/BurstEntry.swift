#if Dashboard
import NewsModels

/// A day that stands out, with what drives it.
struct BurstEntry {
  var day: String
  /// The page of this day.
  var href: String
  var articles: Figure
  var usual: String
  /// Sources and phrases, the strongest first.
  var drivers: [String]

  init(_ burst: Burst, _ setting: PageSetting) {
    let (text, words) = (setting.text, setting.words)
    day = text.day(burst.day)
    let narrow: (inout ArticleFilter) -> Void = {
      $0.topic = burst.topic
      ($0.period, $0.since, $0.until) = (nil, burst.day, burst.day)
    }
    href = setting.address.with { narrow(&$0.filter) }.href
    articles = setting.figure(burst.articles, narrow)
    usual = "\(words.usual) \(text.decimal(burst.expected, places: 1))"
    drivers =
      burst.sources.prefix(2).map { $0.name.isEmpty ? words.unknown : $0.name }
      + burst.phrases.prefix(3).map { "“\($0.name)”" }
  }
}

#endif
