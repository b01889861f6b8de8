import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// A disk that is full for a while, and one that fails.
@Suite(.serialized, .enabled(if: FaultLibraries.areThere, "needs a C compiler for Tests/Support/UnsyncedWrites"))
struct DiskRows {
  /// Pushers are told to wait, what waits goes out over the reserve, and intake goes on when there is room.
  @Test(.timeLimit(MatrixBudget.limit)) func producersDiskIsFullAndThenHasRoom() async throws {
    let libraries = try FaultLibraries()
    try await MatrixRun.row(
      "disk full at the producer, then room again", tries: 1, again: 1
    ) { run in
      let room = run.pair.folder.path + "/room"
      try await run.start(
        .producer, environment: libraries.environment(run.data(.producer), .room(file: room)))
      try await run.start(.consumer)
    } attempt: { run in
      await run.push(50)
      #expect(try await run.settle(), run.comment)
      try await run.service(.consumer).terminate()
      let room = try Self.fill(run, .producer, leaving: 300_000)
      var pushes = 0
      while pushes < 200, await run.push(50, busyTimeout: .zero) { pushes += 1 }
      #expect(pushes < 200, "the disk did not become full: \(run.comment)")
      // Drained while the disk is full: the set first, then the receipts.
      try await run.start(.consumer)
      #expect(try await run.settle(), run.comment)
      try await run.pair.settle()
      try FileManager.default.removeItem(atPath: room)
      // Not even the receipts find room: they wait, and nothing ends.
      let (producer, consumer) = (try await run.service(.producer), try await run.service(.consumer))
      try consumer.pause()
      await run.push(50)
      try Data("0".utf8).write(to: URL(fileURLWithPath: room))
      consumer.send(SIGCONT)
      #expect(await producer.logs("not even what frees room can be written"), run.comment)
      #expect(try await run.settle(), run.comment)
      try FileManager.default.removeItem(atPath: room)
      try await run.pair.settle()
      #expect(await run.push(50), run.comment)
      #expect(await !(try run.service(.producer)).hasEnded, run.comment)
    }
  }

  /// What cannot be stored is held, questions are answered, and storing goes on when there is room.
  @Test(.timeLimit(MatrixBudget.limit)) func consumersDiskIsFullAndThenHasRoom() async throws {
    let libraries = try FaultLibraries()
    try await MatrixRun.row(
      "disk full at the consumer, then room again", tries: 1, again: 1
    ) { run in
      let room = run.pair.folder.path + "/room"
      try await run.start(.producer)
      try await run.start(
        .consumer, environment: libraries.environment(run.data(.consumer), .room(file: room)))
    } attempt: { run in
      await run.push(50)
      #expect(try await run.settle(), run.comment)
      let room = try Self.fill(run, .consumer, leaving: 300_000)
      let consumer = try await run.service(.consumer)
      for _ in 0..<200 where !consumer.log.contains("nothing is taken in") { await run.push(50) }
      #expect(await consumer.logs("nothing is taken in: no room on the disk of "), run.comment)
      #expect(try await !run.pair.storedIDs().isEmpty, run.comment)
      try FileManager.default.removeItem(atPath: room)
      #expect(await !(try run.service(.consumer)).hasEnded, run.comment)
    }
  }

  /// Whatever a service writes when it starts, it does in the room of the reserve.
  @Test(.timeLimit(MatrixBudget.limit), arguments: [MatrixRun.Side.producer, .consumer])
  func diskIsFullAtAStart(_ side: MatrixRun.Side) async throws {
    let libraries = try FaultLibraries()
    try await MatrixRun.row("disk full at a start of the \(side.rawValue), then room again", tries: 4) { run in
      await run.push(50)
      #expect(try await run.settle(), run.comment)
      let service = try await run.service(side)
      if await run.random(0...1) == 0 { await service.kill() } else { await service.terminate() }
      let room = try Self.fill(run, side, leaving: 0)
      try await run.start(side, environment: libraries.environment(run.data(side), .room(file: room)))
      try FileManager.default.removeItem(atPath: room)
      #expect(await run.push(10), run.comment)
    }
  }

  /// No answer for what may not be on disk, exit status 70, and right after the next start.
  @Test(.timeLimit(MatrixBudget.limit), arguments: [MatrixRun.Side.producer, .consumer])
  func syncOrWriteFails(_ side: MatrixRun.Side) async throws {
    let libraries = try FaultLibraries()
    try await MatrixRun.row("a sync or a write fails at the \(side.rawValue)", tries: 6) { run in
      try await run.service(side).terminate()
      let number = await run.random(8...40)
      let isSync = await run.random(0...1) == 0
      let environment = try libraries.environment(run.data(side), isSync ? .failSync(number) : .failWrite(number))
      if try await run.startIfPossible(side, environment: environment) {
        let isOver = try await run.pushUntilEnd(of: side)
        // A write into the database itself, at a checkpoint, may fail without harm: the log still holds what it would write.
        if !isOver { _ = try await run.service(side).status(after: SIGTERM) }
        #expect(isOver || !isSync, "the sync of number \(number) failed, and nobody cared: \(run.comment)")
      }
      let status = await (try run.service(side)).exitStatus()
      #expect(status == 70 || (status == 0 && !isSync), "\(status): \(run.comment)")
      try await run.start(side)
      await run.push(10)
    }
  }

  /// Leaves so much room below the folder of one side, beside the reserve; answers the file that says so.
  private static func fill(_ run: MatrixRun, _ side: MatrixRun.Side, leaving left: Int) throws -> String {
    let folder = run.data(side).path
    let used = try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, name in
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return sum + (attributes[.type] as? FileAttributeType == .typeRegular ? attributes[.size] as? Int ?? 0 : 0)
    }
    let file = run.pair.folder.path + "/room"
    try Data(String(used + left).utf8).write(to: URL(fileURLWithPath: file))
    return file
  }
}
