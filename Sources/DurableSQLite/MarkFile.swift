#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The file with a `DatabaseMark`: two slots written in turn, so that a torn write leaves the other.
///
/// Used from the one queue that writes to the database.
final class MarkFile {
  /// The mark found at opening; nil where there was none.
  let found: DatabaseMark?

  private let descriptor: CInt
  private let path: String
  private var nextSlot = 0
  private var sinceSync = 0

  /// Writes between two syncs. After a power cut the mark lags behind by no more than these; a kill loses none.
  private static let writesPerSync = 256

  /// Opens or makes the file.
  init(path: String) throws(DurableSQLiteError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .notWritable(path: path, reason: SystemError.text()) }
    var bytes = [UInt8](repeating: 0, count: 2 * DatabaseMark.slotSize)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let slots = (0..<2).map { index -> DatabaseMark? in
      let range = index * DatabaseMark.slotSize..<(index + 1) * DatabaseMark.slotSize
      return count >= range.upperBound ? DatabaseMark(slot: bytes[range]) : nil
    }
    switch (slots[0], slots[1]) {
    case (let one?, let other?): found = (one.epoch, one.revision) >= (other.epoch, other.revision) ? one : other
    case (let one, let other): found = one ?? other
    }
    // The slot that does not hold what was found is written first.
    nextSlot = found != nil && found == slots[0] ? 1 : 0
  }

  deinit { close(descriptor) }

  /// Writes the mark. With `sync` it is on disk after the call; without, at a later sync.
  func write(_ mark: DatabaseMark, sync: Bool = false) throws(DurableSQLiteError) {
    let slot = mark.slot
    let count = pwrite(descriptor, slot, slot.count, off_t(nextSlot * DatabaseMark.slotSize))
    guard count == slot.count else { throw SystemError.failure(path) }
    nextSlot = 1 - nextSlot
    sinceSync += 1
    if sync || sinceSync >= Self.writesPerSync {
      guard fsync(descriptor) == 0 else { throw SystemError.failure(path) }
      sinceSync = 0
    }
  }
}

/// What the system says of its last error.
enum SystemError {
  static func text(_ code: CInt = errno) -> String { String(cString: strerror(code)) }

  /// What it means for the one who called.
  static func failure(_ path: String, _ code: CInt = errno) -> DurableSQLiteError {
    isFull(code) ? .diskFull(path: path) : .failed(path: path, reason: text(code))
  }

  /// Whether it says that there is no room.
  static func isFull(_ code: CInt) -> Bool { code == ENOSPC || code == EDQUOT }
}
