/// That no consumer serves a group.
struct Unserved {
  /// Since when none is there, as far as this life of the producer knows.
  var since = ContinuousClock.now
  /// Whether none has come since the producer started: what was before that is not known.
  var isSinceStart = false

  var time: Duration { since.duration(to: .now) }
  var seconds: Int { Int(time.components.seconds) }
}
