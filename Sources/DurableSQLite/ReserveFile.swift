#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Room kept on the disk for the writing that frees room: released when the disk is full, taken again when it is not.
///
/// Used from the one queue that writes to the database.
final class ReserveFile {
  private let path: String
  private let size: Int
  /// Whether the room is held.
  private(set) var isHeld = false
  /// Whether the room can be had at all: a disk that fails at it for another reason than room is not full.
  private var isPossible = true

  init(path: String, size: Int) {
    self.path = path
    self.size = size
    hold()
  }

  /// Takes the room where it is not held; answers whether the disk has it, as far as can be known.
  @discardableResult
  func hold() -> Bool {
    guard !isHeld, isPossible else { return true }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    // Too few file descriptors, say: asked again before the next commit.
    guard descriptor >= 0 else { return !SystemError.isFull(errno) }
    defer { close(descriptor) }
    let code = allocate(descriptor)
    isHeld = code == 0
    isPossible = isHeld || SystemError.isFull(code)
    if !isHeld { _ = ftruncate(descriptor, 0) }
    return isHeld || !isPossible
  }

  func release() {
    Self.remove(path)
    isHeld = false
  }

  /// Gives back what a life before this one held; answers whether there was anything.
  @discardableResult
  static func remove(_ path: String) -> Bool { unlink(path) == 0 }

  /// Answers the system's code, 0 where the file has its room.
  private func allocate(_ descriptor: CInt) -> CInt {
    while true {
      let code = posix_fallocate(descriptor, 0, off_t(size))
      switch code {
      case EINTR: continue
      case 0, ENOSPC, EDQUOT, EFBIG: return code
      // The file system may not know how.
      default: return fill(descriptor)
      }
    }
  }

  /// The same by writing.
  private func fill(_ descriptor: CInt) -> CInt {
    let zeros = [UInt8](repeating: 0, count: 64 << 10)
    var done = 0
    while done < size {
      let count = pwrite(descriptor, zeros, min(zeros.count, size - done), off_t(done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      done += count
    }
    // Some find out only now that there is no room. Whether the zeros are on disk does not matter.
    return fsync(descriptor) != 0 && SystemError.isFull(errno) ? errno : 0
  }
}
