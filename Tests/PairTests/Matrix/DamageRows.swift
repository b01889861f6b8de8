import Foundation
import NewsClient
import NewsModels
import Testing

/// Files of a data folder are damaged while nobody runs.
@Suite(.serialized) struct DamageRows {
  enum Damage: String, CaseIterable {
    case emptied, truncated
    case older = "replaced by an older copy"
    case flipped = "bytes flipped"
  }

  /// The outbox loses what it says it lost; the rest goes out, and what comes goes in.
  @Test(.timeLimit(MatrixBudget.limit), arguments: Damage.allCases)
  func outboxIsDamaged(_ damage: Damage) async throws {
    try await row("outbox: \(damage.rawValue)", .producer, damage) { run in
      let producer = try await run.drained()
      // One pusher, all answered: the first accepted article has sequence 1.
      return Set(
        await run.accepted.enumerated().filter { index, _ in
          producer.damages.contains { $0.contains(Int64(index) + 1) }
        }.map(\.element))
    }
  }

  /// The store loses what the accounts of both sides say it lost; the rest is served, and what comes is stored.
  @Test(.timeLimit(MatrixBudget.limit), arguments: Damage.allCases)
  func storeIsDamaged(_ damage: Damage) async throws {
    try await row("store: \(damage.rawValue)", .consumer, damage) { run in
      let query = try await run.pair.queryClient()
      let (producer, consumer) = (try await run.drained(), try await query.status().ledger)
      let lost = LedgerBalance.lost(producer, consumer, group: .default)
      let named = Set(
        await run.accepted.enumerated().filter { lost.contains(SequenceNumber(Int64($0.offset) + 1)) }
          .map(\.element))
      if !named.isEmpty { #expect(!consumer.damages.isEmpty, "the store does not say what it lost") }
      return named
    }
  }

  /// - Parameter lost: the articles of which the services say that they lost them.
  private func row(
    _ fault: String, _ side: MatrixRun.Side, _ damage: Damage,
    lost: @Sendable (MatrixRun) async throws -> Set<ArticleID>
  ) async throws {
    let budget = MatrixBudget(standard: damage == .older || damage == .emptied ? 1 : 2)
    var row = MatrixRow(fault: fault, tries: 0, acknowledged: 0, lostSilently: 0, lostNamed: 0, countedTwice: 0)
    while budget.goesOn(after: row.tries) {
      let run = try MatrixRun()
      try await run.prepareForDamage(side)
      try await run.damage(side, damage)
      // Never blocked by it.
      try await run.startBoth()
      for _ in 0..<2 { await run.push(20) }
      try await run.restartWhereEnded(side)
      let lost = try await lost(run)
      let (stored, damaged) = try await run.intact()
      let named = try await lost.union(damaged).union(run.putAside())
      let missing = await Set(run.accepted).subtracting(stored)
      let silent = missing.subtracting(named)
      #expect(silent == [], "\(fault): \(missing.count) missing, \(named.count) named: \(run.comment)")
      row.tries += 1
      row.acknowledged += await run.accepted.count
      row.lostSilently += silent.count
      row.lostNamed += missing.count - silent.count
      row.countedTwice += try await run.countedTwiceIfReadable()
      try await run.endAfterDamage()
    }
    row.publish()
  }
}

extension MatrixRun {
  /// Some articles stored, then a copy of the folder, then more: stored ones, and in the outbox some that wait.
  fileprivate func prepareForDamage(_ side: Side) async throws {
    try await startBoth()
    await push(60)
    #expect(try await settle(), comment)
    try await service(side).terminate()
    try FileManager.default.copyItem(at: data(side), to: pair.folder.appendingPathComponent("older"))
    try await start(side)
    await push(60)
    #expect(try await settle(), comment)
    if side == .producer {
      try await service(.consumer).terminate()
      await push(60)
    }
    _ = try await drained(waiting: side == .producer ? 60 : 0)
    await (try service(side)).kill()
    if side == .consumer { try await service(.producer).terminate() }
  }

