import NewsModels
import Serving

/// Answers questions about what the outbox keeps, and requests to keep it well.
struct OutboxUpkeep: Sendable {
  private let taking: DocumentTaking
  private var outbox: any Outbox { taking.outbox }

  init(_ taking: DocumentTaking) {
    self.taking = taking
  }

  /// - Throws: `OutboxError`, of which only what ends the producer is not the asker's matter. `WireError` for what is not understood.
  func quarantine(_ message: WireMessage) async throws -> WireMessage {
    try await QuarantineDesk(DocumentShelf(taking: taking)).answer(message)
  }

  func verify(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(PlainRequest.self)
    let differences = try await outbox.verify() + outbox.damages()
    return WireMessage(.verify, VerifyAnswer(request: request.request, differences: differences))
  }

  func backup(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(BackupRequest.self)
    return try await BackupFolder.make(request) { folder in
      do {
        return try await outbox.backup(to: folder)
      } catch OutboxError.diskFull {
        throw BackupFolder.NoRoom()
      }
    }
  }

  func trace(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(TraceRequest.self)
    let traced = try await outbox.trace(request.id)
    var articles: [ProducerTrace.Article] = []
    for article in traced?.articles ?? [] {
      articles.append(
        ProducerTrace.Article(
          id: article.id, sequence: article.sequence, acceptedAt: article.accepted,
          groups: try await taking.delivery.trace(article.sequence)))
    }
    return WireMessage(
      .trace,
      ProducerTrace(
        request: request.request, document: traced?.document, receivedAt: traced?.received,
        quarantined: traced?.quarantined, articles: articles))
  }
}
