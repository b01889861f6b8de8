/// Why a durable database did not do what it was asked to.
///
/// Each message says what was found, where, and what to do; none holds an article's text.
public enum DurableSQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path exists and is no folder.
  case notAFolder(path: String)
  /// The folder cannot be made, or nothing can be written in it.
  case notWritable(path: String, reason: String)
  case readOnlyFileSystem(path: String)
  /// Another process works on the folder.
  case inUse(folder: String, process: String?)
  /// The file is no SQLite database, and none of ours stood there before.
  case notADatabase(path: String)
  /// The file is another program's database.
  case foreignDatabase(path: String)
  /// A backup was copied over other data, whose log stands beside it.
  case copiedOver(path: String, log: String)
  /// A later version of the program made the database.
  case newerVersion(path: String, version: String)
  /// No room; nothing of the call has happened. Reading, and writing that frees room, go on.
  case diskFull(path: String)
  /// No room for what an opening must write, not even in that of the reserve: the process cannot begin.
  case noRoomToOpen(path: String)
  /// Another connection writes to the database, which none may.
  case busy(path: String)
  /// A reading of all there is waits for another, and so many do already that this one was not begun.
  case occupied(path: String)
  /// The database contradicts itself.
  case corrupt(path: String, reason: String)
  /// Disk or database failed: nothing of the call can be relied on, and the process must end.
  case failed(path: String, reason: String)
  /// A file of the open database was moved, removed or replaced: nothing of the call has happened, and the process must end.
  case moved(path: String)
  /// The lock of the open database's folder was removed or replaced, so that another process could open it: likewise.
  case unlocked(path: String)
  case closed

  public var description: String {
    switch self {
    case .notAFolder(let path):
      "'\(path)' is not a folder; name a folder for the data with --data"
    case .notWritable(let path, let reason):
      "the data folder '\(path)' cannot be written (\(reason)); make it writable for this user, or name another with --data"
    case .readOnlyFileSystem(let path):
      "the data folder '\(path)' lies on a read-only file system; name another with --data"
    case .inUse(let folder, let process):
      "the data folder '\(folder)' is in use by another process\(process.map { " (\($0))" } ?? ""); end it, or name another folder with --data"
    case .notADatabase(let path):
      "'\(path)' is not a database; move it away, or name another folder with --data"
    case .foreignDatabase(let path):
      "'\(path)' is a database of another program; move it away, or name another folder with --data"
    case .copiedOver(let path, let log):
      "'\(path)' is a backup that was copied over other data: '\(log)' is the log of that, and would be replayed over the backup. Move "
        + "the folder away, copy the backup into an empty one, then start again"
    case .newerVersion(let path, let version):
      "'\(path)' was written by a later version of this program (\(version)); use that version, or name another folder with --data"
    case .diskFull(let path):
      "no room on the disk of '\(path)'; free some"
    case .noRoomToOpen(let path):
      "no room on the disk of '\(path)', and none to open it; free some, then start again"
    case .busy(let path):
      "another program holds the database '\(path)'; end it (only this process may write to it)"
    case .occupied(let path):
      "'\(path)' is being verified or backed up, and others wait for that already; ask again when it has ended"
    case .corrupt(let path, let reason):
      "the database '\(path)' is damaged (\(reason)); restore a backup, or move it away and push the articles again"
    case .failed(let path, let reason):
      "the database '\(path)' failed (\(reason)); look at the disk, then start again"
    case .moved(let path):
      "'\(path)' is not there any more: it, or a folder above it, was moved, removed or replaced under the running service. Nothing more "
        + "is taken, since no start would find it. Put the folder back or restore a backup before the next start, which would else begin "
        + "with nothing; and end a service before its data is moved"
    case .unlocked(let path):
      "'\(path)' is not there any more: it was removed or replaced under the running service. Nothing more is taken, since another "
        + "process could write to the same data meanwhile; start again, and leave that file where it is"
    case .closed:
      "the database is closed"
    }
  }
}
