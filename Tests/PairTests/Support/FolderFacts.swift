import Foundation
import Glibc

/// Waits until something is so in some folders, woken by what happens in them.
enum FolderFacts {
  /// Answers whether `condition` came true. `act` is run at that instant: the waiting task may resume much later, while the
  /// machine is busy with other tests.
  static func waitUntil(
    in folders: [String], atMost limit: Duration = PairFixture.patience, _ condition: @escaping @Sendable () -> Bool,
    then act: @escaping @Sendable () -> Void = {}
  ) async -> Bool {
    await withCheckedContinuation { continuation in
      // A thread of its own, since those of the queues may all be waiting for something else.
      Thread.detachNewThread {
        let isTrue = isTrue(in: folders, until: .now + limit, condition)
        if isTrue { act() }
        continuation.resume(returning: isTrue)
      }
    }
  }

  private static func isTrue(
    in folders: [String], until deadline: ContinuousClock.Instant, _ condition: () -> Bool
  ) -> Bool {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    defer { close(descriptor) }
    let mask = UInt32(IN_CREATE | IN_DELETE | IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO)
    for folder in folders where inotify_add_watch(descriptor, folder, mask) < 0 { return false }
    while !condition() {
      let left = ContinuousClock.now.duration(to: deadline).components
      guard left.seconds >= 0, left.attoseconds >= 0 else { return false }
      var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      poll(&item, 1, Int32(left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000))
      var buffer = [UInt8](repeating: 0, count: 4_096)
      while read(descriptor, &buffer, buffer.count) > 0 {}
    }
    return true
  }
}
