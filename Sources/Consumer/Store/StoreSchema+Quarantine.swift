import DurableSQLite

extension StoreSchema {
  /// What was answered as quarantined, by delivery and id: an outbox that was copied by hand and put back gives sequences again, and what
  /// comes under one of those is another article. Where version 10 did not keep the id it is empty, and stands for whichever comes.
  ///
  /// `aside_before`: how many deliveries of a producer were answered so before version 10, and have no row.
  static let version11 = Schema.Migration(
    """
    CREATE TABLE aside_by_id (
      producer INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      id BLOB NOT NULL CHECK (length(id) IN (0, 32)),
      PRIMARY KEY (producer, sequence, id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO aside_by_id SELECT producer, sequence, id FROM quarantine;
    INSERT INTO aside_by_id
      SELECT producer, sequence, x'' FROM aside
      WHERE NOT EXISTS (
        SELECT 1 FROM aside_by_id known WHERE known.producer = aside.producer AND known.sequence = aside.sequence
      );
    DROP TABLE aside;
    ALTER TABLE aside_by_id RENAME TO aside;
    ALTER TABLE producer ADD COLUMN aside_before INTEGER NOT NULL DEFAULT 0;
    UPDATE producer SET aside_before = quarantined + dropped + released
      - (SELECT count(*) FROM aside WHERE aside.producer = producer.number);
    """)
}
