import Locking
import Logging

/// Whether there was room for what a database was to be given last. What frees room may use the reserve, and goes on longer than the rest.
///
/// Says once in the log that the disk is full, and once that it has room again.
final class DiskRoom: Sendable {
  private struct Lack {
    var ofIntake = false
    var ofAll = false
    var isThere: Bool { ofIntake || ofAll }
  }

  private let lack = Guarded(Lack())
  private let path: String
  private let logger: Logger?

  /// - Parameter path: the database's file.
  init(path: String, logger: Logger?) {
    self.path = path
    self.logger = logger
  }

  /// What found no room last; nil where all did.
  var refusal: RefusedWrite? {
    let lack = lack.withLock { $0 }
    return lack.isThere ? RefusedWrite(path: path, takesRoom: lack.ofIntake) : nil
  }

  /// Notes that a transaction was committed.
  /// - Parameter takesRoom: whether one of its writes does.
  func wasThere(takesRoom: Bool) {
    let (before, now) = change { lack in
      lack.ofAll = false
      if takesRoom { lack.ofIntake = false }
    }
    if before.isThere && !now.isThere { logger?.notice("the disk has room again") }
  }

  /// Notes that a write was refused.
  func wasMissing(freesRoom: Bool) {
    let (before, now) = change { lack in
      if freesRoom { lack.ofAll = true } else { lack.ofIntake = true }
    }
    let reason = RefusedWrite(path: path, takesRoom: false)
    if now.ofAll && !before.ofAll {
      logger?.error("not even what frees room can be written: \(reason)")
    } else if !before.isThere {
      logger?.error("nothing is taken in: \(reason)")
    }
  }

  private func change(_ body: (inout Lack) -> Void) -> (before: Lack, now: Lack) {
    lack.withLock { lack in
      let before = lack
      body(&lack)
      return (before, lack)
    }
  }
}
