import NewsModels
import Serving

/// The documents that could not be read.
struct DocumentShelf: QuarantineShelf {
  static let (noun, idNoun) = ("document", "hash")

  let taking: DocumentTaking
  private var outbox: any Outbox { taking.outbox }

  func items(after: Int64, limit: Int) async throws -> [QuarantinedDocument] {
    try await outbox.quarantined(after: after, limit: limit)
  }

  func items(prefix: String) async throws -> [QuarantinedDocument] { try await outbox.quarantined(prefix: prefix) }

  func number(of item: QuarantinedDocument) -> Int64 { item.number }

  func entry(of item: QuarantinedDocument) -> QuarantineAnswer.Entry {
    QuarantineAnswer.Entry(
      id: item.id.digest, name: item.name, reason: item.reason, size: item.size, at: item.received.map { $0 / 1_000 })
  }

  func contents(of item: QuarantinedDocument) async throws -> [[UInt8]]? {
    try await outbox.quarantinedBytes(item.id).map { [$0] }
  }

  func retry(_ item: QuarantinedDocument) async throws -> (outcome: QuarantineAnswer.Outcome, reason: String?)? {
    guard let result = try await taking.retry(item) else { return nil }
    return switch result.outcome {
    case .quarantined, .refused: (.failed, result.reason)
    case .skipped: (.done, "skipped: \(result.reason ?? "")")
    case .duplicate: (.done, "already known")
    case .read: (.done, nil)
    }
  }

  func drop(_ item: QuarantinedDocument) async throws -> Bool { try await outbox.dropQuarantined(item.id) }

  func room() async throws -> (bytes: Int, limit: Int) { try await outbox.quarantineRoom() }
}
