import GRDB
import NewsModels

/// The table of which outlets are one source, as a person extends it.
struct OutletTable {
  /// What came of a change.
  enum Outcome: Sendable {
    case changed([SourceChange])
    /// Why nothing was changed, for whoever asked.
    case refused(String)
  }

  private let db: Database

  /// What `renewKeys` and `renewSpellings` look at.
  private static let named = "SELECT number, key, name, joined FROM outlet WHERE name IS NOT NULL"
  private static let spelled = """
    SELECT s.number, s.text, o.key, ifnull(o.joined, o.number), o.number, o.name, o.is_named
    FROM spelling s JOIN outlet o ON o.number = s.outlet WHERE s.text IS NOT NULL ORDER BY s.number
    """

  init(_ db: Database) { self.db = db }

  /// Counts the outlets with that of `name` from now on, and shows that by `name` where it is its best one; outlets that no article has
  /// named yet are remembered. Refuses where one of them is the source that `name` is counted as: whoever asks means it the other way
  /// round.
  func join(_ names: [String], as name: String) throws -> Outcome {
    if let counted = try sourceCounted(with: name) {
      for other in names where try StoreNames.outlet(named: other, db) == counted {
        return .refused(
          "\(name.printable) is counted as \(other.printable); to count it the other way round, "
            + "make it a source of its own first: newsctl sources part '\(name.printable)'")
      }
    }
    let outlet = try StoreNames.outletToExtend(named: name, mayShow: true, db)
    let source =
      try Int64.fetchOne(db, sql: "SELECT ifnull(joined, number) FROM outlet WHERE number = ?", arguments: [outlet])
      ?? outlet
    var changes: [SourceChange] = []
    for name in names {
      let joining = try StoreNames.outletToExtend(named: name, db)
      // Those that were joined with it come along: a source is never joined itself.
      changes += try count(joining, with: source, isAlone: joining == source)
    }
    return .changed(changes)
  }

  /// Makes outlets sources of their own again, with a source all that were joined with it; refuses where one is unknown.
  func part(_ names: [String]) throws -> Outcome {
    var outlets: [Int64] = []
    for name in names {
      guard let outlet = try StoreNames.outlet(named: name, db), try isNamed(outlet) else {
        return .refused("no source is named '\(name.printable)'; 'newsctl sources' lists them")
      }
      if !outlets.contains(outlet) { outlets.append(outlet) }
    }
    var changes: [SourceChange] = []
    for outlet in outlets {
      var parted = try count(outlet, with: nil)
      let isChanged = parted.contains { $0.before != $0.now }
      // A source from which others parted stays as it was.
      if isChanged { parted.removeAll { $0.before == $0.now } }
      if !isChanged, parted.count == 1 { parted[0].inseparable = try spellings(ofOneKey: outlet) }
      changes += parted
    }
    // Of a source that was named besides those joined with it, they are told once.
    let parted = Set(changes.filter { $0.before != $0.now }.map(\.outlet))
    return .changed(changes.filter { $0.before != $0.now || !parted.contains($0.outlet) })
  }

  /// Shows an outlet by a name that is another spelling of it, whatever comes from now on; refuses what would be another outlet's, since
  /// an outlet is found by its name.
  func name(_ spelling: String, as name: String) throws -> Outcome {
    guard let outlet = try StoreNames.outlet(named: spelling, db), try isNamed(outlet) else {
      return .refused("no source is named '\(spelling.printable)'; 'newsctl sources' lists them")
    }
    let name = OutletName.name(name)
    guard try StoreNames.outlet(named: name, db) == outlet else {
      return .refused(
        "'\(name.printable)' is no spelling of \(spelling.printable), which may differ in case, accents, spaces or a section; to count "
          + "outlets as one: newsctl sources join '\(spelling.printable)' --as '\(name.printable)'")
    }
    let before = try String.fetchOne(db, sql: "SELECT name FROM outlet WHERE number = ?", arguments: [outlet])
    try db.execute(
      sql: "UPDATE outlet SET name = ?, is_named = 1 WHERE number = ?", arguments: [name, outlet])
    let sql = "SELECT s.name FROM outlet o JOIN outlet s ON s.number = ifnull(o.joined, o.number) WHERE o.number = ?"
    let source = try String.fetchOne(db, sql: sql, arguments: [outlet]) ?? name
    return .changed([SourceChange(outlet: name, before: source, now: source, shownBefore: before)])
  }

