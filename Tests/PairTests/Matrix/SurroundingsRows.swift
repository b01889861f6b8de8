import Foundation
import TestSupport
import Testing

/// What surrounds the services is not as it should be: descriptors, the clock.
@Suite(.serialized) struct SurroundingsRows {
  /// However few there are: a service does not start, or does not answer, or ends; what it answered is stored.
  @Test(.timeLimit(MatrixBudget.limit), arguments: [MatrixRun.Side.producer, .consumer])
  func tooFewDescriptors(_ side: MatrixRun.Side) async throws {
    try await MatrixRun.row("too few file descriptors at the \(side.rawValue)", tries: 3) { run in
      await run.push(10)
      let enough = await (try run.service(side)).descriptors
      try await run.service(side).terminate()
      let few = await run.random(8...max(9, enough))
      let isReady = try await run.startIfPossible(
        side, wrapper: ["/bin/sh", "-c", "ulimit -n \(few); exec \"$@\"", "sh"])
      if isReady { for _ in 0..<3 { await run.push(10) } }
      await (try run.service(side)).kill()
      try await run.start(side)
      await run.push(10)
    }
  }

  @Test(
    .timeLimit(MatrixBudget.limit),
    .enabled(if: FaultLibraries.areThere, "needs a C compiler for Tests/Support/UnsyncedWrites"))
  func clockIsSetBackAndForth() async throws {
    let libraries = try FaultLibraries()
    try await MatrixRun.row(
      "clock set back and forth by up to ten years", tries: 3
    ) { run in
      let environment = libraries.environment(clockOffset: run.pair.folder.path + "/clock")
      try await run.start(.producer, environment: environment)
      try await run.start(.consumer, environment: environment)
    } attempt: { run in
      async let pushing = run.push(100)
      for _ in 0..<5 {
        let seconds = await run.random(-300_000_000...300_000_000)
        try Data(String(seconds).utf8).write(to: URL(fileURLWithPath: run.pair.folder.path + "/clock"))
        for _ in 0..<(await run.random(0...100)) { await Task.yield() }
      }
      _ = await pushing
    }
  }
}
