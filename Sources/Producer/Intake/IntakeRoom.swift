import Locking
import Logging

/// Whether the disk had room for the documents that came last, whoever brought them: pushers and watched folders are refused alike, and
/// those who look at the producer hear of it from nobody else.
final class IntakeRoom: Sendable {
  private let refusal = Guarded<OutboxError?>(nil)
  private let logger: Logger

  init(logger: Logger) { self.logger = logger }

  /// Why nothing was taken in the last time, for a person; nil where it was.
  var trouble: String? {
    refusal.withLock { $0.map { "\($0) (said until something is taken in again)" } }
  }

  /// Notes that documents were committed.
  func wasThere() {
    let ended = refusal.withLock { refusal in
      defer { refusal = nil }
      return refusal != nil
    }
    if ended { logger.notice("the disk has room again: documents are taken in") }
  }

  /// Notes why documents were not committed. Only a full disk is of interest here: `status` tells of the outbox's limit by what waits.
  func wasMissing(_ error: OutboxError) {
    guard case .diskFull = error else { return }
    let began = refusal.withLock { refusal in
      defer { refusal = error }
      return refusal == nil
    }
    if began { logger.error("\(error)") }
  }
}
