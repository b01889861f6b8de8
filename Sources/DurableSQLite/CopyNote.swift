import Foundation

/// The file in a backup that says that it is one, until it is opened for the first time.
///
/// A backup that was copied over a folder in use has the log of that folder's database beside it: SQLite would replay it over the backup,
/// and what was to be restored would be gone without a word.
struct CopyNote {
  private let folder: String
  private let path: String

  init(folder: String, name: String) {
    self.folder = folder
    path = "\(folder)/\(name).copy"
  }

  private static let text =
    "A backup, made by 'newsctl backup': to restore it, copy it into a folder that is empty or not there.\n"

  /// Puts it into a backup, on disk.
  func write() throws {
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw DurableSQLiteError.notWritable(path: path, reason: SystemError.text())
    }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? file.close() }
    try file.write(contentsOf: Data(Self.text.utf8))
    try file.synchronize()
  }

  /// Takes it away before the database is opened, or SQLite's new log would look like another database's after a crash.
  /// - Throws: `.copiedOver` where the log of another database stands there. Nothing is changed then.
  func takeAway(database: String) throws(DurableSQLiteError) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let log = database + "-wal"
    let size = (try? FileManager.default.attributesOfItem(atPath: log))?[.size] as? Int ?? 0
    guard size == 0 else { throw .copiedOver(path: database, log: log) }
    guard unlink(path) == 0 else { throw .notWritable(path: path, reason: SystemError.text()) }
    try DataFolder.sync(folder)
  }
}
