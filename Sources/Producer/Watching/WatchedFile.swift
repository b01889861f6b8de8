import Glibc
import Parsing

/// A file of a watched folder that is being read: a batch of its records at a time, whatever its size.
final class WatchedFile {
  /// Records that are read and committed together; the same ones each time the same file is read.
  struct Batch {
    /// The number of its first record.
    var first: Int
    var documents: [(name: String, bytes: [UInt8])] = []
    /// Records that could not be taken, one line each.
    var refused: [String] = []
  }

  /// `F_SETLEASE` of Linux, which the C library shows to GNU sources only.
  private static let setLease: Int32 = 1_024
  private static let chunkSize = 256 << 10
  private static let batchRecords = 64
  private static let batchBytes = 256 << 10
  /// The largest public archives hold files of 1 to 2 GB.
  static let maximumSize: Int64 = 64 << 30

  let name: FileName
  /// As it was when it was opened.
  let status: stat
  private let descriptor: Int32
  private var splitter: ContainerSplitter
  private var count = 0
  private var isAtEnd = false
  private var damage: String?

  /// Takes over the descriptor; nil for anything but a regular file.
  init?(name: FileName, descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    self.name = name
    self.status = status
    self.descriptor = descriptor
    splitter = ContainerSplitter(name: "")
  }

  deinit { close(descriptor) }

  /// Begins with the first record.
  /// - Parameter limit: bytes of one record.
  func rewind(limit: Int) {
    splitter = ContainerSplitter(name: name.description, limit: limit)
    (count, isAtEnd, damage) = (0, false, nil)
    if status.st_size > Self.maximumSize {
      damage = "expected a file of at most \(Self.maximumSize) bytes, got \(status.st_size); split it"
      isAtEnd = true
    }
    lseek(descriptor, 0, SEEK_SET)
  }

  /// Whether somebody has the file open to write: the kernel grants a lease for reading only where nobody has.
  ///
  /// It grants none on files of other users, nor on some file systems: these are taken for whole.
  var isBeingWritten: Bool {
    guard fcntl(descriptor, Self.setLease, F_RDLCK) != 0 else {
      _ = fcntl(descriptor, Self.setLease, F_UNLCK)
      return false
    }
    return errno == EAGAIN
  }

  /// The next records; nil at the end.
  func nextBatch() -> Batch? {
    var batch = Batch(first: count)
    var bytes = 0
    while count - batch.first < Self.batchRecords, bytes < Self.batchBytes, let item = nextItem() {
      count += 1
      switch item {
      case .document(let name, let content):
        batch.documents.append((name, content))
        bytes += content.count
      case .refused(let name, let reason): batch.refused.append("\(name): \(reason)")
      }
    }
    return count > batch.first ? batch : nil
  }

  private func nextItem() -> ContainerSplitter.Item? {
    while true {
      if damage == nil, let item = splitter.next() { return item }
      if isAtEnd || splitter.isOver {
        defer { damage = nil }
        isAtEnd = true
        return damage.map { .refused(name: name.description, reason: $0) }
      }
      feed()
    }
  }

  private func feed() {
    let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, count in
      var got = 0
      repeat { got = read(descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
      if got < 0 {
        damage =
          "cannot be read to its end (\(String(cString: strerror(errno)))); no record was taken of which a part is missing; "
          + "look at its disk, then move it back to try again"
      }
      count = max(0, got)
    }
    if damage != nil {
      // Not its end: what was read of the record that it is in must not pass for the whole of it.
      isAtEnd = true
    } else if chunk.isEmpty {
      isAtEnd = true
      splitter.finish()
    } else {
      splitter.feed(chunk)
    }
  }
}
