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

  init(path: String, size: Int) {
    self.path = path
    self.size = size
    hold()
  }

  /// Takes the room where it is not held; answers whether it is held now.
  @discardableResult
  func hold() -> Bool {
    guard !isHeld else { return true }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    isHeld = posix_fallocate(descriptor, 0, off_t(size)) == 0
    if !isHeld { _ = ftruncate(descriptor, 0) }
    return isHeld
  }

  func release() {
    unlink(path)
    isHeld = false
  }
}
