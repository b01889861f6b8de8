import Dispatch
import Foundation
import GRDB

extension DurableDatabase {
  /// Writes a copy, as of one moment, with a mark of its own, into a folder that exists; on disk when it answers. Reading and writing
  /// go on meanwhile, though the log cannot be emptied.
  /// - Parameters:
  ///   - folder: holds no database of this name yet.
  ///   - skipping: how many of the owner's numbers the copy leaves out, so that it gives none that the original gave after this.
  /// - Returns: the copy's bytes.
  public func backup(to folder: String, skipping: Int64 = 0) async throws(DurableSQLiteError) -> Int {
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    let copy = "\(folder)/\(name).sqlite"
    guard await places.enter(.long) else { throw .occupied(path: path) }
    defer { places.leave(.long) }
    let result = await withCheckedContinuation {
      (continuation: CheckedContinuation<Result<Int, DurableSQLiteError>, Never>) in
      DispatchQueue.global().async { [path, pool, texts] in
        do {
          let (mark, textBytes) = try texts.holding {
            let (mark, segments) = try Self.copy(pool, to: copy, skipping: skipping)
            return (mark, try texts.copy(segments, to: folder))
          }
          try MarkFile(path: "\(folder)/\(name).mark").write(mark, sync: true)
          try CopyNote(folder: folder, name: name).write()
          try DataFolder.sync(folder)
          // The folder may have been made for this: its own name is to survive a power cut, too.
          try DataFolder.sync(URL(fileURLWithPath: folder).deletingLastPathComponent().path)
          let size = try FileManager.default.attributesOfItem(atPath: copy)[.size] as? Int
          continuation.resume(returning: .success((size ?? 0) + textBytes))
        } catch {
          var failure = DurableSQLiteError(error, path: copy)
          // What contradicts itself is what was copied: the copy is what was read of it.
          if case .corrupt(_, let reason) = failure { failure = .corrupt(path: path, reason: reason) }
          continuation.resume(returning: .failure(failure))
        }
      }
    }
    return try result.get()
  }

  /// Copies the database in one step; answers the mark that belongs to the copy, and the segments whose texts it knows.
  private static func copy(
    _ pool: DatabasePool, to path: String, skipping: Int64
  ) throws -> (mark: DatabaseMark, segments: [Int64]) {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw DurableSQLiteError.notWritable(path: path, reason: "exists already")
    }
    let reserved = try pool.read { SealedFileSystem.reserved($0.sqliteConnection) }
    var configuration = Configuration()
    configuration.prepareDatabase { SealedFileSystem.announceSeals($0.sqliteConnection, reserved: reserved) }
    let target = try DatabaseQueue(path: path, configuration: configuration)
    try pool.backup(to: target)
    let (row, segments) = try target.read { db in
      (
        try Row.fetchOne(db, sql: "SELECT identity, epoch, revision, position FROM durable"),
        try TextSegments.numbers(db)
      )
    }
    try target.close()
    guard let row else { throw DurableSQLiteError.corrupt(path: path, reason: "the copy has no identity") }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.synchronize()
    try file.close()
    let mark = DatabaseMark(
      identity: row[0], epoch: row[1], revision: row[2], position: (row[3] as Int64) + skipping)
    return (mark, segments)
  }
}
