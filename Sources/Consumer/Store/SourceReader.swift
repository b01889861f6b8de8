import DurableSQLite
import GRDB
import NewsModels

/// Reads how outlets stand inside one snapshot.
struct SourceReader {
  /// Spellings of a source that are told.
  private static let mostSpellings = 50

  private let db: Database

  init(_ db: Database) { self.db = db }

  /// A source: an outlet, and those that were joined with it.
  struct Group: Sendable {
    var source: Int64
    var name: String?
    /// With that of `source`.
    var outlets: [Int64]
    var joined: [String]
    /// The last arrival, UTC, seconds since 1970; 0 where none was.
    var received: Int64
    var spellings: [String]

    /// Whether no article ever named it, nor is any outlet joined with it: the row for articles without a source, which is there from
    /// the start, and that of an outlet which was joined and parted before any article of it came.
    var isUnnamed: Bool { spellings.isEmpty && joined.isEmpty }
  }

  func groups() throws -> [Group] {
    var groups: [Int64: Group] = [:]
    var sources: [Int64: Int64] = [:]
    // The greatest arrival is kept: of a clock that was ahead once, no more is believed than the last commit's.
    let outlets = try Row.fetchAll(
      db,
      sql: """
        SELECT number, name, joined, min(received, (SELECT arrived FROM account)) FROM outlet
        ORDER BY joined IS NOT NULL, number
        """)
    for row in outlets {
      let (number, name, joined, received): (Int64, String?, Int64?, Int64) = (row[0], row[1], row[2], row[3])
      let source = joined ?? number
      sources[number] = source
      var group =
        groups[source] ?? Group(source: source, name: name, outlets: [], joined: [], received: 0, spellings: [])
      group.outlets.append(number)
      if joined != nil, let name { group.joined.append(name) }
      group.received = max(group.received, received)
      groups[source] = group
    }
    for row in try Row.fetchAll(db, sql: "SELECT text, outlet FROM spelling WHERE text IS NOT NULL ORDER BY number") {
      guard let source = sources[row[1]], groups[source].map({ $0.spellings.count < Self.mostSpellings }) == true else {
        continue
      }
      groups[source]?.spellings.append(row[0])
    }
    return groups.values.sorted { $0.source < $1.source }
  }

  func accounts(_ groups: some Sequence<Group>) throws -> [SourceAccount] {
    let newest = try Int64.fetchOne(
      db, sql: "SELECT max(day) FROM listing WHERE day > ?", arguments: [StoreSchema.undated])
    return try groups.compactMap { group in
      let account = try account(group, newest: newest)
      return account.articles == 0 && group.isUnnamed ? nil : account
    }
  }

  private func account(_ group: Group, newest: Int64?) throws -> SourceAccount {
    var (articles, withTopic) = (0, 0)
    let sums = try RawStatement(
      db, Self.overLanguages("sum(c.articles), sum(c.with_topic)", where: "c.grain = 1"))
    for outlet in group.outlets {
      try sums.bind(1, outlet)
      while try sums.step() {
        articles += Int(sums.integer(0))
        withTopic += Int(sums.integer(1))
      }
      sums.reset()
    }
    let last = try lastDay(group.outlets)
    let pause = try last.flatMap { SilenceRule.usualPause(try days(group.outlets, until: $0)) }
    let silentDays = last.flatMap { last in newest.map { Int($0 - last) } }
    return SourceAccount(
      source: group.name, spellings: group.spellings, joined: group.joined.sorted(), articles: articles,
      withTopic: withTopic,
      lastReceived: group.received > 0 ? Timestamp(secondsSince1970: group.received) : nil,
      lastDay: last.flatMap { CalendarDay(daysSince1970: Int($0)) }, silentDays: silentDays, usualPause: pause,
      isSilent: silentDays.map { SilenceRule.isSilent($0, usualPause: pause) } ?? false)
  }

  private func lastDay(_ outlets: [Int64]) throws -> Int64? {
    let rows = try RawStatement(
      db,
      """
      SELECT (SELECT max(day) FROM counts WHERE grain = 0 AND outlet = ?1 AND language = l.number AND day > ?2)
      FROM language l
      """)
    var last: Int64?
    for outlet in outlets {
      try rows.bind(1, outlet)
      try rows.bind(2, StoreSchema.undated)
      while try rows.step() {
        if !rows.isNull(0) { last = max(rows.integer(0), last ?? .min) }
      }
      rows.reset()
    }
    return last
  }

  /// The outlets' days with articles in the time that a rhythm is taken from.
  private func days(_ outlets: [Int64], until last: Int64) throws -> Set<Int64> {
    let rows = try RawStatement(db, Self.overLanguages("c.day", where: "c.grain = 0 AND c.day BETWEEN ?2 AND ?3"))
    var days: Set<Int64> = []
    for outlet in outlets {
      try rows.bind(1, outlet)
      try rows.bind(2, last - SilenceRule.days)
      try rows.bind(3, last)
      while try rows.step() { days.insert(rows.integer(0)) }
      rows.reset()
    }
    return days
  }

  private static func overLanguages(_ columns: String, where condition: String) -> String {
    """
    SELECT \(columns) FROM language l CROSS JOIN counts c
    WHERE \(condition) AND c.outlet = ?1 AND c.language = l.number
    """
  }
}
