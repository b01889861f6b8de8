import Glibc
import Locking
import Logging
import NewsModels

/// What becomes of a file once it was looked at.
extension FolderWatch {
  /// - Parameter opened: the file; nil where it could not be opened.
  func move(
    _ name: FileName, of folder: WatchedFolder, _ status: stat, to destination: WatchedFolder.Destination,
    opened: WatchedFile?
  ) {
    let path = "\(path)/\(name)".printable
    let moved = folder.move(name, status, to: destination, isBeingWritten: { opened?.isBeingWritten == true })
    if case .notMoved = moved {} else { unmoved.withLock { $0.remove(name) } }
    switch moved {
    case .moved(let moved):
      if case .failed = destination {
        logger.warning("a file was put aside", metadata: ["file": "\(path)", "moved": "failed/\(moved)"])
      } else {
        logger.debug("a file was taken", metadata: ["file": "\(path)", "moved": "done/\(moved)"])
      }
    case .changed: logger.info("a file changed while it was read; it is taken anew", metadata: ["file": "\(path)"])
    case .notMoved(let reason):
      let file = UnmovedFiles.File(status: status, destination: destination, wasRead: opened != nil)
      guard unmoved.withLock({ $0.add(name, file) }) else { return }
      logger.error(
        "a file \(file.wasRead ? "was taken but" : "cannot be opened and") cannot be moved; it is tried again every few seconds",
        metadata: ["file": "\(path)", "reason": "\(reason)"])
    }
  }

  /// Moves what could not be moved before; what changed since, or can be opened now, is taken anew.
  func moveOn(in watched: Watched) async throws {
    let files = unmoved.withLock { $0.files }
    for (name, file) in files where !hasStopped {
      switch watched.folder.open(name) {
      case .file(let found) where file.wasRead && found.status.isSameContent(as: file.status):
        move(name, of: watched.folder, found.status, to: file.destination, opened: found)
      case .locked(let status, _) where status.isSameContent(as: file.status):
        move(name, of: watched.folder, status, to: file.destination, opened: nil)
      // It stays where it is, and in mind.
      case .later: break
      default:
        unmoved.withLock { $0.remove(name) }
        try await take(name, of: watched.folder)
      }
    }
    if unmoved.withLock({ $0.needsScan(after: files.count) }) { watched.events.lookThrough() }
  }
}
