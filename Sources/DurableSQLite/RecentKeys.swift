import GRDB

/// The keys of a table's last rows, kept in memory until there are many, and only then entered into its key table (see ``HashIndex``).
///
/// Keys are hashes: those of a few rows stand on as many pages of the key table, each of which is written anew. Many at once, in their
/// order, share pages. What is not entered yet is read from the rows themselves at the next opening.
public struct RecentKeys: Sendable {
  private let table: String
  private let limit: Int
  /// Rows by key: the last ones, and those before them. A transaction changes a copy of the few; the many are not copied by each.
  private var last: [Int64: Int64] = [:]
  private var earlier: [Int64: Int64] = [:]
  /// The last row whose key is entered. The owner keeps it in the database, in the same transaction.
  public private(set) var entered: Int64

  /// Keys that are kept in memory, 32 bytes each.
  public static let defaultLimit = 4_096

  /// Keys among the last ones.
  private static let lastLimit = 128

  /// - Parameters:
  ///   - entered: as `entered` was at the last commit.
  ///   - limit: keys that wait before they are entered.
  public init(_ db: Database, table: String, entered: Int64, limit: Int = defaultLimit) throws {
    self.table = table
    self.entered = entered
    self.limit = limit
    let index = try HashIndex(db, table: table)
    let rows = try RawStatement(db, "SELECT number, id FROM \(table) WHERE number > ? ORDER BY number")
    defer { rows.reset() }
    try rows.bind(1, entered)
    while try rows.step() {
      if case .free(let key) = try index.place(of: rows.bytes(1), recent: self) {
        add(key: key, number: rows.integer(0))
      }
    }
  }

  public var count: Int { last.count + earlier.count }

  /// The row with a key that is not entered yet.
  subscript(key: Int64) -> Int64? { last[key] ?? earlier[key] }

  /// The rows whose keys lie in a range.
  func numbers(_ keys: ClosedRange<Int64>) -> Set<Int64> {
    Set([last, earlier].joined().lazy.filter { keys.contains($0.key) }.map(\.value))
  }

  /// Keeps the key of a new row, at the place that ``HashIndex`` answered.
  public mutating func add(key: Int64, number: Int64) {
    last[key] = number
    guard last.count >= Self.lastLimit else { return }
    earlier.merge(last) { _, new in new }
    last.removeAll(keepingCapacity: true)
  }

  /// Enters one key now, whatever becomes of its row: where the row goes, nothing else would remember that the key is taken.
  public mutating func enter(key: Int64, _ db: Database) throws {
    guard let number = last.removeValue(forKey: key) ?? earlier.removeValue(forKey: key) else { return }
    try HashIndex(db, table: table).add(key: key, number: number)
  }

  /// Enters all keys if there are many. Belongs into the transaction of the last of their rows.
  public mutating func enterIfMany(_ db: Database) throws {
    guard count >= limit else { return }
    let index = try HashIndex(db, table: table)
    for (key, number) in earlier.merging(last, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
      try index.add(key: key, number: number)
      entered = max(entered, number)
    }
    (last, earlier) = ([:], [:])
  }
}
