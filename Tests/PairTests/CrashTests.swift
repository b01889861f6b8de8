import Foundation
import NewsClient
import NewsModels
import Testing

/// Real processes, killed for real, while articles flow.
@Suite(.serialized) struct CrashTests {
  private static let documents = 5_000
  private static let batch = 25
  private static let kills = 20

  @Test(.timeLimit(.minutes(5))) func everyAcceptedArticleIsStoredWhateverIsKilled() async throws {
    let seed = SeededGenerator.seedOfThisRun
    let run = try await CrashRun(generator: SeededGenerator(seed: seed), power: nil)
    try await run.pushAll(documents: Self.documents, batch: Self.batch, kills: Self.kills)
    try await run.expectAcceptedAreStored("seed \(seed)")
    try await run.expectAllAreStoredOnceWhenPushedAgain("seed \(seed)")
    await run.end()
  }
}
