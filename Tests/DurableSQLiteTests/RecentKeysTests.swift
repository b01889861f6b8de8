import Foundation
import GRDB
import Testing

@testable import DurableSQLite

@Suite struct RecentKeysTests {
  private static let table = """
    CREATE TABLE thing (number INTEGER PRIMARY KEY, id BLOB NOT NULL);
    CREATE TABLE thing_key (key INTEGER PRIMARY KEY, number INTEGER NOT NULL);
    """

  private static let zeros = [UInt8](repeating: 0, count: 7)
  private static let ones = [UInt8](repeating: 255, count: 7)

  /// A hash with these first bits; hashes with the same ones want the same key.
  private static func hash(_ first: UInt8, _ number: Int) -> [UInt8] {
    [first, 0, 0, 0, 0, 0, 0, 0, UInt8(number >> 8 & 255), UInt8(number & 255)]
  }

  /// Adds what is not there yet; answers its row.
  private static func add(_ hash: [UInt8], _ recent: inout RecentKeys, _ db: Database) throws -> Int64 {
    let index = try HashIndex(db, table: "thing")
    switch try index.place(of: hash, recent: recent) {
    case .known(let number): return number
    case .free(let key):
      let number = try Int64.fetchOne(db, sql: "SELECT ifnull(max(number), 0) + 1 FROM thing") ?? 1
      try db.execute(sql: "INSERT INTO thing VALUES (?, ?)", arguments: [number, Data(hash)])
      recent.add(key: key, number: number)
      return number
    }
  }

  /// Many hashes that want few keys, entered at any time and read from the rows again at any time: each is found, once.
  @Test(arguments: [1, 2, 7, 1_000], [1, 5, 1_000])
  func eachHashIsFoundWhereverItsKeyIs(limit: Int, lifetime: Int) throws {
    try DatabaseQueue().write { db in
      try db.execute(sql: Self.table)
      var recent = try RecentKeys(db, table: "thing", entered: 0, limit: limit)
      // Enough that some are no longer among the last ones.
      let hashes = (0..<300).map { Self.hash(UInt8(255 - $0 % 4), $0) }
      for (index, hash) in hashes.enumerated() {
        #expect(try Self.add(hash, &recent, db) == Int64(index + 1))
        try recent.enterIfMany(db)
        #expect(recent.count < limit)
        if index % lifetime == lifetime - 1 {
          recent = try RecentKeys(db, table: "thing", entered: recent.entered, limit: limit)
        }
        for (earlier, hash) in hashes.enumerated() where earlier % 29 == index % 29 {
          let number = try HashIndex(db, table: "thing").number(of: hash, recent: recent)
          #expect(number == (earlier <= index ? Int64(earlier + 1) : nil))
        }
      }
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM thing_key") == hashes.count - recent.count)
      // By what a hash begins with, also where its key had to give way, at the end of all keys too.
      for first in 252...255 {
        let keys = HashIndex.key(of: [UInt8(first)] + Self.zeros)...HashIndex.key(of: [UInt8(first)] + Self.ones)
        let numbers = try HashIndex(db, table: "thing").numbers(keys, recent: recent) { Int($0[0]) == first }
        #expect(numbers.sorted() == hashes.indices.filter { Int(hashes[$0][0]) == first }.map { Int64($0 + 1) })
      }
    }
  }
}
