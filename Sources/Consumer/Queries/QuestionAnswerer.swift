import Classifying
import Glibc
import Locking
import NewsModels
import ZeroMQ

/// Answers what comes to the query socket.
struct QuestionAnswerer: Sendable {
  private let store: any ArticleStore
  private let classifier: Classifier
  private let archive: TopicsArchive
  private let consumer: ConsumerID
  private let group: GroupName
  private let links: [ProducerLink]
  private let upkeep: StoreUpkeep
  private let reclassifier: Reclassifier
  private let waits: StoredWaits
  private let answers = AnswerMemory()

  init(
    store: any ArticleStore, classifier: Classifier, archive: TopicsArchive, consumer: ConsumerID, group: GroupName,
    links: [ProducerLink], upkeep: StoreUpkeep, reclassifier: Reclassifier, waits: StoredWaits
  ) {
    self.store = store
    self.classifier = classifier
    self.archive = archive
    self.consumer = consumer
    self.group = group
    self.links = links
    self.upkeep = upkeep
    self.reclassifier = reclassifier
    self.waits = waits
  }

  private static let kinds: [WireKind] = [
    .stats, .articles, .explain, .storedIDs, .status, .topics, .bursts, .sources, .stories, .reclassify,
    .quarantine, .verify, .backup, .trace,
  ]

  /// Answers where it is called what mostly waits; the rest takes longer than waking another thread.
  /// - Parameter executor: of the calling thread.
  /// - Throws: `StoreError.storage` and `.closed`: the consumer must end.
  nonisolated(nonsending) func answer(
    _ message: WireMessage, on executor: PollingExecutor
  ) async throws -> WireMessage {
    do {
      guard message.kind == .storedIDs else { return try await elsewhere { try await answerHere(message) }.get() }
      return try await storedIDs(message, on: executor)
    } catch {
      return try Self.refusal(of: message, error)
    }
  }

  private func answerHere(_ message: WireMessage) async throws -> WireMessage {
    switch message.kind {
    case .stats: try await statistics(message)
    case .articles: try await articles(message)
    case .explain: try await explain(message)
    case .status: try await status(message)
    case .topics: topics(Self.number(of: message))
    case .bursts: try await bursts(message)
    case .sources: try await sources(message)
    case .stories: try await stories(message)
    case .reclassify: try await reclassifier.answer(message)
    case .quarantine: try await upkeep.quarantine(message)
    case .verify: try await upkeep.verify(message)
    case .backup: try await upkeep.backup(message)
    case .trace: try await upkeep.trace(message)
    default: throw WireError.unexpectedKind(message.kind, expected: Self.kinds)
    }
  }

  /// What is wrong with a question is told to whoever asked.
  /// - Throws: any other error.
  private static func refusal(of message: WireMessage, _ error: any Error) throws -> WireMessage {
    let (reason, cause): (String, WireFailure.Cause?) =
      switch error {
      case let error as WireError: (error.description, nil)
      case StoreError.badQuery(let reason): (reason, nil)
      case StoreError.unable(let reason): (reason, .service)
      // What a person asked for does not go on by itself, as the storing of articles does.
      case StoreError.diskFull(let reason): ("\(reason), and ask again", .service)
      default: throw error
      }
    return WireMessage(.error, WireFailure(request: number(of: message), reason: reason, cause: cause))
  }

  /// The question's number where it can be read.
  private static func number(of message: WireMessage) -> Int? {
    (try? message.decode(PlainRequest.self))?.request
  }

  private func statistics(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(StatisticsRequest.self)
    var query = request.query ?? StatisticsQuery()
    query.filter = try resolved(query.filter)
    let revision = await store.revision()
    let answer: WrittenStatistics
    if let known = answers.answer(to: query, revision: revision) {
      answer = known
    } else {
      answer = try await store.writtenStatistics(query)
      answers.keep(answer, to: query, revision: revision)
    }
    return WireMessage(kind: .stats, header: answer.wireJSON(request: request.request))
  }