  /// Counts an outlet, with those that are joined with it, as another or, where that is nil, each as its own.
  /// - Parameter isAlone: changes nothing, and tells of the outlet alone.
  private func count(_ outlet: Int64, with source: Int64?, isAlone: Bool = false) throws -> [SourceChange] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT o.name, s.name, ifnull(n.name, o.name) FROM outlet o JOIN outlet s ON s.number = ifnull(o.joined, o.number)
          LEFT JOIN outlet n ON n.number = ?2
        WHERE o.number = ?1 OR (o.joined = ?1 AND NOT ?3) ORDER BY o.number
        """, arguments: [outlet, source, isAlone])
    if !isAlone {
      try db.execute(
        sql: "UPDATE outlet SET joined = ?2 WHERE number = ?1 OR joined = ?1", arguments: [outlet, source])
    }
    return rows.map {
      SourceChange(outlet: $0[0] as String? ?? "", before: $0[1] as String? ?? "", now: $0[2] as String? ?? "")
    }
  }

  /// Whether an article or a join names the outlet: the row of one that was joined and parted before any article of it came is left.
  private func isNamed(_ outlet: Int64) throws -> Bool {
    let sql = """
      SELECT EXISTS (SELECT 1 FROM spelling WHERE outlet = ?1)
        OR EXISTS (SELECT 1 FROM outlet WHERE (number = ?1 AND joined IS NOT NULL) OR joined = ?1)
      """
    return try Bool.fetchOne(db, sql: sql, arguments: [outlet]) == true
  }

  /// The outlet's spellings, those that came first in front; nil where there is one only.
  private func spellings(ofOneKey outlet: Int64) throws -> [String]? {
    let spellings = try String.fetchAll(
      db, sql: "SELECT text FROM spelling WHERE outlet = ? AND text IS NOT NULL ORDER BY number LIMIT 50",
      arguments: [outlet])
    return spellings.count > 1 ? spellings : nil
  }

  /// The source that an outlet was joined with; nil where it is one itself, or unknown.
  private func sourceCounted(with name: String) throws -> Int64? {
    guard let outlet = try StoreNames.outlet(named: name, db) else { return nil }
    return try Int64.fetchOne(db, sql: "SELECT joined FROM outlet WHERE number = ?", arguments: [outlet])
  }

  /// Reads what `renewKeys` reads, and changes nothing.
  func readKeys() throws {
    for sql in [Self.named, Self.spelled] {
      let rows = try Row.fetchCursor(db, sql: sql)
      while try rows.next() != nil {}
    }
  }

  /// Gives outlets that an older version made the keys that their names have now, or asking for such a name would find another or none;
  /// where another has the key, both are one source from now on. Spellings that an older version took for one outlet stay one source.
  func renewKeys() throws {
    for row in try Row.fetchAll(db, sql: Self.named) {
      let (number, key, name): (Int64, String, String) = (row[0], row[1], row[2])
      let renewed = OutletName.key(name)
      // One that gave its key up before is left as a person has it since.
      if key == renewed || key.contains(Self.given) { continue }
      let other = try Row.fetchOne(
        db, sql: "SELECT ifnull(joined, number) FROM outlet WHERE key = ?", arguments: [renewed])
      guard let source: Int64 = other?[0] else {
        try db.execute(sql: "UPDATE outlet SET key = ? WHERE number = ?", arguments: [renewed, number])
        continue
      }
      try db.execute(
        sql: "UPDATE outlet SET key = ? WHERE number = ?", arguments: ["\(renewed)\(Self.given)\(number)", number])
      if source == number || row["joined"] != nil as Int64? { continue }
      try db.execute(
        sql: "UPDATE outlet SET joined = ? WHERE number = ? OR joined = ?", arguments: [source, number, number])
    }
    try renewSpellings()
  }

  /// Gives spellings whose key is no longer their outlet's an outlet of their own for what comes: what is stored stays where it is
  /// counted. The two are joined, as a person would have joined them, so that a source does not fall in two unasked.
  ///
  /// An older version showed an outlet by its first spelling: it is shown by the best of them now, unless a person named it.
  private func renewSpellings() throws {
    var better: [Int64: String] = [:]
    for row in try Row.fetchAll(db, sql: Self.spelled) {
      let (number, text, key, source): (Int64, String, String, Int64) = (row[0], row[1], row[2], row[3])
      let renewed = OutletName.key(text)
      if key == renewed || key.hasPrefix("\(renewed)\(Self.given)") {
        let (outlet, shown, name): (Int64, String?, String) = (row[4], row[5], OutletName.name(text))
        if !row[6], let best = better[outlet] ?? shown, OutletName.isBetter(name, than: best) { better[outlet] = name }
        continue
      }
      try db.execute(
        sql: "INSERT OR IGNORE INTO outlet (key, name, joined) VALUES (?, ?, ?)",
        arguments: [renewed, OutletName.name(text), source])
      try db.execute(
        sql: "UPDATE spelling SET outlet = (SELECT number FROM outlet WHERE key = ?) WHERE number = ?",
        arguments: [renewed, number])
    }
    for (outlet, name) in better {
      try db.execute(sql: "UPDATE outlet SET name = ? WHERE number = ?", arguments: [name, outlet])
    }
  }

  /// Stands in a key that no spelling has.
  private static let given: Character = "\u{1F}"
}
