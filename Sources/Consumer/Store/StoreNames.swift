import DurableSQLite
import GRDB
import NewsModels

/// The numbers of the small tables' rows: spellings with their outlets, languages, topics, versions of the topics file.
///
/// What was met is remembered, up to a bound: names come from outside.
struct StoreNames: Sendable {
  struct Spelling: Sendable {
    var number: Int64
    var outlet: Int64
  }

  private var spellings: [String: Spelling] = [:]
  private var languages: [String: Int64] = [:]
  private var topics: [TopicID: Int64] = [:]
  private var versions: [String: Int64] = [:]

  /// Names of one kind that are remembered.
  private static let bound = 16_384

  /// The rows that stand for no source and for no language.
  static let noSpelling = Spelling(number: 1, outlet: 1)
  static let noLanguage: Int64 = 1

  mutating func spelling(_ text: String?, _ db: Database) throws -> Spelling {
    guard let text, !text.isEmpty else { return Self.noSpelling }
    if let known = spellings[text] { return known }
    let spelling = try Self.findSpelling(text, db) ?? Self.addSpelling(text, db)
    if spellings.count >= Self.bound { spellings.removeAll() }
    spellings[text] = spelling
    return spelling
  }

  mutating func language(_ code: String?, _ db: Database) throws -> Int64 {
    guard let code, !code.isEmpty else { return Self.noLanguage }
    if let known = languages[code] { return known }
    let number = try Self.number(of: code, table: "language", column: "code", db)
    if languages.count >= Self.bound { languages.removeAll() }
    languages[code] = number
    return number
  }

  mutating func topic(_ topic: TopicID, _ db: Database) throws -> Int64 {
    if let known = topics[topic] { return known }
    let number = try Self.number(of: topic.rawValue, table: "topic", column: "name", db)
    if topics.count >= Self.bound { topics.removeAll() }
    topics[topic] = number
    return number
  }

  /// Whether some article counts for a topic, for rows of `topic`: one that was given up stays there, and must be seen nowhere.
  static let isCounted = "EXISTS (SELECT 1 FROM topic_counts WHERE grain = 1 AND topic_counts.topic = topic.number)"

  mutating func version(_ version: String, _ db: Database) throws -> Int64 {
    if let known = versions[version] { return known }
    try db.execute(sql: "INSERT OR IGNORE INTO version (name, articles) VALUES (?, 0)", arguments: [version])
    let number = try Int64.fetchOne(db, sql: "SELECT number FROM version WHERE name = ?", arguments: [version]) ?? 0
    if versions.count >= Self.bound { versions.removeAll() }
    versions[version] = number
    return number
  }

  /// The outlet that a person means by `text`: a spelling that was met, or one with the same key. Nil where none is.
  static func outlet(named text: String, _ db: Database) throws -> Int64? {
    if text.isEmpty { return noSpelling.outlet }
    if let spelling = try findSpelling(text, db) { return spelling.outlet }
    return try Int64.fetchOne(db, sql: "SELECT number FROM outlet WHERE key = ?", arguments: [OutletName.key(text)])
  }

  /// The outlet that `text` names, and those that a person joined with it; nil where none is.
  static func outlets(named text: String, _ db: Database) throws -> [Int64]? {
    guard let outlet = try outlet(named: text, db) else { return nil }
    let source = try Int64.fetchOne(
      db, sql: "SELECT ifnull(joined, number) FROM outlet WHERE number = ?", arguments: [outlet])
    return try Int64.fetchAll(
      db, sql: "SELECT number FROM outlet WHERE number = ?1 OR joined = ?1 ORDER BY number",
      arguments: [source ?? outlet])
  }

  /// The outlet that `text` names, which is made where no article has named it yet: for a table that a person extends.
  /// - Parameter mayShow: whether it is shown by `text` from now on where that is its best name.
  static func outletToExtend(named text: String, mayShow: Bool = false, _ db: Database) throws -> Int64 {
    let known = try mayShow && !text.isEmpty ? findSpelling(text, db)?.outlet : outlet(named: text, db)
    return try known ?? addOutlet(text, db)
  }

  private static func findSpelling(_ text: String, _ db: Database) throws -> Spelling? {
    try Row.fetchOne(db, sql: "SELECT number, outlet FROM spelling WHERE text = ?", arguments: [text])
      .map { Spelling(number: $0[0], outlet: $0[1]) }
  }

  private static func addSpelling(_ text: String, _ db: Database) throws -> Spelling {
    let outlet = try addOutlet(text, db)
    try db.execute(sql: "INSERT INTO spelling (text, outlet) VALUES (?, ?)", arguments: [text, outlet])
    return Spelling(number: db.lastInsertedRowID, outlet: outlet)
  }

  /// The outlet of a spelling that was not met before, which may show it by a better name from now on, unless a person named it.
  private static func addOutlet(_ text: String, _ db: Database) throws -> Int64 {
    let (key, name) = (OutletName.key(text), OutletName.name(text))
    let known = try Row.fetchOne(db, sql: "SELECT number, name, is_named FROM outlet WHERE key = ?", arguments: [key])
    guard let known else {
      try db.execute(sql: "INSERT INTO outlet (key, name) VALUES (?, ?)", arguments: [key, name])
      return db.lastInsertedRowID
    }
    let (number, shown, isNamed): (Int64, String?, Bool) = (known[0], known[1], known[2])
    if let shown, !isNamed, OutletName.isBetter(name, than: shown) {
      try db.execute(sql: "UPDATE outlet SET name = ? WHERE number = ?", arguments: [name, number])
    }
    return number
  }

  private static func number(of text: String, table: String, column: String, _ db: Database) throws -> Int64 {
    try db.execute(sql: "INSERT OR IGNORE INTO \(table) (\(column)) VALUES (?)", arguments: [text])
    return try Int64.fetchOne(db, sql: "SELECT number FROM \(table) WHERE \(column) = ?", arguments: [text]) ?? 0
  }
}
