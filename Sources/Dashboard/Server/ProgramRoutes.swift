#if Dashboard
import HTTPTypes
import Hummingbird
import NewsClient
import NewsModels
import Rendering

/// HTTP JSON for programs: the same answers as the command line prints.
struct ProgramRoutes: Sendable {
  let upstream: Upstream
  /// As it is shown.
  let intakeEndpoint: String

  func add(to router: Router<PageContext>) {
    let programs = router.group("/api/v1")
    programs.get("stats") { request, _ in try await statistics(request) }
    programs.get("articles") { request, _ in try await articles(request) }
    programs.get("articles/:id") { request, context in try await article(request, context) }
    programs.get("bursts") { request, _ in try await bursts(request) }
    programs.get("stories") { request, _ in try await stories(request) }
    programs.get("sources") { request, _ in try await sources(request) }
    programs.get("topics") { request, _ in try await topics(request) }
    programs.get("status") { request, _ in try await status(request) }
    programs.get("openapi.json") { _, _ in
      Answers.bytes(Assets.openAPI.bytes, type: "application/json", headers: [:])
    }
    router.get("/healthz") { _, _ in Answers.json(["status": "alive"]) }
    router.get("/readyz") { _, _ in try await ready() }
  }

  private func statistics(_ request: Request) async throws -> Response {
    let items = try Self.items(request, known: FilterReading.parameters + ["by", "compare"])
    let query = StatisticsQuery(
      filter: try FilterReading.filter(items), by: try FilterReading.keys(items),
      compare: try FilterReading.comparison(items))
    async let standing = upstream.standing()
    let client = try await upstream.consumer()
    try await Self.check(query.filter, client)
    var answer = try await client.statistics(query)
    await standing.complete(&answer.gaps)
    return Answers.json(answer)
  }

  private func articles(_ request: Request) async throws -> Response {
    let items = try Self.items(request, known: FilterReading.parameters + ["limit", "after"])
    let query = ArticlesQuery(
      filter: try FilterReading.filter(items),
      limit: try FilterReading.limit(items, default: 50, atMost: ArticlesQuery.maximumLimit),
      after: try FilterReading.cursor(items))
    let client = try await upstream.consumer()
    try await Self.check(query.filter, client)
    return Answers.json(CodedListing(try await client.articles(query)))
  }

  private func article(_ request: Request, _ context: PageContext) async throws -> Response {
    _ = try Self.items(request, known: [])
    let answer = try await upstream.consumer().explain(try ArticleLookup.id(context))
    guard let explained = CodedExplanation(answer) else { throw Refusal(noArticleIn: answer) }
    return Answers.json(explained)
  }

  private func bursts(_ request: Request) async throws -> Response {
    let items = try Self.items(request, known: FilterReading.parameters + ["limit"])
    let query = BurstsQuery(
      filter: try FilterReading.filter(items),
      limit: try FilterReading.limit(items, default: 50, atMost: BurstsQuery.maximumLimit))
    async let standing = upstream.standing()
    let client = try await upstream.consumer()
    try await Self.check(query.filter, client)
    var answer = try await client.bursts(query)
    await standing.complete(&answer.gaps)
    return Answers.json(answer)
  }

  private func stories(_ request: Request) async throws -> Response {
    let items = try Self.items(request, known: FilterReading.parameters + ["limit"])
    let query = StoriesQuery(
      filter: try FilterReading.filter(items),
      limit: try FilterReading.limit(items, default: StoriesQuery().limit, atMost: StoriesQuery.maximumLimit))
    let client = try await upstream.consumer()
    try await Self.check(query.filter, client)
    return Answers.json(CodedStories(try await client.stories(query)))
  }

  private func sources(_ request: Request) async throws -> Response {
    _ = try Self.items(request, known: [])
    async let standing = upstream.standing()
    var answer = try await upstream.consumer().sources(SourcesQuery())
    await standing.complete(&answer.gaps)
    return Answers.json(answer)
  }

  private func topics(_ request: Request) async throws -> Response {
    _ = try Self.items(request, known: [])
    return Answers.json(ProgramTopics(try await upstream.consumer().topics()))
  }

  private func status(_ request: Request) async throws -> Response {
    _ = try Self.items(request, known: [])
    let standing = await upstream.standing()
    return Answers.json(
      CodedStatus(
        producers: standing.producer.map { [CodedStatus.Producer($0, endpoint: intakeEndpoint)] } ?? [],
        consumers: standing.consumer.map { [CodedStatus.Consumer($0, excess: standing.excess)] } ?? [],
        balanced: standing.isBalanced))
  }

  /// Whether pages can be served: the consumer answers.
  private func ready() async throws -> Response {
    do {
      try await upstream.ready()
    } catch {
      throw Refusal(.serviceUnavailable, because: error.description)
    }
    return Answers.json(["status": "ready"])
  }

  /// A topic that nobody defined is no question, rather than one whose answer is nothing.
  private static func check(_ filter: ArticleFilter, _ client: QueryClient) async throws {
    guard filter.topic != nil else { return }
    let current = try await client.topics().topics.map(\.topic)
    for topic in [filter.topic, filter.with].compactMap(\.self) where !current.contains(topic) {
      // One that left the topics file is known to the store alone. Asked for nothing else, it can refuse nothing else.
      do {
        _ = try await client.articles(ArticlesQuery(filter: ArticleFilter(topic: topic), limit: 1))
      } catch {
        guard case .refused(let reason) = error else { throw error }
        throw Refusal(.notFound, because: reason)
      }
    }
  }

  /// Programs mean what they write: an empty value is a mistake of theirs.
  private static func items(_ request: Request, known: [String]) throws(AddressError) -> QueryItems {
    try QueryItems(request.uri.query ?? "", known: known, isForm: false)
  }
}

#endif
