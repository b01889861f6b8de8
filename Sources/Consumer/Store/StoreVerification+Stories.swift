import DurableSQLite
import GRDB

extension StoreVerification {
  /// Stories whose rows do not agree with what their articles say.
  func wrongStories() throws -> [String] {
    let wrong: [(what: String, sql: String)] = [
      (
        "is a copy of one that is none's first",
        """
        SELECT a.number FROM article a LEFT JOIN article f ON f.number = a.story
        WHERE a.story IS NOT NULL AND (f.number IS NULL OR f.story IS NOT NULL)
        """
      ),
      (
        "is listed for another story than its own",
        """
        SELECT a.number FROM article a LEFT JOIN copy c ON c.story = a.story AND c.number = a.number
        WHERE a.story IS NOT NULL AND c.number IS NULL
        UNION ALL SELECT c.number FROM copy c LEFT JOIN article a ON a.number = c.number WHERE a.story IS NOT c.story
        """
      ),
      (
        "has another number of copies than its story says",
        """
        SELECT s.number FROM story s WHERE s.articles != 1 + (SELECT count(*) FROM copy c WHERE c.story = s.number)
        UNION ALL SELECT DISTINCT c.story FROM copy c WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.number = c.story)
        """
      ),
      (
        "is listed on another day than its story",
        "SELECT s.number FROM story s JOIN article a ON a.number = s.number WHERE a.day != s.day"
      ),
      (
        "is listed as a copy and is none, or the other way round",
        """
        SELECT a.number FROM article a JOIN listing l ON l.day = a.day AND l.number = a.number
        WHERE l.is_copy != (a.story IS NOT NULL)
        UNION ALL SELECT a.number FROM topic_listing t CROSS JOIN article a ON a.number = t.number
        WHERE t.is_copy != (a.story IS NOT NULL)
        """
      ),
    ]
    return try wrong.flatMap { what, sql in
      try Int64.fetchAll(db, sql: sql).map { "article number \($0): \(what)" }
    }
  }
}
