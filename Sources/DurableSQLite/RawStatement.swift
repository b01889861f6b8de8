import GRDB
import GRDBSQLite

/// A cached statement with bindings and columns that cost no detour: for the few statements that run once for each article.
///
/// Belongs to the connection and the access that made it. Numbers of parameters begin at 1, of columns at 0. Everything else goes
/// through GRDB's own statements.
public struct RawStatement {
  private let statement: Statement
  private let pointer: OpaquePointer

  /// Compiles `sql`, or takes what was compiled before on this connection.
  public init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
    sqlite3_reset(pointer)
    sqlite3_clear_bindings(pointer)
  }

  public func bind(_ parameter: Int32, _ value: Int64) throws {
    try check(sqlite3_bind_int64(pointer, parameter, value))
  }

  public func bind(_ parameter: Int32, _ value: Int64?) throws {
    guard let value else { return try bindNull(parameter) }
    try bind(parameter, value)
  }

  public func bindNull(_ parameter: Int32) throws { try check(sqlite3_bind_null(pointer, parameter)) }

  /// The bytes are copied. No bytes are an empty blob, not NULL.
  public func bind(_ parameter: Int32, _ bytes: [UInt8]) throws {
    guard !bytes.isEmpty else { return try check(sqlite3_bind_zeroblob(pointer, parameter, 0)) }
    try bytes.withUnsafeBytes { buffer in
      try check(sqlite3_bind_blob64(pointer, parameter, buffer.baseAddress, UInt64(buffer.count), Self.transient))
    }
  }

  public func bind(_ parameter: Int32, _ bytes: [UInt8]?) throws {
    guard let bytes else { return try bindNull(parameter) }
    try bind(parameter, bytes)
  }

  /// The text is copied.
  public func bind(_ parameter: Int32, _ text: String) throws {
    var text = text
    try text.withUTF8 { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { characters in
        // A string without characters may have no address, and SQLite takes that for NULL.
        guard let address = characters.baseAddress else {
          return try check(sqlite3_bind_text64(pointer, parameter, "", 0, Self.transient, UInt8(SQLITE_UTF8)))
        }
        try check(
          sqlite3_bind_text64(pointer, parameter, address, UInt64(characters.count), Self.transient, UInt8(SQLITE_UTF8))
        )
      }
    }
  }

  public func bind(_ parameter: Int32, _ text: String?) throws {
    guard let text else { return try bindNull(parameter) }
    try bind(parameter, text)
  }

  /// Runs a statement that answers no rows with a long text that is not copied for it.
  public func run(_ parameter: Int32, _ text: String) throws {
    var text = text
    try text.withUTF8 { buffer in
      let isBound = try buffer.withMemoryRebound(to: CChar.self) { characters -> Bool in
        // As above.
        guard let address = characters.baseAddress else { return false }
        try check(
          sqlite3_bind_text64(pointer, parameter, address, UInt64(characters.count), nil, UInt8(SQLITE_UTF8)))
        return true
      }
      if !isBound { try bind(parameter, "") }
      // The text is only lent: the statement must not hold on to it.
      defer { sqlite3_bind_null(pointer, parameter) }
      try run()
    }
  }

  /// Runs a statement that answers no rows with many bytes that are not copied for it.
  public func run(_ parameter: Int32, _ bytes: [UInt8]) throws {
    guard !bytes.isEmpty else {
      try bind(parameter, bytes)
      return try run()
    }
    try bytes.withUnsafeBytes { buffer in
      try check(sqlite3_bind_blob64(pointer, parameter, buffer.baseAddress, UInt64(buffer.count), nil))
      // The bytes are only lent: the statement must not hold on to them.
      defer { sqlite3_bind_null(pointer, parameter) }
      try run()
    }
  }

  /// Whether there is a row.
  public func step() throws -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      let error = error(code)
      sqlite3_reset(pointer)
      throw error
    }
  }

  /// Runs a statement that answers no rows, and makes it ready for other bindings.
  public func run() throws {
    while try step() {}
    reset()
  }

  /// Makes the statement ready for another run; bindings stay until others take their place.
  public func reset() { sqlite3_reset(pointer) }

  public func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

  public func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

  public func bytes(_ column: Int32) -> [UInt8] {
    guard let address = sqlite3_column_blob(pointer, column) else { return [] }
    let count = Int(sqlite3_column_bytes(pointer, column))
    return Array(UnsafeRawBufferPointer(start: address, count: count))
  }

  /// The bytes of a text where they stand, for as long as `body` runs. NULL has none.
  public func withText<Result>(
    _ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    guard let address = sqlite3_column_text(pointer, column) else {
      return try body(UnsafeBufferPointer(start: nil, count: 0))
    }
    return try body(UnsafeBufferPointer(start: address, count: Int(sqlite3_column_bytes(pointer, column))))
  }

  public func text(_ column: Int32) -> String? {
    guard let address = sqlite3_column_text(pointer, column) else { return nil }
    let count = Int(sqlite3_column_bytes(pointer, column))
    return String(decoding: UnsafeBufferPointer(start: address, count: count), as: UTF8.self)
  }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw error(code) }
  }

  private func error(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: sqlite3_db_handle(pointer).flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) })
  }

  /// Tells SQLite to copy what is bound.
  private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
