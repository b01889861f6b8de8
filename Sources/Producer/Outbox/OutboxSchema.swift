import DurableSQLite

/// The outbox's tables. `Outbox.md` draws them.
enum OutboxSchema {
  static let current = Schema(
    name: "outbox", applicationID: 0x4E54_4F31,
    migrations: [
      version1, version2, version3, version4, version5, version6, version7, version8, version9, version10, version11,
    ])

  /// Rows of `document` and `article` are for ever, so they are only ever appended, and found by the first 63 bits of their hash:
  /// an entry of a key table is a third of one that holds the hash, and touching random pages is what costs.
  private static let version1 = Schema.Migration(
    """
    CREATE TABLE document (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL CHECK (length(id) = 32),
      articles BLOB NOT NULL
    ) STRICT;
    CREATE TABLE document_key (key INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT;
    CREATE TABLE article (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL CHECK (length(id) = 32)
    ) STRICT;
    CREATE TABLE article_key (key INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT;
    CREATE TABLE waiting (
      sequence INTEGER PRIMARY KEY,
      id BLOB NOT NULL CHECK (length(id) = 32),
      header BLOB NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE receiver (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      store TEXT,
      start INTEGER NOT NULL,
      acknowledged TEXT NOT NULL,
      accepted INTEGER NOT NULL,
      stored INTEGER NOT NULL,
      known INTEGER NOT NULL,
      quarantined INTEGER NOT NULL,
      dropped INTEGER NOT NULL,
      CHECK (accepted >= stored + known + quarantined + dropped)
    ) STRICT;
    CREATE TABLE account (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      received INTEGER NOT NULL,
      read INTEGER NOT NULL,
      duplicate INTEGER NOT NULL,
      skipped INTEGER NOT NULL,
      quarantined INTEGER NOT NULL,
      accepted INTEGER NOT NULL,
      duplicate_articles INTEGER NOT NULL,
      waiting_bytes INTEGER NOT NULL CHECK (waiting_bytes >= 0),
      documents INTEGER NOT NULL,
      CHECK (received = read + duplicate + skipped + quarantined)
    ) STRICT;
    CREATE TABLE quarantine (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
      name TEXT NOT NULL,
      reason TEXT NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    INSERT INTO account VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    INSERT INTO receiver VALUES (1, 'default', NULL, 0, '', 0, 0, 0, 0, 0);
    """)

  /// Groups with a limit of their own, and what was given up with a group; when documents and articles came (milliseconds since
  /// 1970, nil for those from before).
  private static let version2 = Schema.Migration(
    """
    ALTER TABLE receiver ADD COLUMN pending_bytes INTEGER NOT NULL DEFAULT 0 CHECK (pending_bytes >= 0);
    ALTER TABLE receiver ADD COLUMN bytes_limit INTEGER CHECK (bytes_limit > 0);
    UPDATE receiver SET pending_bytes = (SELECT waiting_bytes FROM account);
    CREATE TABLE dropped_group (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      store TEXT,
      articles INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    ALTER TABLE account ADD COLUMN quarantine_bytes INTEGER NOT NULL DEFAULT 0 CHECK (quarantine_bytes >= 0);
    UPDATE account SET quarantine_bytes = (SELECT ifnull(sum(length(bytes)), 0) FROM quarantine);
    ALTER TABLE quarantine ADD COLUMN at INTEGER;
    ALTER TABLE document ADD COLUMN received INTEGER;
    ALTER TABLE article ADD COLUMN accepted INTEGER;
    """)

  /// Keys of the last rows are entered many at a time: up to which rows they are.
  private static let version3 = Schema.Migration(
    """
    ALTER TABLE account ADD COLUMN documents_entered INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE account ADD COLUMN articles_entered INTEGER NOT NULL DEFAULT 0;
    UPDATE account SET
      documents_entered = (SELECT ifnull(max(number), 0) FROM document),
      articles_entered = (SELECT ifnull(max(number), 0) FROM article);
    """)

  /// Bodies of large transactions stand in segments; `body` is empty then.
  private static let version4 = Schema.Migration(
    TextSegments.schema + """

      ALTER TABLE waiting ADD COLUMN body_segment INTEGER;
      ALTER TABLE waiting ADD COLUMN body_start INTEGER;
      ALTER TABLE waiting ADD COLUMN body_size INTEGER;
      """)

  /// How many articles were superseded: their rows are deleted, their keys are not.
  private static let version5 = Schema.Migration(
    "ALTER TABLE account ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded >= 0);")

  /// Articles that several documents give; and how a document in quarantine was pushed, so that a retry reads it as that push would.
  private static let version6 = Schema.Migration(
    SharedArticles.schema + """

      ALTER TABLE quarantine ADD COLUMN source TEXT;
      ALTER TABLE quarantine ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
      """)

  /// What was superseded, and by which article.
  private static let version7 = Schema.Migration(FormerArticles.schema)

  /// Counts of documents under the right numbers of their articles.
  private static let version8 = Schema.Migration(SharedArticles.renewal)

  /// What was sent again, or in another's place, under the sequences of before.
  private static let version9 = Schema.Migration(ResentArticles.schema)

  /// The same in rows of their own; and what was sent again before.
  private static let version10 = Schema.Migration(ResentArticles.ranges)

  /// Which documents a person gave up, as far as this version knows. And what stores that a group was bound to before had acknowledged, and
  /// the one of now is not given.
  private static let version11 = Schema.Migration(
    """
    \(DocumentQuarantine.givenUp)
    ALTER TABLE receiver ADD COLUMN left_behind TEXT NOT NULL DEFAULT '';
    """)
}
