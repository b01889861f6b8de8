import Foundation
import NewsClient
import NewsModels
import TestSupport
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

  @Test(
    .timeLimit(.minutes(5)),
    .enabled(if: UnsyncedWritesTool.compiler != nil, "needs a C compiler for Tests/Support/UnsyncedWrites"))
  func everyAcceptedArticleIsStoredWhenThePowerIsCut() async throws {
    let seed = SeededGenerator.seedOfThisRun
    let power = try PowerCuts()
    defer { power.end() }
    let run = try await CrashRun(generator: SeededGenerator(seed: seed), power: power)
    try await run.pushAll(documents: Self.documents, batch: Self.batch, kills: Self.kills)
    try await run.expectAcceptedAreStored("seed \(seed)")
    try await run.expectAllAreStoredOnceWhenPushedAgain("seed \(seed)")
    await run.end()
  }
}
