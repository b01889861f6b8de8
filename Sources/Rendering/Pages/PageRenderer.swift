#if Dashboard
import Mustache
import NewsModels

/// Makes the pages' HTML out of facts.
public struct PageRenderer: Sendable {
  /// Escapes every sign that means something in HTML, whatever follows it. The library's own looks at what readers see as one
  /// character, and lets `"` pass where a combining mark follows it.
  private struct ScalarEscaping: MustacheContentType {
    func escapeText(_ text: String) -> String { Markup.escape(text) }
  }

  /// How many documents, and how many articles, in quarantine a page lists: the oldest.
  public static let quarantineLimit = 200

  private static let contentType = "HTML_BY_SCALAR"

  private let library: MustacheLibrary

  /// - Precondition: the embedded templates are well-formed; a test renders each.
  public init() {
    MustacheContentTypes.register(ScalarEscaping(), named: Self.contentType)
    let sources: [(String, [UInt8])] = [
      ("layout", PackageResources.layout_mustache), ("filters", PackageResources.filters_mustache),
      ("overview", PackageResources.overview_mustache), ("topic", PackageResources.topic_mustache),
      ("table", PackageResources.table_mustache), ("entries", PackageResources.entries_mustache),
      ("gaps", PackageResources.gaps_mustache), ("unknown", PackageResources.unknown_mustache),
      ("figure", PackageResources.figure_mustache),
      ("articles", PackageResources.articles_mustache), ("article", PackageResources.article_mustache),
      ("evidence", PackageResources.evidence_mustache), ("sources", PackageResources.sources_mustache),
      ("health", PackageResources.health_mustache), ("plain", PackageResources.plain_mustache),
      ("signin", PackageResources.signin_mustache),
    ]
    var library = MustacheLibrary()
    for (name, bytes) in sources {
      do {
        let text = "{{% CONTENT_TYPE: \(Self.contentType)}}" + String(decoding: bytes, as: UTF8.self)
        try library.register(text, named: name)
      } catch {
        preconditionFailure("the template \(name) is not well-formed: \(error)")
      }
    }
    self.library = library
  }

  /// - Parameter canSignOut: whether the reader came in by the token.
  public func overview(_ facts: OverviewFacts, _ setting: PageSetting, canSignOut: Bool) -> String {
    let frame = PageFrame(
      setting, title: title(setting, setting.words.overview), standing: facts.standing, isLive: true,
      canSignOut: canSignOut)
    return render(OverviewPage(facts, frame: frame, setting), "overview")
  }

  /// - Parameters:
  ///   - totals: under the filter of the list.
  ///   - languages: by language, whichever language the list is narrowed to.
  public func articles(
    _ listing: ArticleListing, totals: StatisticsAnswer, languages: StatisticsAnswer, standing: Standing,
    _ setting: PageSetting, canSignOut: Bool
  ) -> String {
    let frame = PageFrame(
      setting, title: title(setting, setting.words.articles), standing: standing,
      isLive: setting.address.after == nil, canSignOut: canSignOut)
    return render(ArticlesPage(listing, totals: totals, languages: languages, frame: frame, setting), "articles")
  }

  public func article(
    _ answer: ExplainAnswer, id: ArticleID, article: Article, _ setting: PageSetting, canSignOut: Bool
  ) -> String {
    let frame = PageFrame(
      setting, title: article.title, standing: Standing(), isLive: false, canSignOut: canSignOut
    ) { PageAddress(.articles, language: $0).article(id) }
    return render(ArticlePage(answer, id: id, article: article, frame: frame, setting), "article")
  }

  public func sources(
    _ answer: SourcesAnswer, standing: Standing, _ setting: PageSetting, canSignOut: Bool
  ) -> String {
    let frame = PageFrame(
      setting, title: setting.words.sources, standing: standing, isLive: true, canSignOut: canSignOut)
    return render(SourcesPage(answer, frame: frame, setting), "sources")
  }

  public func health(
    _ standing: Standing, documents: QuarantineAnswer?, articles: QuarantineAnswer?,
    _ setting: PageSetting, canSignOut: Bool
  ) -> String {
    let frame = PageFrame(
      setting, title: setting.words.health, standing: standing, isLive: true, canSignOut: canSignOut)
    return render(
      HealthPage(standing, documents: documents, articles: articles, frame: frame, setting), "health")
  }

  /// A page that says why there is no other.
  public func trouble(_ trouble: PageTrouble, _ setting: PageSetting, canSignOut: Bool = false) -> String {
    let frame = PageFrame(
      setting, title: setting.words.sorry, standing: Standing(), isLive: false, canSignOut: canSignOut)
    return render(
      PlainPage(
        frame: frame, words: setting.words, heading: setting.words.sorry, message: trouble.message(setting.words)),
      "plain")
  }

  /// - Parameter target: where to go on after signing in: a path of this server.
  public func signIn(target: String, wasWrong: Bool, _ setting: PageSetting) -> String {
    let frame = PageFrame(
      setting, title: setting.words.signIn, standing: Standing(), isLive: false, canSignOut: false
    ) { "/login?target=\(QueryItems.encoded(target))&lang=\($0.rawValue)" }
    return render(SignInPage(frame: frame, words: setting.words, target: target, wasWrong: wasWrong), "signin")
  }

  private func title(_ setting: PageSetting, _ name: String) -> String {
    let filter = setting.address.filter
    let parts = [filter.topic.map(setting.name), filter.source.map(setting.source)].compactMap(\.self)
    return (parts + [name]).joined(separator: " · ")
  }

  private func render(_ page: Any, _ template: String) -> String {
    library.render(page, withTemplate: template) ?? ""
  }
}

#endif
