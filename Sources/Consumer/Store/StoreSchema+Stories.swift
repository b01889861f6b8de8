import DurableSQLite

extension StoreSchema {
  /// Stories: `article.story` is the number of the article that began it, NULL in that article itself; `copy` lists the others, `story`
  /// the stories that have some. Figures that begin with `first_` are those of articles that began a story.
  ///
  /// What older versions stored begins a story each. `fingerprint` holds blocks of the recent articles' sketches, the last of each named.
  static let version4 = Schema.Migration(
    """
    ALTER TABLE article ADD COLUMN story INTEGER CHECK (story < number);
    ALTER TABLE listing ADD COLUMN is_copy INTEGER NOT NULL DEFAULT 0 CHECK (is_copy IN (0, 1));
    ALTER TABLE topic_listing ADD COLUMN is_copy INTEGER NOT NULL DEFAULT 0 CHECK (is_copy IN (0, 1));
    CREATE TABLE story (
      number INTEGER PRIMARY KEY,
      day INTEGER NOT NULL,
      articles INTEGER NOT NULL CHECK (articles > 1)
    ) STRICT;
    CREATE INDEX story_day ON story (day);
    CREATE TABLE copy (
      story INTEGER NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (story, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE fingerprint (last INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    """
      + firstFigures("counts", ["articles", "with_topic", "with_main", "with_mention"])
      + firstFigures("topic_counts", ["main", "mention"])
      + firstFigures("pair_counts", ["both_main", "first_main", "other_main", "both_mention"]))

  private static func firstFigures(_ table: String, _ columns: [String]) -> String {
    columns.map { "ALTER TABLE \(table) ADD COLUMN first_\($0) INTEGER NOT NULL DEFAULT 0;\n" }.joined()
      + "UPDATE \(table) SET \(columns.map { "first_\($0) = \($0)" }.joined(separator: ", "));\n"
  }
}
