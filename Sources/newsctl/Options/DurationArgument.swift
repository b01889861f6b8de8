import ArgumentParser

/// A duration as a person types it: `500ms`, `10s`, `10` (seconds), `2m`, `1h`.
struct DurationArgument: ExpressibleByArgument {
  let duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  /// As `init(argument:)`, with the reason.
  static func parse(_ argument: String) throws(ValidationError) -> DurationArgument {
    guard let parsed = DurationArgument(argument: argument) else {
      throw ValidationError("expected a duration such as 500ms, 10s, 2m or 1h, at most 24h, got '\(argument)'")
    }
    return parsed
  }

  init?(argument: String) {
    let units: [(suffix: String, milliseconds: Double)] = [
      ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("", 1_000),
    ]
    for unit in units where argument.hasSuffix(unit.suffix) {
      let number = argument.dropLast(unit.suffix.count)
      // A day at most: nobody waits longer, and no sum of two overflows.
      guard let value = Double(number), value >= 0, value * unit.milliseconds <= 86_400_000 else { return nil }
      duration = .milliseconds(Int64(value * unit.milliseconds))
      return
    }
    return nil
  }
}
