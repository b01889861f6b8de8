#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An open segment: a file of texts behind each other and nothing else.
///
/// Each call throws `.diskFull` where there is no room, and `.failed` for any other error of the system.
final class SegmentFile: Sendable {
  private let path: String
  private let descriptor: CInt

  /// Makes the file. Its name is on disk when the folder is synced.
  /// - Throws: also where there is one already.
  init(making path: String) throws(DurableSQLiteError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError.failure(path) }
  }

  /// Nil where there is no such file.
  init?(reading path: String) throws(DurableSQLiteError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      if errno == ENOENT { return nil }
      throw SystemError.failure(path)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// - Parameter start: the byte of the file where the first goes.
  func write(_ bytes: UnsafeRawBufferPointer, at start: Int64) throws(DurableSQLiteError) {
    var done = 0
    while let address = bytes.baseAddress, done < bytes.count {
      let count = pwrite(descriptor, address + done, bytes.count - done, off_t(start) + off_t(done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError.failure(path) }
      done += count
    }
  }

  /// Brings what was written to disk.
  /// - Throws: `.moved` where the file is not under its name any more: no later life would find the texts.
  func sync() throws(DurableSQLiteError) {
    guard fdatasync(descriptor) == 0 else { throw SystemError.failure(path) }
    guard FileNumber(descriptor: descriptor)?.stands(at: path) ?? true else { throw .moved(path: path) }
  }

  /// Gives back what is behind the first `size` bytes. Where that fails it stays, and is overwritten.
  func cut(to size: Int64) { _ = ftruncate(descriptor, off_t(size)) }

  /// Nil where the file ends before.
  /// - Parameter place: a possible one.
  func read(_ place: SegmentPlace) throws(DurableSQLiteError) -> [UInt8]? {
    var code: CInt = 0
    let size = Int(place.size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, found in
      while let address = buffer.baseAddress, found < size {
        let count = pread(descriptor, address + found, size - found, off_t(place.start) + off_t(found))
        if count < 0, errno == EINTR { continue }
        if count < 0 { code = errno }
        if count <= 0 { return }
        found += count
      }
    }
    if code != 0 { throw SystemError.failure(path, code) }
    return bytes.count == size ? bytes : nil
  }
}
