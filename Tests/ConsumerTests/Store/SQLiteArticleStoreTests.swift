import DurableSQLite
import Foundation
import NewsModels
import Testing

@testable import Consumer

@Suite struct SQLiteArticleStoreTests {
  @Test(arguments: ArticleStoreContractCase.allCases)
  func keepsTheContract(_ contract: ArticleStoreContractCase) async throws {
    let path = NSTemporaryDirectory() + "news-topics-store-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store = try await SQLiteArticleStore(
      folder: try DataFolder(path), timeZone: nil, catalogue: StoreSamples.catalogue)
    try await contract.check(ArticleStoreContract(store: store))
    await store.close()
  }
}
