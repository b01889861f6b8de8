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

  /// - Throws: `StoreError`, of which `.badQuery`, `.unable` and `.diskFull` are told to the asker and end nothing. `WireError` for what is
  ///   not understood.
  func quarantine(_ message: WireMessage) async throws -> WireMessage {
    try await QuarantineDesk(ArticleShelf(store: store, processor: processor)).answer(message)
  }

  /// Why articles wait at their producer; nil where none is kept from coming.
  func trouble() async -> String? { await processor.trouble() }

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
