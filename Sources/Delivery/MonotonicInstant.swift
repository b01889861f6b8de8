/// A time as the owner of a machine tells it: how long since an instant of the owner's choice, never the time of day.
///
/// The machines read no clock. A time earlier than one they were told already counts as that one, so a clock that goes
/// back delays deadlines and breaks nothing.
public struct MonotonicInstant: Hashable, Sendable, Comparable {
  public var sinceStart: Duration

  public init(sinceStart: Duration) { self.sinceStart = sinceStart }

  public static let zero = MonotonicInstant(sinceStart: .zero)

  public static func + (instant: MonotonicInstant, duration: Duration) -> MonotonicInstant {
    MonotonicInstant(sinceStart: instant.sinceStart + duration)
  }

  public static func - (later: MonotonicInstant, earlier: MonotonicInstant) -> Duration {
    later.sinceStart - earlier.sinceStart
  }

  public static func < (one: MonotonicInstant, other: MonotonicInstant) -> Bool { one.sinceStart < other.sinceStart }
}

extension MonotonicInstant: CustomStringConvertible {
  public var description: String { "\(sinceStart)" }
}
