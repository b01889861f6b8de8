import DurableSQLite
import NewsModels

/// The article store's tables. `Store.md` draws them.
enum StoreSchema {
  static let current = Schema(
    name: "store", applicationID: 0x4E54_5331,
    migrations: [
      version1, version2, version3, version4, version5, version6, version7, version8, version9, version10, version11,
      version12,
    ])

  /// Stands for "no believable day" where a day is part of a key: before every other day.
  static let undated: Int64 = -1_000_000

  /// The day that a column holds; nil for the undated one.
  static func calendarDay(_ column: Int64) -> CalendarDay? {
    column == undated ? nil : CalendarDay(daysSince1970: Int(column))
  }

  /// Stands for the sum over all outlets.
  static let allOutlets: Int64 = 0

  /// `counts` and `topic_counts` hold each figure for the day (grain 0) and for the month named by its first day (grain 1), for one
  /// outlet and for all (outlet 0). Sums over languages are made when asked: there are few.
  private static let version1 = Schema.Migration(
    """
    CREATE TABLE outlet (
      number INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      name TEXT
    ) STRICT;
    CREATE TABLE spelling (
      number INTEGER PRIMARY KEY,
      text TEXT UNIQUE,
      outlet INTEGER NOT NULL REFERENCES outlet
    ) STRICT;
    CREATE TABLE language (number INTEGER PRIMARY KEY, code TEXT UNIQUE) STRICT;
    CREATE TABLE topic (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE version (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, articles INTEGER NOT NULL) STRICT;
    CREATE TABLE producer (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      acknowledged TEXT NOT NULL,
      stored INTEGER NOT NULL,
      known INTEGER NOT NULL,
      quarantined INTEGER NOT NULL,
      redelivered INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE article (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL CHECK (length(id) = 32),
      day INTEGER NOT NULL,
      spelling INTEGER NOT NULL,
      outlet INTEGER NOT NULL,
      language INTEGER NOT NULL,
      version INTEGER NOT NULL,
      producer INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      arrived INTEGER NOT NULL,
      published TEXT,
      credit TEXT,
      url TEXT,
      title TEXT NOT NULL,
      topics BLOB,
      body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE article_key (key INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT;
    CREATE TABLE listing (
      day INTEGER NOT NULL,
      number INTEGER NOT NULL,
      outlet INTEGER NOT NULL,
      language INTEGER NOT NULL,
      levels INTEGER NOT NULL,
      PRIMARY KEY (day, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE topic_listing (
      topic INTEGER NOT NULL,
      day INTEGER NOT NULL,
      number INTEGER NOT NULL,
      outlet INTEGER NOT NULL,
      language INTEGER NOT NULL,
      levels INTEGER NOT NULL CHECK (levels IN (1, 2)),
      PRIMARY KEY (topic, day, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE counts (
      grain INTEGER NOT NULL,
      outlet INTEGER NOT NULL,
      language INTEGER NOT NULL,
      day INTEGER NOT NULL,
      articles INTEGER NOT NULL,
      with_topic INTEGER NOT NULL,
      with_main INTEGER NOT NULL,
      with_mention INTEGER NOT NULL,
      PRIMARY KEY (grain, outlet, language, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE topic_counts (
      grain INTEGER NOT NULL,
      topic INTEGER NOT NULL,
      outlet INTEGER NOT NULL,
      language INTEGER NOT NULL,
      day INTEGER NOT NULL,
      main INTEGER NOT NULL,
      mention INTEGER NOT NULL,
      PRIMARY KEY (grain, topic, outlet, language, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE quarantine (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
      producer INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      arrived INTEGER NOT NULL,
      reason TEXT NOT NULL,
      header BLOB NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE account (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      time_zone TEXT,
      stored INTEGER NOT NULL,
      with_topic INTEGER NOT NULL,
      quarantined INTEGER NOT NULL,
      arrived INTEGER NOT NULL,
      CHECK (with_topic <= stored)
    ) STRICT;
    INSERT INTO account VALUES (1, NULL, 0, 0, 0, 0);
    INSERT INTO outlet VALUES (1, '', NULL);
    INSERT INTO spelling VALUES (1, NULL, 1);
    INSERT INTO language VALUES (1, NULL);
    """)

  /// The quarantine's size, and what left it: `released` was stored by a person's retry, `dropped` was given up.
  private static let version2 = Schema.Migration(
    """
    ALTER TABLE producer ADD COLUMN released INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE producer ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE account ADD COLUMN quarantine_bytes INTEGER NOT NULL DEFAULT 0 CHECK (quarantine_bytes >= 0);
    UPDATE account SET
      quarantine_bytes = (SELECT ifnull(sum(length(header) + length(body)), 0) FROM quarantine);
    """)

  /// What a day is counted under in rows of months, for a column named `day`.
  private static func month(of day: String) -> String {
    """
    CASE WHEN \(day) = \(undated) THEN \(day)
      ELSE \(day) - CAST(strftime('%d', \(day) * 86400, 'unixepoch') AS INTEGER) + 1 END
    """
  }

