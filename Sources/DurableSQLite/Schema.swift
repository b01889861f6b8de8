import GRDB

/// What a database holds and how it came to be.
public struct Schema: Sendable {
  /// One step from the version before it.
  public struct Migration: Sendable {
    /// SQL statements, run in one transaction.
    public var sql: String

    public init(_ sql: String) { self.sql = sql }
  }

  /// The file's name without `.sqlite`.
  public var name: String
  /// Tells our databases from those of other programs; kept in the file's header.
  public var applicationID: Int32
  /// The first makes version 1. Released ones never change; tests open a database of each older version.
  public var migrations: [Migration]

  public init(name: String, applicationID: Int32, migrations: [Migration]) {
    self.name = name
    self.applicationID = applicationID
    self.migrations = migrations
  }

  /// The version that the last migration makes.
  public var version: Int { migrations.count }

  /// The first `version` migrations only: what an older program made.
  public func upTo(version: Int) -> Schema {
    Schema(name: name, applicationID: applicationID, migrations: Array(migrations.prefix(version)))
  }

  var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("0") { [applicationID] db in
      try db.execute(
        sql: """
          PRAGMA application_id = \(applicationID);
          CREATE TABLE durable (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            identity TEXT NOT NULL,
            epoch INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            position INTEGER NOT NULL
          ) STRICT;
          CREATE TABLE damage (
            number INTEGER PRIMARY KEY,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            transactions INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            reason TEXT NOT NULL
          ) STRICT;
          """)
    }
    for (index, migration) in migrations.enumerated() {
      registerMigration(index + 1, migration, in: &migrator)
    }
    return migrator
  }

  private func registerMigration(_ version: Int, _ migration: Migration, in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(String(version)) { db in try db.execute(sql: migration.sql) }
  }
}
