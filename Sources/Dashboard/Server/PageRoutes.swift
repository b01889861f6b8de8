#if Dashboard
import HTTPTypes
import Hummingbird
import NewsClient
import NewsModels
import Rendering

/// The pages for people.
struct PageRoutes: Sendable {
  let upstream: Upstream
  let renderer: PageRenderer
  let feed: LiveFeed

  private var facts: FactsReader { FactsReader(upstream: upstream) }

  func add(to router: Router<PageContext>) {
    router.get("/") { request, context in try await overview(request, context) }
    router.get("/articles") { request, context in try await articles(request, context) }
    router.get("/articles/:id") { request, context in try await article(request, context) }
    router.get("/sources") { request, context in try await sources(request, context) }
    router.get("/health") { request, context in try await health(request, context) }
    router.get("/assets/:name") { request, context in try asset(request, context) }
  }

  private func overview(_ request: Request, _ context: PageContext) async throws -> Response {
    let change = feed.lastChange
    let address = try PageAddress(.overview, query: request.uri.query ?? "")
    let client = try await upstream.consumer()
    async let topics = client.topics()
    let facts = try await facts.overview(address.filter)
    try known(address.filter, facts.totals)
    return Answers.html(
      renderer.overview(facts, try await setting(address, request, topics, change), canSignOut: context.isSignedIn))
  }

  private func articles(_ request: Request, _ context: PageContext) async throws -> Response {
    let change = feed.lastChange
    let address = try PageAddress(.articles, query: request.uri.query ?? "")
    let client = try await upstream.consumer()
    async let topics = client.topics()
    async let standing = upstream.standing()
    async let languages = client.statistics(StatisticsQuery(filter: address.filter, by: [.language]))
    let listing = try await client.articles(
      ArticlesQuery(filter: address.filter, limit: FactsReader.listed, after: address.after))
    var totals = try await languages
    try known(address.filter, totals)
    let offered = try await FactsReader.offeredLanguages(address.filter, narrowed: totals, client)
    let now = await standing
    now.complete(&totals.gaps)
    return Answers.html(
      renderer.articles(
        listing, totals: totals, languages: offered, standing: now, try await setting(address, request, topics, change),
        canSignOut: context.isSignedIn))
  }

  private func article(_ request: Request, _ context: PageContext) async throws -> Response {
    let address = try PageAddress(.articles, query: request.uri.query ?? "")
    let client = try await upstream.consumer()
    async let topics = client.topics()
    let answer = try await client.explain(try ArticleLookup.id(context))
    guard let id = answer.id, let article = answer.article else { throw Refusal(noArticleIn: answer) }
    return Answers.html(
      renderer.article(
        answer, id: id, article: article, try await setting(address, request, topics), canSignOut: context.isSignedIn))
  }

  private func sources(_ request: Request, _ context: PageContext) async throws -> Response {
    let change = feed.lastChange
    let address = try PageAddress(.sources, query: request.uri.query ?? "")
    let client = try await upstream.consumer()
    async let topics = client.topics()
    async let standing = upstream.standing()
    let answer = try await client.sources(SourcesQuery())
    return Answers.html(
      renderer.sources(
        answer, standing: await standing, try await setting(address, request, topics, change),
        canSignOut: context.isSignedIn))
  }

  /// Shown however the services stand: it says what is wrong.
  private func health(_ request: Request, _ context: PageContext) async throws -> Response {
    let change = feed.lastChange
    let address = try PageAddress(.health, query: request.uri.query ?? "")
    let standing = await upstream.standing()
    let list = QuarantineRequest(action: .list, limit: PageRenderer.quarantineLimit)
    // One that did not say how it stands is not asked again: it may hang.
    async let documents =
      standing.producer == nil ? nil : try? await upstream.producer().quarantine(list).answer
    async let articles =
      standing.consumer == nil ? nil : try? await upstream.consumer().quarantine(list).answer
    let setting = PageSetting(address: address, accepting: request.headers[.acceptLanguage], change: change)
    return Answers.html(
      renderer.health(
        standing, documents: await documents, articles: await articles, setting, canSignOut: context.isSignedIn))
  }

  private func asset(_ request: Request, _ context: PageContext) throws -> Response {
    guard let name = context.parameters.get("name"), let asset = Assets.named(name) else { throw Refusal.noSuchPage }
    let tag = "\"\(asset.tag)\""
    // Also of the answer that nothing changed: whoever keeps the file takes over what that one says of keeping it.
    let headers: HTTPFields = [.eTag: tag, .cacheControl: "public, max-age=86400"]
    if Self.holds(tag, request) { return Response(status: .notModified, headers: headers) }
    return Answers.bytes(asset.bytes, type: asset.type, headers: headers)
  }

  /// Whether who asks has what bears `tag` already. He may name several, and such as a proxy marked as weak when it compressed the file.
  private static func holds(_ tag: String, _ request: Request) -> Bool {
    (request.headers[.ifNoneMatch] ?? "").split(separator: ",").contains { named in
      let named = named.drop { $0 == " " }.prefix { $0 != " " }
      return named == "*" || named == tag || named == "W/" + tag
    }
  }

  private func setting(
    _ address: PageAddress, _ request: Request, _ topics: TopicsAnswer, _ change: Int = 0
  ) -> PageSetting {
    PageSetting(
      address: address, accepting: request.headers[.acceptLanguage], topics: topics.topics, timeZone: topics.timeZone,
      change: change)
  }

  private func known(_ filter: ArticleFilter, _ answer: StatisticsAnswer) throws(Refusal) {
    if let topic = filter.topic, !answer.topics.contains(where: { $0.topic == topic }) {
      throw Refusal(.notFound, because: "no topic is named '\(topic)'")
    }
  }
}

/// An article's id in an address.
enum ArticleLookup {
  /// Its first 8 digits or more.
  static func id(_ context: PageContext) throws(Refusal) -> String {
    guard let id = context.parameters.get("id"), (8...64).contains(id.utf8.count), id.utf8.allSatisfy(isDigit) else {
      throw .noSuchArticle
    }
    return id
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}

#endif
