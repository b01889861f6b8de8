/// Why a wait ended.
public enum WaitOutcome: Sendable, Hashable {
  /// What each item is ready for, in the order of the items; at least one is not empty.
  case ready([PollEvents])
  /// The doorbell was rung.
  case rung
  /// The instant came first.
  case deadlineReached
  /// The task was cancelled.
  case cancelled
  /// The executor was told to stop: finish up.
  case stopped
  /// A socket was closed or its context shut down: finish up.
  case closed
}
