/// `no consumer for 61 s`, for a person.
/// - Parameter isSinceStart: whether none has come since the producer started.
func unserved(for seconds: Int, isSinceStart: Bool) -> String {
  isSinceStart ? "no consumer since the producer started \(seconds) s ago" : "no consumer for \(seconds) s"
}
