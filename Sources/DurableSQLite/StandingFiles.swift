#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The files that an open database rests on, as they stood under their names when it was opened.
///
/// Where a folder is moved, removed or replaced, what a process has open in it goes on working: each commit succeeds, into files that no
/// start finds any more. The names tell.
struct StandingFiles: Sendable {
  private let files: [(path: String, file: FileNumber)]

  /// Takes those of them that are there.
  init(_ paths: [String]) {
    files = paths.compactMap { path in
      var status = stat()
      return stat(path, &status) == 0 ? (path, FileNumber(status)) : nil
    }
  }

  /// The first that is not under its name any more; nil where all are, as far as can be known.
  var missing: String? { files.first { !$0.file.stands(at: $0.path) }?.path }
}

/// What the system tells a file from others by, whatever its name is.
struct FileNumber: Sendable {
  private let device: dev_t
  private let inode: ino_t

  init(_ status: stat) { (device, inode) = (status.st_dev, status.st_ino) }

  /// Of an open file; nil where the system does not tell.
  init?(descriptor: CInt) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Whether it is the file under a name; true where that cannot be known.
  func stands(at path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return errno != ENOENT && errno != ENOTDIR }
    return status.st_dev == device && status.st_ino == inode
  }
}
