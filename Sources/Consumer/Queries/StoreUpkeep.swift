import NewsModels
import Serving

/// Answers questions about what the store keeps, and requests to keep it well.
struct StoreUpkeep: Sendable {
  private let store: any ArticleStore
  private let processor: ArticleProcessor
  private let archive: TopicsArchive

  init(store: any ArticleStore, processor: ArticleProcessor, archive: TopicsArchive) {
    self.store = store
    self.processor = processor
    self.archive = archive
  }

  /// - Throws: `StoreError`, of which only `.badQuery` and `.diskFull` are the asker's matter. `WireError` for what is not understood.
  func quarantine(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(QuarantineRequest.self)
    guard let action = request.action, action != .list else { return try await list(request) }
    guard let prefix = request.id, prefix.utf8.count >= 8 else {
      throw StoreError.badQuery("expected an article's id, or its first 8 digits or more")
    }
    let found = try await store.quarantined(prefix: prefix)
    guard let article = found.first, found.count == 1, let content = try await store.quarantinedContent(article.id)
    else {
      throw StoreError.badQuery(
        found.count < 2
          ? "no article in quarantine has an id that begins with \(prefix.printable)"
          : "several articles in quarantine have ids that begin with \(prefix.printable): give more digits")
    }
    switch action {
    case .list, .show:
      return WireMessage(
        .quarantine, try await answer(request, [article]), payloads: [content.header, content.body])
    case .drop:
      _ = try await store.dropQuarantined(article.id)
      return WireMessage(.quarantine, try await answer(request, [article], .dropped))
    case .retry:
      let reason = try await processor.retry(article.id, content)
      return WireMessage(
        .quarantine, try await answer(request, [article], reason == nil ? .done : .failed, reason: reason))
    }
  }

  private func list(_ request: QuarantineRequest) async throws -> WireMessage {
    let limit = min(max(1, request.limit ?? 100), QuarantineRequest.maximum)
    let found = try await store.quarantined(after: request.after ?? 0, limit: limit)
    var answer = try await answer(request, found)
    if found.count == limit { answer.next = found.last?.number }
    return WireMessage(.quarantine, answer)
  }

  private func answer(
    _ request: QuarantineRequest, _ articles: [QuarantinedArticle], _ outcome: QuarantineAnswer.Outcome? = nil,
    reason: String? = nil
  ) async throws(StoreError) -> QuarantineAnswer {
    QuarantineAnswer(
      request: request.request,
      entries: articles.map {
        QuarantineAnswer.Entry(id: $0.id.digest, name: nil, reason: $0.reason, size: $0.size, at: $0.arrived)
      }, outcome: outcome, reason: reason, bytes: try await store.quarantineBytes(), limit: processor.quarantineLimit)
  }

  func verify(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(PlainRequest.self)
    let differences = try await store.verify() + store.damages()
    return WireMessage(.verify, VerifyAnswer(request: request.request, differences: differences))
  }

  func backup(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(BackupRequest.self)
    return try await BackupFolder.make(request) { folder in
      do {
        // Without the rules that counted an article, the copy could not explain it once the consumer has others.
        return try archive.copy(to: folder) + (await store.backup(to: folder))
      } catch StoreError.diskFull {
        throw BackupFolder.NoRoom()
      }
    }
  }

  func trace(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(TraceRequest.self)
    let stored = try await store.article(prefix: request.id.hex)
    let quarantined = try await store.quarantined(prefix: request.id.hex).first?.reason
    return WireMessage(
      .trace,
      ConsumerTrace(
        request: request.request, isStored: stored != nil, storedAt: stored?.arrived,
        topics: stored?.classification.topics.map(\.topic) ?? [], quarantined: quarantined))
  }
}
