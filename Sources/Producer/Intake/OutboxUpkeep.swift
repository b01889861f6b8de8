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
    let request = try message.decode(QuarantineRequest.self)
    guard let action = request.action, action != .list else { return try await list(request) }
    guard let prefix = request.id, prefix.utf8.count >= 8 else {
      return refusal(request.request, "expected a document's hash, or its first 8 digits or more")
    }
    let found = try await outbox.quarantined(prefix: prefix)
    guard let document = found.first, found.count == 1 else {
      return refusal(
        request.request,
        found.isEmpty
          ? "no document in quarantine has a hash that begins with \(prefix.printable)"
          : "several documents in quarantine have hashes that begin with \(prefix.printable): give more digits")
    }
    switch action {
    case .list, .show:
      let bytes = try await outbox.quarantinedBytes(document.id)
      return WireMessage(
        .quarantine, try await answer(request, [document]), payloads: bytes.map { [$0] } ?? [])
    case .drop:
      _ = try await outbox.dropQuarantined(document.id)
      return WireMessage(.quarantine, try await answer(request, [document], .dropped))
    case .retry: return try await retry(document, request)
    }
  }

  private func retry(_ document: QuarantinedDocument, _ request: QuarantineRequest) async throws -> WireMessage {
    let result = try await taking.retry(document)
    let (outcome, reason): (QuarantineAnswer.Outcome, String?) =
      switch result?.outcome {
      case .quarantined, .refused, nil: (.failed, result?.reason)
      case .skipped: (.done, "skipped: \(result?.reason ?? "")")
      case .duplicate: (.done, "already known")
      case .read: (.done, nil)
      }
    return WireMessage(.quarantine, try await answer(request, [document], outcome, reason: reason))
  }

  private func list(_ request: QuarantineRequest) async throws -> WireMessage {
    let limit = min(max(1, request.limit ?? 100), QuarantineRequest.maximum)
    let found = try await outbox.quarantined(after: request.after ?? 0, limit: limit)
    var answer = try await answer(request, found)
    if found.count == limit { answer.next = found.last?.number }
    return WireMessage(.quarantine, answer)
  }

  private func answer(
    _ request: QuarantineRequest, _ documents: [QuarantinedDocument], _ outcome: QuarantineAnswer.Outcome? = nil,
    reason: String? = nil
  ) async throws(OutboxError) -> QuarantineAnswer {
    let room = try await outbox.quarantineRoom()
    return QuarantineAnswer(
      request: request.request,
      entries: documents.map {
        QuarantineAnswer.Entry(
          id: $0.id.digest, name: $0.name, reason: $0.reason, size: $0.size, at: $0.received.map { $0 / 1_000 })
      }, outcome: outcome, reason: reason, bytes: room.bytes, limit: room.limit)
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

  private func refusal(_ request: Int?, _ reason: String) -> WireMessage {
    WireMessage(.error, WireFailure(request: request, reason: reason))
  }
}
