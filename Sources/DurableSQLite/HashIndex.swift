import GRDB

/// Finds the rows of a table `<name>(number INTEGER PRIMARY KEY, id BLOB, …)` by the hash in `id`, through a second table
/// `<name>_key(key INTEGER PRIMARY KEY, number INTEGER)` with the first 63 bits of each hash.
///
/// An entry takes a third of one that holds the hash, and touching random pages is what an index of hashes costs. Two hashes with the
/// same first bits (nobody meets them by chance, but they can be made) take neighbouring keys: a search goes on until it finds the
/// hash itself or a free key. Entries must never be taken out, or searches end too early: that of a row which is not there any more, or has
/// another hash, is passed over.
public struct HashIndex {
  /// Where a hash is, or where it belongs.
  public enum Place {
    case known(number: Int64)
    case free(key: Int64)
  }

  private let find: RawStatement
  private let check: RawStatement
  private let insert: RawStatement
  private let within: RawStatement

  /// For use within one access to the database.
  public init(_ db: Database, table: String) throws {
    find = try RawStatement(db, "SELECT number FROM \(table)_key WHERE key = ?")
    check = try RawStatement(db, "SELECT id FROM \(table) WHERE number = ?")
    insert = try RawStatement(db, "INSERT INTO \(table)_key (key, number) VALUES (?, ?)")
    within = try RawStatement(db, "SELECT number FROM \(table)_key WHERE key BETWEEN ? AND ?")
  }

  /// - Parameter recent: the table's last rows, where their keys are not entered at once.
  public func place(of hash: [UInt8], recent: RecentKeys? = nil) throws -> Place {
    let (key, number) = try search(hash, recent)
    return number.map { .known(number: $0) } ?? .free(key: key)
  }

  /// Where a hash stands; nil where it is not known.
  public func entry(of hash: [UInt8], recent: RecentKeys? = nil) throws -> (key: Int64, number: Int64)? {
    let (key, number) = try search(hash, recent)
    return number.map { (key, $0) }
  }

  private func search(_ hash: [UInt8], _ recent: RecentKeys?) throws -> (key: Int64, number: Int64?) {
    var key = Self.key(of: hash)
    while let number = try recent?[key] ?? number(forKey: key) {
      if try isHash(hash, number: number) { return (key, number) }
      key = Self.next(key)
    }
    return (key, nil)
  }

  public func number(of hash: [UInt8], recent: RecentKeys? = nil) throws -> Int64? {
    if case .known(let number) = try place(of: hash, recent: recent) { number } else { nil }
  }

  /// The rows whose hashes satisfy a condition, among those whose hashes want one of `keys`; in no order.
  public func numbers(
    _ keys: ClosedRange<Int64>, recent: RecentKeys, where isWanted: ([UInt8]) -> Bool
  ) throws -> [Int64] {
    // A set: a key may have been entered since `recent` was taken.
    var numbers = recent.numbers(keys)
    try within.bind(1, keys.lowerBound)
    try within.bind(2, keys.upperBound)
    defer { within.reset() }
    while try within.step() { numbers.insert(within.integer(0)) }
    // A hash whose key was taken stands at a key behind it, without a gap.
    var key = Self.next(keys.upperBound)
    while let number = try recent[key] ?? number(forKey: key) {
      numbers.insert(number)
      key = Self.next(key)
    }
    return try numbers.filter { number in try hash(of: number).map(isWanted) ?? false }
  }

  /// Enters a row at the key that `place` answered.
  public func add(key: Int64, number: Int64) throws {
    try insert.bind(1, key)
    try insert.bind(2, number)
    try insert.run()
  }

  /// The first 63 bits; not negative.
  public static func key(of hash: [UInt8]) -> Int64 {
    Int64(hash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1)
  }

  private static func next(_ key: Int64) -> Int64 { key == .max ? 0 : key + 1 }

  private func number(forKey key: Int64) throws -> Int64? {
    try find.bind(1, key)
    defer { find.reset() }
    return try find.step() ? find.integer(0) : nil
  }

  private func isHash(_ hash: [UInt8], number: Int64) throws -> Bool { try self.hash(of: number) == hash }

  private func hash(of number: Int64) throws -> [UInt8]? {
    try check.bind(1, number)
    defer { check.reset() }
    return try check.step() ? check.bytes(0) : nil
  }
}
