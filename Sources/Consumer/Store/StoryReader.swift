import DurableSQLite
import GRDB
import NewsModels

/// Tells how articles stand to the copies of their text, inside one snapshot.
struct StoryReader {
  /// Copies whose outlets are looked at.
  private static let mostCopies = 200

  private let db: Database

  init(_ db: Database) { self.db = db }

  /// - Parameter story: the number of the article that began the story; nil where `number` did.
  /// - Returns: nil where no other article has the text.
  func place(of number: Int64, story: Int64?) throws -> StoryPlace? {
    if let story {
      let first = try ArticleRow(db, number: story, bodyFrom: nil)
      return StoryPlace(copyOf: StoryPlace.First(id: first.id, source: first.article.source))
    }
    let articles = try RawStatement(db, "SELECT articles FROM story WHERE number = ?")
    defer { articles.reset() }
    try articles.bind(1, number)
    guard try articles.step() else { return nil }
    return StoryPlace(copies: Int(articles.integer(0)) - 1, sources: try sources(of: number))
  }

  /// The outlets of a story's copies, in the order of storing.
  private func sources(of story: Int64) throws -> [String] {
    let rows = try RawStatement(
      db,
      """
      SELECT (SELECT source.name FROM outlet source WHERE source.number = ifnull(outlet.joined, outlet.number))
      FROM copy JOIN article ON article.number = copy.number JOIN outlet ON outlet.number = article.outlet
      WHERE copy.story = ? ORDER BY copy.number LIMIT ?
      """)
    defer { rows.reset() }
    try rows.bind(1, story)
    try rows.bind(2, Int64(Self.mostCopies))
    var sources: [String] = []
    while try rows.step() {
      if let name = rows.text(0), !sources.contains(name) { sources.append(name) }
    }
    return sources
  }
}
