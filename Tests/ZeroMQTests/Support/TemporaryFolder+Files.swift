import Glibc
import TestSupport

/// A file could not be read or written.
struct NoFile: Error {}

extension TemporaryFolder {
  func file(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ text: String, to name: String, mode: UInt32 = 0o600) throws {
    let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw NoFile() }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fchmod(descriptor, mode) == 0 else {
      throw NoFile()
    }
  }

  func remove(_ name: String) { unlink(file(name)) }

  func setMode(_ mode: UInt32) { chmod(path, mode) }

  /// Of a file or folder; nil where nothing is.
  static func mode(_ path: String) -> UInt32? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }
}
