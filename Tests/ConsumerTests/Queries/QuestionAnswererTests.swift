import DurableSQLite
import NewsModels
import TestSupport
import Testing
import ZeroMQ

@testable import Consumer

@Suite struct QuestionAnswererTests {
  typealias S = StoreSamples

  @Test func changesThatFindNoRoomAreAnsweredAndEndNothing() async throws {
    let folder = TemporaryFolder()
    let store = try await SQLiteArticleStore(
      folder: try DataFolder(folder.path), timeZone: nil, catalogue: S.catalogue)
    _ = try await store.store(S.batch([S.entry(1, S.article(1)), S.quarantined(2, S.article(2))]))
    let questions = try ConsumerParts(store, folder).questions
    let executor = try PollingExecutor(name: "test")
    let aside = String(S.article(2).id.digest.hex.prefix(8))
    try await FullDisk.begin(store.writes)
    let join = SourcesQuery(action: .join, names: ["HNM"], as: "Other")
    let changes = [
      WireMessage(.sources, SourcesRequest(request: 7, query: join)),
      WireMessage(.quarantine, QuarantineRequest(request: 7, action: .retry, id: aside)),
    ]
    for change in changes {
      let answer = try await questions.answer(change, on: executor)
      #expect(answer.kind == .error)
      let failure = try answer.decode(WireFailure.self)
      #expect(failure.request == 7 && failure.reason.hasSuffix("; free some, and ask again"))
    }
    // What frees room goes on.
    let drop = WireMessage(.quarantine, QuarantineRequest(request: 8, action: .drop, id: aside))
    #expect(try await questions.answer(drop, on: executor).decode(QuarantineAnswer.self).outcome == .dropped)
    await store.close()
    await #expect(throws: StoreError.closed) { try await questions.answer(changes[0], on: executor) }
  }
}
