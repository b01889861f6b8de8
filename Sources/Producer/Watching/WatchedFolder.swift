import Glibc

/// A folder whose files are taken, with `done` and `failed` in it; held against other producers.
///
/// All names are looked up in the folder that was opened at the start, so that a link put in its place changes nothing.
final class WatchedFolder: Sendable {
  /// As it was named.
  let path: String
  private let descriptor: Int32

  /// Where a file goes after it was taken.
  enum Destination {
    case done
    /// With the reasons in a file beside it.
    case failed(reason: String)

    fileprivate var name: String {
      switch self {
      case .done: "done"
      case .failed: "failed"
      }
    }
  }

  /// What `move` did.
  enum Moved {
    case moved(to: FileName)
    /// Another file stands at that name now, or it is being written: it was put back and is to be taken anew.
    case changed
    case notMoved(reason: String)
  }

  /// Opens the folder, and makes `done` and `failed` in it where they are missing.
  init(_ path: String) throws(WatchError) {
    self.path = path
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: throw .missing(folder: path)
      case ENOTDIR: throw .notAFolder(path: path)
      default: throw .notWritable(folder: path, reason: Self.errorText())
      }
    }
    do throws(WatchError) {
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { throw .inUse(folder: path) }
      try Self.checkWritable(descriptor, path)
      for destination in [Destination.done, .failed(reason: "")] {
        close(try Self.openFolder(destination.name, in: descriptor, path: path))
      }
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static func errorText() -> String { String(cString: strerror(errno)) }

  private static func checkWritable(_ descriptor: Int32, _ path: String) throws(WatchError) {
    guard faccessat(descriptor, ".", R_OK | W_OK | X_OK, AT_EACCESS) == 0 else {
      throw .notWritable(folder: path, reason: errorText())
    }
  }

  /// Makes the folder where it is missing.
  private static func openFolder(_ name: String, in folder: Int32, path: String) throws(WatchError) -> Int32 {
    let whole = "\(path)/\(name)"
    guard mkdirat(folder, name, 0o777) == 0 || errno == EEXIST else {
      throw .notWritable(folder: path, reason: errorText())
    }
    let descriptor = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOTDIR || errno == ELOOP { throw .notAFolder(path: whole) }
      throw .notWritable(folder: whole, reason: errorText())
    }
    do throws(WatchError) {
      try checkWritable(descriptor, whole)
      var (inner, outer) = (stat(), stat())
      if fstat(descriptor, &inner) == 0, fstat(folder, &outer) == 0, inner.st_dev != outer.st_dev {
        throw .otherFileSystem(folder: whole)
      }
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// Whether its path still names it; true where that cannot be known.
  var isThere: Bool {
    var (now, held) = (stat(), stat())
    guard fstat(descriptor, &held) == 0 else { return true }
    if stat(path, &now) != 0 { return errno != ENOENT && errno != ENOTDIR }
    return now.st_dev == held.st_dev && now.st_ino == held.st_ino
  }

  /// What stands at a name.
  enum Opened {
    case file(WatchedFile)
    /// It cannot be opened until somebody changes that.
    case locked(stat, reason: String)
    /// It is there and is to be looked at again: it is still being written, or, with the reason, cannot be opened at the moment.
    case later(trouble: String?)
    /// It is gone, or no regular file.
    case nothing
  }

  /// The names in the folder, in no order, read as they are asked for.
  func listing() -> FolderListing { FolderListing(openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) }

  /// Opens a regular file without following links.
  func open(_ name: FileName) -> Opened {
    var status = stat()
    guard fstatat(descriptor, name.cString, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      return errno == ENOENT ? .nothing : .later(trouble: Self.errorText())
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return .nothing }
    let file = openat(descriptor, name.cString, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      switch errno {
      case ENOENT, ELOOP: return .nothing
      case EACCES, EPERM: return .locked(status, reason: "cannot be opened: \(Self.errorText())")
      // Descriptors or memory that ran out, a share that is away: this says nothing of the file.
      default: return .later(trouble: Self.errorText())
      }
    }
    guard let opened = WatchedFile(name: name, descriptor: file) else { return .nothing }
    return opened.isBeingWritten ? .later(trouble: nil) : .file(opened)
  }

  /// Whether a folder that somebody put there stands at the name: neither `done` nor `failed`.
  func holdsFolder(_ name: FileName) -> Bool {
    var status = stat()
    return fstatat(descriptor, name.cString, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && ![Destination.done, .failed(reason: "")].contains { FileName($0.name) == name }
  }

  /// Moves a file that was taken to where it belongs, under a name that replaces nothing.
  /// - Parameters:
  ///   - status: of what was read under that name.
  ///   - isBeingWritten: asked after the move: nobody who has not opened the file by then can find it under its old name.
  func move(
    _ name: FileName, _ status: stat, to destination: Destination, isBeingWritten: () -> Bool
  ) -> Moved {
    let folder: Int32
    // Opened for each file: whoever clears `done` away or moves it, while files are taken, finds a new one.
    do throws(WatchError) {
      folder = try Self.openFolder(destination.name, in: descriptor, path: path)
    } catch {
      return .notMoved(reason: error.description)
    }
    defer { close(folder) }
    let reason: String? = if case .failed(let reason) = destination { reason } else { nil }
    switch Self.rename(name, from: descriptor, to: folder, reason: reason) {
    case .failure(let problem): return problem.code == ENOENT ? .changed : .notMoved(reason: problem.text)
    case .success(let moved):
      var now = stat()
      if fstatat(folder, moved.cString, &now, AT_SYMLINK_NOFOLLOW) == 0, now.isSameContent(as: status),
        !isBeingWritten()
      {
        return .moved(to: moved)
      }
      if reason != nil { unlinkat(folder, moved.appending(Self.reasonSuffix).cString, 0) }
      switch Self.rename(moved, from: folder, to: descriptor, reason: nil, as: name) {
      case .success: return .changed
      case .failure(let problem): return .notMoved(reason: "it changed, and \(problem.text) when it was put back")
      }
    }
  }

  private struct Problem: Error {
    var code: Int32
    var text: String { String(cString: strerror(code)) }
  }

  private static let reasonSuffix = ".reason.txt"
  private static let countedNames = 100
  private static let randomNames = 100

  /// Tries the name itself, then with counters, then with numbers that nobody has.
  private static func rename(
    _ name: FileName, from source: Int32, to target: Int32, reason: String?, as wanted: FileName? = nil
  ) -> Result<FileName, Problem> {
    let limit = FileName.maximumBytes - (reason == nil ? 0 : reasonSuffix.utf8.count)
    for attempt in 1...(countedNames + randomNames) {
      let mark =
        attempt == 1
        ? "" : attempt <= countedNames ? String(attempt) : String(UInt64.random(in: .min ... .max), radix: 36)
      let candidate = (wanted ?? name).numbered(mark, limit: limit)
      let beside = candidate.appending(reasonSuffix)
      if let reason {
        // First, so that no file stands in `failed` without its reason.
        if let code = write(reason, to: beside, in: target) {
          if code == EEXIST { continue }
          return .failure(Problem(code: code))
        }
      }
      let code = renameWithoutReplacing(name, source, candidate, target)
      if code == 0 { return .success(candidate) }
      if reason != nil { unlinkat(target, beside.cString, 0) }
      if code != EEXIST { return .failure(Problem(code: code)) }
    }
    return .failure(Problem(code: EEXIST))
  }

  private static func renameWithoutReplacing(
    _ name: FileName, _ source: Int32, _ candidate: FileName, _ target: Int32
  ) -> Int32 {
    // What the rename replaces is an empty file that was made for it. (A second name, and then the first one's end, would
    // end a file that came under that name in between.)
    let place = openat(target, candidate.cString, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard place >= 0 else { return errno }
    close(place)
    if renameat(source, name.cString, target, candidate.cString) == 0 { return 0 }
    let code = errno
    unlinkat(target, candidate.cString, 0)
    return code
  }

  /// Answers the error's number where the file could not be made.
  private static func write(_ text: String, to name: FileName, in folder: Int32) -> Int32? {
    let file = openat(folder, name.cString, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard file >= 0 else { return errno }
    defer { close(file) }
    let bytes = Array(text.utf8)
    guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
      let code = errno
      unlinkat(folder, name.cString, 0)
      return code == 0 ? ENOSPC : code
    }
    return nil
  }
}

extension stat {
  /// Whether both are of one file that was not written in between.
  func isSameContent(as other: stat) -> Bool {
    st_dev == other.st_dev && st_ino == other.st_ino && st_size == other.st_size
      && st_mtim.tv_sec == other.st_mtim.tv_sec && st_mtim.tv_nsec == other.st_mtim.tv_nsec
  }
}
