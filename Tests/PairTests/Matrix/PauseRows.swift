import Foundation
import TestSupport
import Testing

/// A process stands still for longer than the other side waits for a sign of life, and goes on as if nothing had been.
@Suite(.serialized) struct PauseRows {
  @Test(.timeLimit(MatrixBudget.limit), arguments: [MatrixRun.Side.producer, .consumer])
  func stoppedForLongerThanTheHeartbeat(_ side: MatrixRun.Side) async throws {
    try await MatrixRun.row("SIGSTOP of the \(side.rawValue) for longer than the heartbeat", tries: 1) { run in
      await run.push(200)
      let (stopped, other) = (
        try await run.service(side), try await run.service(side == .producer ? .consumer : .producer)
      )
      let sign = side == .producer ? "the producer is gone" : "a consumer left"
      let before = other.log.components(separatedBy: sign).count - 1
      try await run.push(batches: 10, of: 20) {
        stopped.send(SIGSTOP)
        #expect(await other.logs(sign, times: before + 1), run.comment)
        stopped.send(SIGCONT)
      }
      await run.push(200)
    }
  }
}
