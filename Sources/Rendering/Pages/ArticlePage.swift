#if Dashboard
import NewsModels

/// One article, with the words that made it count and the sums behind that.
struct ArticlePage {
  struct Topic {
    struct Line {
      var text: String
      var rule: String
      var weight: String
    }

    var name: String
    var tint: String
    var level: String
    var isMain: Bool
    var score: String
    var threshold: String
    var evidence: [Line]
    /// One, or none where the sums are not known any more.
    var main: [MainSum]
  }

  /// The sum that tells `main` from `mention`.
  struct MainSum {
    var title: String
    var lead: String
    var share: String
    var body: String
    var score: String
    var threshold: String
    var isRoundup: Bool
  }

  struct Miss {
    var name: String
    var reason: String
    var score: String
    var evidence: [Topic.Line]
  }

  var frame: PageFrame
  var words: Wording
  /// Markup.
  var title: String
  var code: String
  var published: String
  var source: String
  var sourceHref: String
  var credit: String
  var language: String
  /// Http or https, or empty.
  var url: String
  var id: String
  /// Whose copy it is; empty where it is none.
  var copyOf: String
  var copyOfHref: String
  /// How many copies there are and who ran them; empty where there are none.
  var copies: String
  /// Markup.
  var paragraphs: [String]
  var hasBody: Bool
  var topics: [Topic]
  var hasTopics: Bool
  var misses: [Miss]
  var hasMisses: Bool
  var version: String
  var rulesGone: Bool

  init(_ answer: ExplainAnswer, id: ArticleID, article: Article, frame: PageFrame, _ setting: PageSetting) {
    let words = setting.words
    self.frame = frame
    self.words = words
    self.id = id.digest.hex
    let first = answer.story?.copyOf
    copyOf = first.map { $0.source ?? words.unknown } ?? ""
    copyOfHref = first.map { setting.address.article($0.id) } ?? ""
    copies =
      answer.story?.copies.map { count in
        "\(setting.text.count(count)) \(words.copies): " + (answer.story?.sources ?? []).joined(separator: ", ")
      } ?? ""
    code = article.language ?? ""
    published = article.published.map(setting.text.published) ?? words.undated
    source = article.source ?? words.unknown
    sourceHref =
      PageAddress(
        .overview, filter: ArticleFilter(source: article.source ?? ""), language: setting.address.language
      ).href
    credit = article.credit == article.source ? "" : article.credit ?? ""
    language = article.language.map { ContentLanguageName.name($0, in: setting.language) } ?? ""
    url = article.url.flatMap(Self.safeLink) ?? ""
    let counted = answer.stored?.topics ?? []
    func marks(_ field: Evidence.Field) -> [MarkedText.Mark] {
      counted.flatMap { topic in
        topic.evidence.filter { $0.field == field && $0.start <= $0.end }.map { evidence in
          MarkedText.Mark(
            span: evidence.start..<evidence.end, tint: setting.tint(topic.topic),
            reason:
              "\(setting.name(topic.topic)): \(setting.rule(of: evidence)) (\(Self.signed(evidence.weight, setting)))"
          )
        }
      }
    }
    title = MarkedText.paragraphs(article.title, marks(.title)).joined(separator: " ")
    paragraphs = MarkedText.paragraphs(article.body, marks(.body))
    hasBody = !paragraphs.isEmpty
    let sums = answer.explanation?.arithmetic ?? []
    topics = counted.map { topic in Self.topic(topic, sums.first { $0.topic == topic.topic }, setting) }
    hasTopics = !topics.isEmpty
    misses = (answer.explanation?.nearMisses ?? []).map { miss in
      Miss(
        name: setting.name(miss.topic), reason: NearMissText(text: setting.text).reason(of: miss),
        score: setting.text.decimal(miss.score),
        evidence: Self.lines(miss.evidence, setting))
    }
    hasMisses = !misses.isEmpty
    version = answer.stored?.topicsVersion ?? ""
    rulesGone = answer.explanation == nil
  }

  private static func topic(
    _ topic: Classification.Topic, _ sums: TopicArithmetic?, _ setting: PageSetting
  ) -> Topic {
    let text = setting.text
    return Topic(
      name: setting.name(topic.topic), tint: setting.tint(topic.topic), level: setting.level(topic.level),
      isMain: topic.level == .main, score: text.decimal(topic.score),
      threshold: sums.map { text.decimal($0.threshold) } ?? "", evidence: lines(topic.evidence, setting),
      main: sums.map { sums in
        [
          MainSum(
            title: text.decimal(sums.main.title), lead: text.decimal(sums.main.lead),
            share: text.decimal(sums.main.share * 100, places: 0) + "%", body: text.decimal(sums.main.body),
            score: text.decimal(sums.main.score), threshold: text.decimal(sums.main.threshold),
            isRoundup: sums.main.isRoundup)
        ]
      } ?? [])
  }

  private static func lines(_ evidence: [Evidence], _ setting: PageSetting) -> [Topic.Line] {
    evidence.map { Topic.Line(text: $0.text, rule: setting.rule(of: $0), weight: signed($0.weight, setting)) }
  }

  private static func signed(_ weight: Double, _ setting: PageSetting) -> String {
    (weight > 0 ? "+" : "") + setting.text.decimal(weight)
  }

  /// Another scheme than http and https could run as a script of this page.
  static func safeLink(_ text: String) -> String? {
    let lower = text.prefix(8).lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), text.utf8.count <= 2_048,
      !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 32 })
    else { return nil }
    return text
  }
}

#endif
