import DurableSQLite
import GRDB
import NewsModels

extension SQLiteArticleStore {
  /// Bytes of bodies that one page holds, but for its last article.
  private static let pageBytes = 4 << 20
  /// Rows that one page looks at, whether it takes them or not: a reader must not hold the log for long.
  private static let mostLookedAt: Int64 = 20_000

  public func page(
    before: Int64?, limit: Int, exceptVersion version: String?
  ) async throws(StoreError) -> StoredPage {
    try await read { [texts] db in
      var page = StoredPage()
      let (except, others) = try Self.counted(except: version, db)
      page.total = others
      let last = try Int64.fetchOne(db, sql: "SELECT max(number) FROM article") ?? 0
      let end = min(before ?? .max, last + 1)
      if page.total == 0 || end <= 1 { return page }
      let start = max(1, end - Self.mostLookedAt)
      let numbers = try Int64.fetchAll(
        db,
        sql: """
          SELECT number FROM article WHERE number < ? AND number >= ? AND version != ? ORDER BY number DESC LIMIT ?
          """, arguments: [end, start, except ?? -1, limit])
      var (read, bytes) = (0, 0)
      while read < numbers.count, bytes <= Self.pageBytes {
        let article = try Self.article(numbers[read], db, texts)
        page.entries.append(StoredPage.Entry(number: numbers[read], article: article))
        bytes += article?.article.body.utf8.count ?? 0
        read += 1
      }
      let isAllRead = read == numbers.count && read < limit
      let seen = isAllRead ? start : numbers[read - 1]
      page.next = seen > 1 ? seen : nil
      return page
    }
  }

  /// The number of a version, nil for one that has counted nothing, and how many articles the others have counted.
  static func counted(except version: String?, _ db: Database) throws -> (number: Int64?, others: Int) {
    let number = try version.flatMap {
      try Int64.fetchOne(db, sql: "SELECT number FROM version WHERE name = ?", arguments: [$0])
    }
    let others = try Int.fetchOne(
      db, sql: "SELECT ifnull(sum(articles), 0) FROM version WHERE number != ?", arguments: [number ?? -1])
    return (number, others ?? 0)
  }

  public func reclassify(_ articles: [ReclassifiedArticle]) async throws(StoreError) -> Set<Int64> {
    do {
      return try await writes.perform(weight: 4 * articles.count) { [texts, calendar, stories] db, account in
        try StoreTransaction(db, texts: texts, calendar: calendar, stories: stories).reclassify(articles, &account)
      }
    } catch {
      throw StoreError(error)
    }
  }

  /// Nil where the article's text is not the one that was stored, or its row cannot be read.
  private static func article(_ number: Int64, _ db: Database, _ texts: TextSegments) throws -> StoredArticle? {
    let row: ArticleRow
    do {
      row = try ArticleRow(db, number: number, bodyFrom: texts)
    } catch DurableSQLiteError.corrupt {
      return nil
    }
    guard row.isIntact else { return nil }
    return StoredArticle(
      id: row.id, article: row.article, classification: row.classification, arrived: row.arrived)
  }
}
