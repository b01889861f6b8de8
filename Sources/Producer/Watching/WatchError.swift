/// Why a folder cannot be watched.
public enum WatchError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(folder: String)
  case notAFolder(path: String)
  /// Files in it cannot be moved to where they belong afterwards.
  case notWritable(folder: String, reason: String)
  /// Files cannot be moved over to it.
  case otherFileSystem(folder: String)
  /// Another producer watches it, or it was named twice.
  case inUse(folder: String)
  /// A service keeps its data or its sockets there.
  case ownFiles(folder: String, place: String)
  /// The kernel does not tell of its files.
  case notObservable(folder: String, reason: String)
  /// The file that tells which document is being read cannot be written.
  case markFailed(path: String, reason: String)

  /// Whether the named folder cannot be used, rather than that something failed.
  public var concernsPlace: Bool {
    if case .markFailed = self { false } else { true }
  }

  public var description: String {
    switch self {
    case .missing(let folder):
      "--watch-folder: expected a folder, got '\(folder)', which does not exist; make it first"
    case .notAFolder(let path):
      "--watch-folder: expected a folder, but '\(path)' is something else; name a folder, or move this away"
    case .notWritable(let folder, let reason):
      "--watch-folder: '\(folder)' cannot be written (\(reason)); files are moved to done/ and failed/ in it, so make "
        + "it writable for this user, or name another"
    case .otherFileSystem(let folder):
      "--watch-folder: '\(folder)' lies on another file system than the folder around it; files cannot be moved there"
    case .inUse(let folder):
      "--watch-folder: '\(folder)' is watched already; name it once, or end the other producer"
    case .ownFiles(let folder, let place):
      "--watch-folder: '\(folder)' is, lies in or moves files to '\(place)', where a service keeps its own, which would be read and "
        + "moved away, or mixed with others; name another folder"
    case .notObservable(let folder, let reason):
      "--watch-folder: the system does not tell of files in '\(folder)' (\(reason)); raise fs.inotify.max_user_instances "
        + "and fs.inotify.max_user_watches, or name another"
    case .markFailed(let path, let reason):
      "'\(path)' failed (\(reason)); look at the disk, then start again"
    }
  }
}
