import DurableSQLite
import Foundation
import NewsModels
import Testing

@testable import Producer

@Suite struct SQLiteOutboxTests {

  @Test(arguments: OutboxContractCase.allCases)
  func keepsTheContract(_ contract: OutboxContractCase) async throws {
    let path = NSTemporaryDirectory() + "news-topics-outbox-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    let outbox = try await SQLiteOutbox(folder: try DataFolder(path), limit: 100_000)
    try await contract.check(OutboxContract(outbox: outbox))
    await outbox.close()
  }
}
