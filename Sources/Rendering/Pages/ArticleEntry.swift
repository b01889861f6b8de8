#if Dashboard
import NewsModels

/// An article in a list.
struct ArticleEntry {
  struct Badge {
    var text: String
    var level: String
    var tint: String
    var isMain: Bool
  }

  var title: String
  var href: String
  var published: String
  var source: String
  var language: String
  /// The code, for whoever reads the title aloud.
  var code: String
  var topics: [Badge]

  init(_ item: ArticleListing.Item, _ setting: PageSetting) {
    title = item.title
    href = setting.address.article(item.id)
    published = setting.text.published(item, undated: setting.words.undated)
    source = item.source ?? setting.words.unknown
    language = item.language.map { ContentLanguageName.name($0, in: setting.language) } ?? ""
    code = item.language ?? ""
    topics = item.topics.map { topic in
      Badge(
        text: setting.name(topic.topic), level: setting.level(topic.level), tint: setting.tint(topic.topic),
        isMain: topic.level == .main)
    }
  }
}

#endif