  /// What a supervisor does: a service that finds damage while it works ends, and says so; the next life goes on without the file.
  fileprivate func restartWhereEnded(_ side: Side) async throws {
    for _ in 0..<4 {
      var works = await push(20)
      switch side {
      // What waits is read when it goes out.
      case .producer: works = (try? await drained()) != nil && works
      case .consumer: works = (try? await settle()) == true && works
      }
      let service = try service(side)
      if works, !service.hasEnded { return }
      guard await service.ends(atMost: PairFixture.patience) else { return }
      #expect(await service.exitStatus() == 70, comment)
      #expect(service.log.contains("is damaged"), comment)
      try await start(side)
    }
  }

  /// Ends both. Damage may be found by then only, or have ended one before: that says so, and has a status of its own.
  fileprivate func endAfterDamage() async throws {
    for side in [Side.consumer, .producer] {
      let service = try service(side)
      let status = await service.status(after: SIGTERM)
      #expect(status == 0 || (status == 70 && service.log.contains("is damaged")), "\(status): \(comment)")
    }
  }

  /// The articles that the consumer put aside.
  fileprivate func putAside() async throws -> Set<ArticleID> {
    let (answer, _) = try await pair.queryClient().quarantine(
      QuarantineRequest(action: .list, limit: QuarantineRequest.maximum))
    return Set(answer.entries.map { ArticleID($0.id) })
  }

  /// The producer's account, when no more than so many articles are pending.
  /// - Throws: where it does not come to that.
  fileprivate func drained(waiting: Int = 0) async throws -> ProducerLedger {
    let intake = try await pair.intakeClient()
    let deadline = ContinuousClock.now + PairFixture.patience
    while true {
      let ledger = try await intake.status().ledger
      if ledger.groups.allSatisfy({ $0.pending <= waiting }) { return ledger }
      if .now > deadline {
        throw RunningProcess.Failure(description: "not drained: \(ledger.groups.map(\.pending)) pending; \(comment)")
      }
    }
  }

  fileprivate func damage(_ side: Side, _ damage: DamageRows.Damage) throws {
    let database = data(side).appendingPathComponent(side == .producer ? "outbox.sqlite" : "store.sqlite")
    let log = URL(fileURLWithPath: database.path + "-wal")
    let segments = Inbox.names(data(side).path).filter { $0.contains(".texts-") }.sorted()
      .map { data(side).appendingPathComponent($0) }
    let files = (random(0...1) == 0 || segments.isEmpty ? [database, log] : segments).filter { size(of: $0) > 0 }
    switch damage {
    case .emptied:
      for file in files { try Data().write(to: file) }
    case .older:
      try? FileManager.default.removeItem(at: log)
      let older = pair.folder.appendingPathComponent("older/\(database.lastPathComponent)")
      try FileManager.default.removeItem(at: database)
      try FileManager.default.moveItem(at: older, to: database)
    case .truncated:
      let file = files[random(0...files.count - 1)]
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: UInt64(random(1...size(of: file) - 1)))
      try handle.close()
    case .flipped:
      let file = files[random(0...files.count - 1)]
      var bytes = try Data(contentsOf: file)
      for _ in 0..<random(1...20) { bytes[random(0...bytes.count - 1)] ^= 1 << random(0...7) }
      try bytes.write(to: file)
    }
  }

  private nonisolated func size(of file: URL) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
  }

  /// The accepted articles that are stored with the text that was accepted, and those of which the consumer says that they are damaged.
  fileprivate func intact() async throws -> (stored: Set<ArticleID>, damaged: Set<ArticleID>) {
    let query = try await pair.queryClient()
    var (stored, damaged): (Set<ArticleID>, Set<ArticleID>) = ([], [])
    for id in accepted {
      do throws(ClientError) {
        if try await query.explain("\(id)").article?.id == id { stored.insert(id) }
      } catch {
        #expect("\(error)".contains("damaged"), comment)
        damaged.insert(id)
      }
    }
    return (stored, damaged)
  }

  /// None where a page that the counts need is damaged, and the consumer says so.
  fileprivate func countedTwiceIfReadable() async throws -> Int {
    do {
      return try await countedTwice(pair.storedIDs(), comment)
    } catch let error as ClientError {
      #expect("\(error)".contains("is damaged"), comment)
      return 0
    }
  }
}
