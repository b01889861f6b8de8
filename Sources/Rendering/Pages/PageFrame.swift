#if Dashboard
import NewsModels

/// What stands round the content of every page.
struct PageFrame {
  struct Link {
    var text: String
    var href: String
    var isCurrent: Bool
    /// The language of the linked page, where it is another.
    var code: String
  }

  var language: String
  var title: String
  var home: String
  var pages: [Link]
  var languages: [Link]
  /// What a reader must know of the services before believing a figure; empty where all is well.
  var troubles: [Standing.Trouble]
  var style: String
  var script: String
  /// Where the page hears that something changed; empty where it stays as it is.
  var live: String
  var canSignOut: Bool

  /// - Parameter own: the page's address in a language, where `setting.address` is of another page.
  init(
    _ setting: PageSetting, title: String, standing: Standing, isLive: Bool, canSignOut: Bool,
    own: ((InterfaceLanguage) -> String)? = nil
  ) {
    let (words, address) = (setting.words, setting.address)
    language = setting.language.rawValue
    self.title = title
    home = PageAddress(.overview, language: address.language).href
    pages = [
      (PageAddress.Path.overview, words.overview), (.articles, words.articles), (.sources, words.sources),
      (.health, words.health),
    ].map { path, text in
      Link(text: text, href: address.at(path).href, isCurrent: path == address.path, code: setting.language.rawValue)
    }
    languages = InterfaceLanguage.allCases.map { other in
      var target = address
      target.language = other
      return Link(
        text: other.ownName, href: own?(other) ?? target.href, isCurrent: other == setting.language,
        code: other.rawValue)
    }
    troubles = standing.troubles(setting)
    style = Assets.style.href
    script = Assets.script.href
    live = isLive ? LiveAddress.href(seen: setting.change) : ""
    self.canSignOut = canSignOut
  }
}

#endif
