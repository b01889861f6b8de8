import DurableSQLite
import GRDB
import NewsModels

extension StoreVerification {
  /// Articles whose text is not the one that was stored: SQLite does not notice a changed byte, but the id is the text's hash.
  func changedTexts() throws -> [String] {
    var lines: [String] = []
    let rows = try RawStatement(
      db,
      """
      SELECT article.number, article.id, title, published, spelling.text, body, body_segment, body_start,
        body_size
      FROM article JOIN spelling ON spelling.number = article.spelling ORDER BY article.number
      """)
    defer { rows.reset() }
    while try rows.step() {
      let article = Article(
        title: rows.text(2) ?? "", body: String(decoding: try rows.text(5, texts.read) ?? [], as: UTF8.self),
        published: rows.text(3).flatMap { PublicationTime($0) }, source: rows.text(4), credit: nil, language: nil,
        url: nil)
      if article.id.digest.bytes != rows.bytes(1) {
        lines.append("article number \(rows.integer(0)): its text is not the one that was stored")
      }
    }
    return lines
  }
}
