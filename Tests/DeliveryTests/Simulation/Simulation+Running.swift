import Foundation

/// Running a plan, and making a failing trace short.
extension Simulation {
  /// Takes all decisions, then heals; answers the first violation.
  static func run(_ plan: SimulationPlan, _ decisions: [Decision]) -> Violation? {
    var simulation = Simulation(plan: plan)
    for decision in decisions {
      simulation.take(decision)
      if let violation = simulation.violation { return violation }
    }
    simulation.heal()
    return simulation.violation
  }

  /// Delta debugging: takes out ever smaller parts of the trace for as long as the same property goes on failing.
  static func shrink(
    _ plan: SimulationPlan, _ decisions: [Decision], failing property: Violation.Property, attempts: Int = 400
  ) -> [Decision] {
    var trace = decisions
    var size = max(1, trace.count / 2)
    var left = attempts
    while left > 0 {
      var start = 0
      var hasShrunk = false
      while start < trace.count, left > 0 {
        var shorter = trace
        shorter.removeSubrange(start..<min(start + size, trace.count))
        left -= 1
        if run(plan, shorter)?.property == property {
          trace = shorter
          hasShrunk = true
        } else {
          start += size
        }
      }
      if size == 1, !hasShrunk { break }
      if !hasShrunk || size > trace.count { size = max(1, size / 2) }
    }
    return trace
  }

  /// Runs a seed; where it fails, what to tell: the seed, the violation and the shortest trace found.
  static func failure(ofSeed seed: UInt64, steps: Int) -> String? {
    let plan = SimulationPlan(seed: seed)
    let decisions = plan.decisions(steps)
    guard let violation = run(plan, decisions) else { return nil }
    // Shrinking may take minutes: say first what there is.
    FileHandle.standardError.write(Data("seed \(seed), \(steps) steps: \(violation.description.prefix(300))\n".utf8))
    let trace = shrink(plan, decisions, failing: violation.property)
    return """
      seed \(seed), \(steps) steps: \(violation)
      shrunk to \(trace.count) steps: \(run(plan, trace)?.description ?? "passes")
      \(trace.map(\.description).joined(separator: "\n"))
      """
  }
}