  private func articles(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(ArticlesRequest.self)
    var query = request.query ?? ArticlesQuery()
    query.filter = try resolved(query.filter)
    guard (1...ArticlesQuery.maximumLimit).contains(query.limit) else {
      throw StoreError.badQuery("expected a limit of 1 to \(ArticlesQuery.maximumLimit), got \(query.limit)")
    }
    let listing = try await store.articles(query)
    return WireMessage(.articles, NumberedAnswer(request: request.request, answer: listing))
  }

  private func bursts(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(BurstsRequest.self)
    var query = request.query ?? BurstsQuery()
    query.filter = try resolved(query.filter)
    return WireMessage(.bursts, NumberedAnswer(request: request.request, answer: try await store.bursts(query)))
  }

  private func sources(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(SourcesRequest.self)
    let answer = try await store.sources(request.query ?? SourcesQuery())
    return WireMessage(.sources, NumberedAnswer(request: request.request, answer: answer))
  }

  /// The filter with the days that its period names today, in the store's zone.
  private func resolved(_ filter: ArticleFilter) throws -> ArticleFilter {
    if filter.period == nil { return filter }
    guard let today = StoreCalendar(identifier: store.timeZone)?.day(at: Int64(time(nil))),
      let resolved = filter.resolved(on: today)
    else {
      throw StoreError.badQuery("expected 'period', or 'since' and 'until', or 'undated'; got several of them")
    }
    return resolved
  }

  private func stories(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(StoriesRequest.self)
    var query = request.query ?? StoriesQuery()
    query.filter = try resolved(query.filter)
    let listing = try await store.stories(query)
    return WireMessage(.stories, NumberedAnswer(request: request.request, answer: listing))
  }

  private func explain(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(ExplainRequest.self)
    guard let stored = try await store.article(prefix: request.id.lowercased()) else {
      let several = try await store.hasSeveral(prefix: request.id.lowercased())
      return WireMessage(.explain, ExplainAnswer(request: request.request, several: several))
    }
    let rules = archive.classifier(version: stored.classification.topicsVersion)
    let explanation = rules?.explain(
      title: stored.article.title, body: stored.article.body, language: stored.article.language)
    return WireMessage(
      .explain,
      ExplainAnswer(
        request: request.request, id: stored.id, article: stored.article, stored: stored.classification,
        explanation: explanation, story: stored.story))
  }

  private nonisolated(nonsending) func storedIDs(
    _ message: WireMessage, on executor: PollingExecutor
  ) async throws -> WireMessage {
    let request = try message.decode(StoredIDs.self)
    guard request.ids.count <= StoredIDs.maximum else {
      throw StoreError.badQuery("expected at most \(StoredIDs.maximum) ids, got \(request.ids.count)")
    }
    let wait = Duration.milliseconds(min(max(0, request.wait ?? 0), StoredIDs.maximumWait))
    let stored = try await waits.wait(for: request.ids, in: store, atMost: wait, on: executor)
    return WireMessage(.storedIDs, StoredIDs(request: request.request, ids: request.ids.filter(stored.contains)))
  }

  private func status(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(PlainRequest.self)
    let ledger = try await store.ledger()
    var states: [ConsumerStatus.Link] = []
    for link in links { states.append(await link.status()) }
    var unwell = states.filter { !$0.connected || $0.trouble != nil }.map {
      "\($0.endpoint): \($0.trouble ?? "not connected yet")"
    }
    if let trouble = await upkeep.trouble() { unwell.insert(trouble, at: 0) }
    if let trouble = await store.trouble() { unwell.insert(trouble, at: 0) }
    let troubles = unwell + (await store.warnings())
    return WireMessage(
      .status,
      ConsumerStatus(
        request: request.request, consumer: consumer, group: group, ledger: ledger, links: states,
        topicsVersion: classifier.topics.version, healthy: unwell.isEmpty,
        trouble: troubles.isEmpty ? nil : troubles.joined(separator: "; "), revision: await store.revision()))
  }

  private func topics(_ number: Int?) -> WireMessage {
    WireMessage(
      .topics,
      TopicsAnswer(
        request: number, version: classifier.topics.version,
        topics: classifier.topics.topics.map { TopicsAnswer.Topic(topic: $0.id, name: $0.name) },
        source: classifier.topics.source, timeZone: store.timeZone))
  }
}
