import NewsModels
import Serving

/// The articles that could not be processed.
struct ArticleShelf: QuarantineShelf {
  static let (noun, idNoun) = ("article", "id")

  let store: any ArticleStore
  let processor: ArticleProcessor

  func items(after: Int64, limit: Int) async throws -> [QuarantinedArticle] {
    try await store.quarantined(after: after, limit: limit)
  }

  func items(prefix: String) async throws -> [QuarantinedArticle] { try await store.quarantined(prefix: prefix) }

  func number(of item: QuarantinedArticle) -> Int64 { item.number }

  func entry(of item: QuarantinedArticle) -> QuarantineAnswer.Entry {
    QuarantineAnswer.Entry(id: item.id.digest, name: nil, reason: item.reason, size: item.size, at: item.arrived)
  }

  func contents(of item: QuarantinedArticle) async throws -> [[UInt8]]? {
    try await store.quarantinedContent(item.id).map { [$0.header, $0.body] }
  }

  func retry(_ item: QuarantinedArticle) async throws -> (outcome: QuarantineAnswer.Outcome, reason: String?)? {
    guard let content = try await store.quarantinedContent(item.id) else { return nil }
    let reason = try await processor.retry(item.id, content)
    return (reason == nil ? .done : .failed, reason)
  }

  func drop(_ item: QuarantinedArticle) async throws -> Bool { try await store.dropQuarantined(item.id) }

  func room() async throws -> (bytes: Int, limit: Int) {
    (try await store.quarantineBytes(), processor.quarantineLimit)
  }
}
