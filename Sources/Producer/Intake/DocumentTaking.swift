import Glibc
import NewsModels
import Parsing

/// Reads documents and commits what became of them: the same for those that are pushed and those of a watched folder.
struct DocumentTaking: Sendable {
  let outbox: any Outbox
  let delivery: DeliveryLoop
  /// Bytes of one document.
  let maximumDocument: Int
  private let reader = DocumentReader()

  init(outbox: any Outbox, delivery: DeliveryLoop, maximumDocument: Int) {
    self.outbox = outbox
    self.delivery = delivery
    self.maximumDocument = maximumDocument
  }

  /// What parsing makes of a document; nothing is kept yet.
  func read(_ bytes: [UInt8], _ document: PushRequest.Document) -> ReadDocument {
    let hints = DocumentReader.Hints(name: document.name, source: document.source)
    let outcome: ReadDocument.Outcome =
      switch reader.read(bytes, hints: hints) {
      case .articles(let articles):
        .articles(articles.map { IdentifiedArticle(id: $0.id, article: ArticleCoding.encode($0)) })
      case .skipped(let reason): .skipped(reason: reason)
      case .unreadable(let reason): .quarantined(reason: reason, bytes: bytes)
      }
    return ReadDocument(
      id: DocumentID(of: bytes), name: document.name, again: document.again ?? false, outcome: outcome)
  }

  /// Milliseconds since 1970, UTC.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Commits documents in one transaction, and lets their articles go out; answers each in the same order.
  func commit(_ documents: [ReadDocument]) async throws(OutboxError) -> [DocumentAnswer] {
    let answers = try await outbox.commit(documents)
    await delivery.outboxGrew()
    return answers
  }
}
