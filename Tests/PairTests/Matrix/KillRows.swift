import Foundation
import Locking
import NewsClient
import NewsModels
import TestSupport
import Testing

/// Processes are killed while articles flow.
@Suite(.serialized) struct KillRows {
  @Test(.timeLimit(MatrixBudget.limit), arguments: [MatrixRun.Side.producer, .consumer])
  func killedAtAnyInstant(_ side: MatrixRun.Side) async throws {
    try await MatrixRun.row("SIGKILL of the \(side.rawValue) at a random instant", tries: 20) { run in
      // In twenty tries five thousand articles flow.
      try await run.push(batches: 10, of: 25) {
        await (try run.service(side)).kill()
        try await run.start(side)
      }
    }
  }

  @Test(.timeLimit(MatrixBudget.limit)) func pusherKilledAtAnyInstant() async throws {
    let cuts = Guarded(0)
    try await MatrixRun.row("SIGKILL of the pusher at a random instant", tries: 6) { run in
      // More than it has under way at once: its batches have 256, and the third waits for the answer to the first.
      let documents = await run.newDocuments(1_100, paragraphs: 2)
      let paths = try documents.map { try run.pair.file("in/\($0.name)", $0.bytes) }
      let intake = try await run.pair.intakeClient()
      let before = try await intake.status().ledger.documents.received
      let pusher = try run.pair.launch("newsctl", ["push"] + paths)
      // The instant is told by the producer: when it has taken some of the documents, maybe none.
      let reached = before + (await run.random(0...256))
      try await waitUntil {
        if pusher.hasEnded { return true }
        return try await intake.status().ledger.documents.received >= reached
      }
      await pusher.kill()
      let taken = try await intake.status().ledger.documents.received - before
      if (1..<documents.count).contains(taken) { cuts.withLock { $0 += 1 } }
      // What the dead one was answered nobody knows; pushed again, each is answered, and is stored once.
      var ids: Set<ArticleID> = []
      for batch in [documents[..<500], documents[500..<1_000], documents[1_000...]] {
        let answers = try await intake.push(Array(batch), busyTimeout: .seconds(30))
        ids.formUnion(answers.flatMap { $0.accepted + $0.duplicates })
      }
      #expect(ids.count == documents.count, run.comment)
      await run.alsoAccepted(ids)
    }
    #expect(cuts.withLock { $0 } > 0, "no pusher was killed in the midst of its work")
  }

  @Test(
    .timeLimit(MatrixBudget.limit),
    .enabled(if: FaultLibraries.areThere, "needs a C compiler for Tests/Support/UnsyncedWrites"),
    arguments: [MatrixRun.Side.producer, .consumer])
  func killedAtACommit(_ side: MatrixRun.Side) async throws {
    let libraries = try FaultLibraries()
    try await MatrixRun.row("SIGKILL of the \(side.rawValue) before or after a sync", tries: 9) { run in
      let number = await run.random(1...30)
      let isBefore = await run.random(0...1) == 0
      // In order, so that the next life begins with the sync of an emptied log.
      try await run.service(side).terminate()
      let environment = try libraries.environment(
        run.data(side), isBefore ? .killBeforeSync(number) : .killAfterSync(number))
      if try await run.startIfPossible(side, environment: environment) {
        #expect(try await run.pushUntilEnd(of: side), "no kill at sync \(number): \(run.comment)")
      }
      #expect(await (try run.service(side)).exitStatus() == 137, run.comment)
      try await run.start(side)
      await run.push(10)
    }
  }

  @Test(
    .timeLimit(MatrixBudget.limit),
    .enabled(if: FaultLibraries.areThere, "needs a C compiler for Tests/Support/UnsyncedWrites"),
    arguments: [MatrixRun.Side.producer, .consumer])
  func powerIsCut(_ side: MatrixRun.Side) async throws {
    let power = try PowerCuts()
    defer { power.end() }
    let fault = "power cut at the \(side.rawValue): unsynced writes vanish, all or some"
    try await MatrixRun.row(
      fault, tries: 20
    ) { run in
      try await run.start(.producer, environment: side == .producer ? power.environment(for: run.data(side)) : [:])
      try await run.start(.consumer, environment: side == .consumer ? power.environment(for: run.data(side)) : [:])
    } attempt: { run in
      try await run.push(batches: 10, of: 20) {
        await (try run.service(side)).kill()
        let chance = await run.random(0...1) == 0 ? 0 : await run.random(1...99_999)
        try power.powerLost(for: run.data(side), chance: chance)
        try await run.start(side, environment: power.environment(for: run.data(side)))
      }
    }
  }
}