  /// Pairs of topics that articles share, keyed as `counts`; the outlets that a person joined, and when each was last received.
  private static let version3 = Schema.Migration(
    """
    CREATE TABLE pair (
      number INTEGER PRIMARY KEY,
      topic INTEGER NOT NULL,
      other INTEGER NOT NULL,
      UNIQUE (topic, other),
      CHECK (topic < other)
    ) STRICT;
    CREATE TABLE pair_counts (
      grain INTEGER NOT NULL,
      pair INTEGER NOT NULL,
      outlet INTEGER NOT NULL,
      language INTEGER NOT NULL,
      day INTEGER NOT NULL,
      both_main INTEGER NOT NULL,
      first_main INTEGER NOT NULL,
      other_main INTEGER NOT NULL,
      both_mention INTEGER NOT NULL,
      PRIMARY KEY (grain, pair, outlet, language, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TEMPORARY TABLE shared AS
      SELECT a.topic, b.topic AS other, a.day, a.outlet, a.language, a.levels AS level, b.levels AS other_level
      FROM topic_listing a CROSS JOIN topic t CROSS JOIN topic_listing b
      WHERE t.number > a.topic AND b.topic = t.number AND b.day = a.day AND b.number = a.number;
    INSERT INTO pair (topic, other) SELECT DISTINCT topic, other FROM shared;
    INSERT INTO pair_counts
      SELECT grain.number, pair.number, outlets.number * s.outlet, s.language,
        CASE WHEN grain.number = 0 THEN s.day ELSE \(month(of: "s.day")) END AS cut,
        sum(s.level = 2 AND s.other_level = 2), sum(s.level = 2 AND s.other_level = 1),
        sum(s.level = 1 AND s.other_level = 2), sum(s.level = 1 AND s.other_level = 1)
      FROM shared s JOIN pair ON pair.topic = s.topic AND pair.other = s.other,
        (SELECT 0 AS number UNION ALL SELECT 1) grain, (SELECT 0 AS number UNION ALL SELECT 1) outlets
      GROUP BY 1, 2, 3, 4, 5;
    DROP TABLE shared;
    ALTER TABLE outlet ADD COLUMN joined INTEGER REFERENCES outlet;
    ALTER TABLE outlet ADD COLUMN received INTEGER NOT NULL DEFAULT 0;
    UPDATE outlet SET received = latest.arrived
      FROM (SELECT outlet, max(arrived) AS arrived FROM article GROUP BY outlet) latest
      WHERE latest.outlet = outlet.number;
    """)

  /// Keys of the last articles are entered many at a time: up to which article they are.
  private static let version5 = Schema.Migration(
    """
    ALTER TABLE account ADD COLUMN articles_entered INTEGER NOT NULL DEFAULT 0;
    UPDATE account SET articles_entered = (SELECT ifnull(max(number), 0) FROM article);
    """)

  /// Bodies of large transactions stand in segments; `body` is empty then.
  private static let version6 = Schema.Migration(
    TextSegments.schema + """

      ALTER TABLE article ADD COLUMN body_segment INTEGER;
      ALTER TABLE article ADD COLUMN body_start INTEGER;
      ALTER TABLE article ADD COLUMN body_size INTEGER;
      """)

  /// Articles whose places in their documents others have taken, and the deliveries that brought them: their keys are left.
  private static let version7 = Schema.Migration(
    """
    CREATE TABLE superseded (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL CHECK (length(id) = 32),
      producer INTEGER NOT NULL,
      sequence INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX superseded_id ON superseded (id);
    """)

  /// Deliveries may come in another order than they were sent in. `succession`: the last one of a producer that superseded an id, whether
  /// it was stored or not; `affirmed`: the last one that brought a stored article again, by the producer of its row.
  private static let version8 = Schema.Migration(
    """
    ALTER TABLE article ADD COLUMN affirmed INTEGER;
    CREATE TABLE succession (
      id BLOB NOT NULL CHECK (length(id) = 32),
      producer INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      PRIMARY KEY (id, producer)
    ) STRICT, WITHOUT ROWID;
    """)

  /// What a person gave up in the quarantine, by what brought it: should that come once more, it is no other article.
  private static let version9 = Schema.Migration(
    """
    CREATE TABLE dropped (
      producer INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      PRIMARY KEY (producer, sequence)
    ) STRICT, WITHOUT ROWID;
    """)

  /// A story stayed on the day on which its first article had been, where that article was read again with another.
  ///
  /// What was answered as quarantined is answered so whenever it comes once more, whatever became of it: given up, stored by a retry, or in
  /// the quarantine by another delivery.
  ///
  /// A story whose first article is missing stays as it is: `verify` names it.
  private static let version10 = Schema.Migration(
    """
    UPDATE story SET day = (SELECT a.day FROM article a WHERE a.number = story.number)
      WHERE EXISTS (SELECT 1 FROM article a WHERE a.number = story.number);
    CREATE TABLE aside (
      producer INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      PRIMARY KEY (producer, sequence)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO aside SELECT producer, sequence FROM dropped UNION SELECT producer, sequence FROM quarantine;
    DROP TABLE dropped;
    """)

  /// Whether a person named an outlet: no spelling that comes is better then.
  private static let version12 = Schema.Migration(
    "ALTER TABLE outlet ADD COLUMN is_named INTEGER NOT NULL DEFAULT 0 CHECK (is_named IN (0, 1));")
}
