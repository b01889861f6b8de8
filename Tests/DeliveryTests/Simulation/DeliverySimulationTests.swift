import Delivery
import Foundation
import Testing

/// Safety at each step, then the faults end and everything accepted must be stored.
///
/// A fixed batch of seeds, so that a red run is a change's fault; a failure prints its seed. `DELIVERY_SEEDS` (number) and `DELIVERY_STEPS`
/// (per seed) make a long run, `DELIVERY_FIRST_SEED` has it begin elsewhere.
@Suite struct DeliverySimulationTests {
  private static func setting(_ name: String, _ standard: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? standard
  }

  @Test func nothingIsLostOrCountedTwiceUnderFaults() {
    let first = UInt64(Self.setting("DELIVERY_FIRST_SEED", 1))
    let seeds = UInt64(Self.setting("DELIVERY_SEEDS", 40))
    let steps = Self.setting("DELIVERY_STEPS", 1_000)
    for seed in first..<first + seeds {
      if let failure = Simulation.failure(ofSeed: seed, steps: steps) {
        Issue.record("\(failure)")
        return
      }
    }
  }

  @Test(arguments: RegressionTrace.all) func tracesThatFailedOncePass(_ trace: RegressionTrace) {
    let lines = trace.decisions.split(separator: "\n")
    let decisions = lines.compactMap { Decision($0) }
    #expect(!decisions.isEmpty && decisions.count == lines.count)
    #expect(Simulation.run(SimulationPlan(seed: trace.seed), decisions) == nil)
  }

  /// A simulation in which nothing happens finds nothing: every way to lose a consumer and every refusal must occur.
  @Test func theFaultsAreMet() {
    var met: [String: Int] = [:]
    for seed: UInt64 in 500..<530 {
      let plan = SimulationPlan(seed: seed)
      var simulation = Simulation(plan: plan)
      for decision in plan.decisions(1_000) { simulation.take(decision) }
      simulation.heal()
      met.merge(simulation.met, uniquingKeysWith: +)
    }
    for expected in [
      "lost goodbye", "lost silent", "lost stalled", "lost unreachable", "lost saidHelloAgain", "lost groupChanged",
      "lost replaced", "refused helloFirst", "refused otherStore", "refused unknownGroup", "refused groupInUse",
      "session goodbye",
      "session silent", "session reconnected", "session unknownThere", "session queueFull", "articleFailed",
      "groupPaused", "stored", "known", "quarantined", "would block",
    ] {
      #expect(met[expected, default: 0] > 0, "never met: \(expected); met: \(met)")
    }
  }

  @Test func equalSeedsGiveEqualRuns() {
    let plan = SimulationPlan(seed: 3)
    var runs = [Simulation(plan: plan), Simulation(plan: plan)]
    for decision in plan.decisions(2_000) {
      for index in runs.indices { runs[index].take(decision) }
    }
    #expect(runs[0].producers.map(\.sender?.status) == runs[1].producers.map(\.sender?.status))
    #expect(runs[0].time == runs[1].time)
    #expect(runs[0].links.map(\.up.count) == runs[1].links.map(\.up.count))
  }
}
