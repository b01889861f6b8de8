import GRDB

extension DurableSQLiteError {
  /// What an error of SQLite or GRDB means for the one who called.
  public init(_ error: any Error, path: String) {
    if let error = error as? DurableSQLiteError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self = .failed(path: path, reason: String(describing: error))
      return
    }
    // GRDB puts the statement and its arguments into descriptions: only code and message are sure to hold no text of an article.
    // A copy's error comes without its message.
    let message = error.message == "not an error" ? "\(error.extendedResultCode)" : error.message
    let reason = message ?? "SQLite code \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_FULL: self = .diskFull(path: path)
    // The log's index could not grow, in memory that stands in a file.
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: self = .diskFull(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_CORRUPT: self = .corrupt(path: path, reason: reason)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: self = .notWritable(path: path, reason: reason)
    default:
      self = .failed(path: path, reason: "\(reason), SQLite code \(error.extendedResultCode.rawValue)")
    }
  }
}
