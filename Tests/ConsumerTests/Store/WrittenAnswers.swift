import Foundation
import NewsModels

@testable import Consumer

extension ArticleStore {
  /// The answer as whoever asks over the wire reads it.
  func statistics(_ query: StatisticsQuery) async throws -> StatisticsAnswer {
    let written = try await writtenStatistics(query)
    return try JSONDecoder().decode(StatisticsAnswer.self, from: Data(written.wireJSON()))
  }
}
