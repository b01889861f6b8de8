/// A property that did not hold. Shrinking keeps to the property: another one would be another mistake.
struct Violation: Hashable, Sendable, CustomStringConvertible {
  enum Property: String, Hashable, Sendable {
    case acknowledgedOnlyOnceStored, nothingLost, nothingCountedTwice, nothingSentOnceSettled, oneAtATime, credit,
      bounds
    case ledger, binding, order, deadlineAhead, noInnocentBuried, noFalseAlarm, heals
  }

  var property: Property
  var detail: String

  var description: String { "\(property): \(detail)" }
}
