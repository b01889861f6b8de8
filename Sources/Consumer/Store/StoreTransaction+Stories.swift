import GRDB
import NewsModels
import Stories

/// What becomes of a story when one of its articles is another text now, or goes.
extension StoreTransaction {
  /// The story of an article that takes a place: the place's own where its text resembles what that story is found by, and none else.
  /// - Parameter text: of the article, which is not written yet.
  func story(
    in place: Place, of article: Article, _ text: StoryText, _ cell: CountChanges.Cell, _ account: inout StoreAccount
  ) throws -> Int64? {
    guard try stories.resembles(article, text, place.story ?? place.number) else {
      try leaveStory(place, &account)
      try stories.makeFindable(place.number, by: text.fingerprint, &account, db)
      return nil
    }
    if place.story == nil {
      try db.execute(sql: "UPDATE story SET day = ? WHERE number = ?", arguments: [cell.day, place.number])
    }
    return place.story
  }

  /// Takes an article out of its story: of one that it began its oldest copy is the first now.
  func leaveStory(_ place: Place, _ account: inout StoreAccount) throws {
    guard let story = place.story else { return try beginStoryAnew(of: place.number, &account) }
    try db.execute(sql: "DELETE FROM copy WHERE story = ? AND number = ?", arguments: [story, place.number])
    try db.execute(
      sql: "UPDATE story SET articles = articles - 1 WHERE number = ? AND articles > 2", arguments: [story])
    try db.execute(
      sql: "DELETE FROM story WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM copy WHERE story = ?1)",
      arguments: [story])
  }

  /// Lets the oldest copy of an article begin its story.
  private func beginStoryAnew(of number: Int64, _ account: inout StoreAccount) throws {
    var copies = try Int64.fetchAll(
      db, sql: "SELECT number FROM copy WHERE story = ? ORDER BY number", arguments: [number])[...]
    guard let first = copies.popFirst(), let row = try ArticlePlace(first, db) else { return }
    account.changes.remove(row.cell, topics: row.topics, isCopy: true)
    account.changes.add(row.cell, topics: row.topics, arrived: row.arrived, isCopy: false)
    try row.setCopy(false, db)
    try db.execute(sql: "UPDATE article SET story = NULL WHERE number = ?", arguments: [first])
    try db.execute(sql: "DELETE FROM copy WHERE story = ?", arguments: [number])
    try db.execute(sql: "DELETE FROM story WHERE number = ?", arguments: [number])
    for copy in copies {
      try db.execute(sql: "UPDATE article SET story = ? WHERE number = ?", arguments: [first, copy])
      try db.execute(sql: "INSERT INTO copy VALUES (?, ?)", arguments: [first, copy])
    }
    try stories.makeFindable(first, by: nil, &account, db)
    if copies.isEmpty { return }
    try db.execute(
      sql: "INSERT INTO story VALUES (?, ?, ?)", arguments: [first, row.cell.day, copies.count + 1])
  }
}
