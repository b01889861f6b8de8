import Glibc
import Synchronization
import Testing

private let received = Atomic(0)

/// Interrupts threads without pause.
final class SignalStorm: Sendable {
  private let isOver = Atomic(false)

  /// Installs a handler that does not restart interrupted calls.
  init() throws {
    _ = received.load(ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in received.wrappingAdd(1, ordering: .relaxed) }
    guard sigaction(SIGUSR1, &action, nil) == 0 else { throw NoFile() }
  }

  func begin(on threads: [UInt]) {
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Target(self, threads))
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let target = Unmanaged<Target>.fromOpaque(argument).takeRetainedValue()
        while !target.storm.isOver.load(ordering: .acquiring) {
          for thread in target.threads { pthread_kill(pthread_t(thread), SIGUSR1) }
          sched_yield()
        }
        target.storm.hasEnded.store(true, ordering: .releasing)
        return nil
      }, argument.toOpaque())
    pthread_detach(thread)
  }

  /// How many signals were handled; none comes after.
  func end() -> Int {
    isOver.store(true, ordering: .releasing)
    while !hasEnded.load(ordering: .acquiring) { sched_yield() }
    return received.load(ordering: .relaxed)
  }

  private let hasEnded = Atomic(false)

  private final class Target: Sendable {
    let storm: SignalStorm
    let threads: [UInt]

    init(_ storm: SignalStorm, _ threads: [UInt]) {
      self.storm = storm
      self.threads = threads
    }
  }
}
