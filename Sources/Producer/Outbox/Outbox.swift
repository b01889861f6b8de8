import NewsModels

/// The producer's durable store of articles that some group has not stored yet, and of every document and article id it ever accepted.
///
/// A method that writes returns only after commit and fsync; when it throws, nothing of the call has happened. What is called for each
/// batch goes on where it was called (`nonisolated(nonsending)`): two threads less to wake for an article that comes alone.
public protocol Outbox: Sendable {
  /// Kept with the outbox; the same for its whole life.
  var producer: ProducerID { get }
  /// Greater at each opening.
  var epoch: Epoch { get }

  /// Commits the outcomes of many documents in one transaction, and answers each in the same order.
  ///
  /// A document that gave articles before is a duplicate, also within `documents`, unless it was pushed `again`; an article whose
  /// id was accepted before is a duplicate, unless pushed `again`: then it gets a new sequence, and the consumer decides.
  /// - Parameter then: called after commit and fsync, on any thread, before the caller goes on; not where this throws.
  /// - Throws: `.full` where the articles would exceed the outbox's limit; nothing of the batch is taken then.
  nonisolated(nonsending) func commit(
    _ documents: [ReadDocument], then: @escaping @Sendable () -> Void
  ) async throws(OutboxError) -> [DocumentAnswer]

  /// Of `documents`, those that gave articles before, so that they need not be parsed again. `commit` decides all the same.
  func known(_ documents: [DocumentID]) async throws(OutboxError) -> Set<DocumentID>

  /// Articles that `group` has not acknowledged, with a sequence above `after`, oldest first.
  /// - Parameters:
  ///   - maximumArticles: at least 1.
  ///   - maximumBytes: encoded size; the first article is answered even if it is larger.
  nonisolated(nonsending) func load(
    group: GroupName, after: SequenceNumber, maximumArticles: Int, maximumBytes: Int
  ) async throws(OutboxError) -> LoadedArticles

  /// Records what a group's store has dealt with, and frees what every group has dealt with. Receipts recorded before change nothing.
  nonisolated(nonsending) func record(
    _ receipts: [ConsumerFrame.Receipt], group: GroupName
  ) async throws(OutboxError)

  /// Lets receipts that wait for documents, to share their transaction, wait no longer.
  func hurry()

  /// Binds a group that has no store yet.
  func bind(group: GroupName, to store: StoreID) async throws(OutboxError)

  /// Adds a group that has no store yet.
  /// - Parameter limit: bytes that may be pending for it before pushers wait; nil for no limit but the outbox's.
  func add(group: GroupName, beginning: GroupBeginning, limit: Int?) async throws(OutboxError) -> OutboxGroup

  /// Gives a group up with all that is pending for it, and remembers how much that was.
  /// - Parameter now: milliseconds since 1970.
  func drop(group: GroupName, at now: Int64) async throws(OutboxError) -> ProducerLedger.DroppedGroup

  /// Binds a group to another store, or to the next that comes (nil): it gets all that the outbox still holds, and its account begins
  /// anew with that. What the store before had acknowledged and the other is not given stays named as left behind.
  func rebind(group: GroupName, to store: StoreID?) async throws(OutboxError) -> OutboxGroup

  /// Gives up what stores that a group had before acknowledged and its store of now lacks; answers what that was, by sequence.
  func forgetLeftBehind(by group: GroupName) async throws(OutboxError) -> SequenceRanges

  /// The sequence of the last article accepted; 0 before the first.
  nonisolated(nonsending) func lastSequence() async -> SequenceNumber

  /// What `DeliverySender` must know of each group at the start. `default` is always there.
  func groups() async throws(OutboxError) -> [OutboxGroup]

  /// Whether a write does not come to its end, or none can any more: the disk hangs, or the data was moved away, and only another start
  /// may help.
  func isStalled() async -> Bool

  /// Why the outbox cannot go on at the moment, for a person; nil where it can.
  func trouble() async -> String?

  /// What a person is to see to although all work is done: what it had lost when it was opened, a full quarantine.
  func warnings() async -> [String]

  /// The counters, from one moment.
  func ledger() async throws(OutboxError) -> ProducerLedger

  /// When the oldest article was accepted that each group has not dealt with yet: milliseconds since 1970, UTC. Groups for which nothing
  /// waits are left out, and those whose oldest article's time was not recorded. That of one that was pushed again is not: the next
  /// article that came new stands for it.
  func oldestPending() async throws(OutboxError) -> [GroupName: Int64]

  /// Documents put aside, oldest first, without their bytes: those with a number above `after`.
  func quarantined(after: Int64, limit: Int) async throws(OutboxError) -> [QuarantinedDocument]

  /// The documents put aside whose hash begins with `prefix`, 1 to 64 hexadecimal digits; at most two.
  func quarantined(prefix: String) async throws(OutboxError) -> [QuarantinedDocument]

  /// The bytes of a document that was put aside; nil where it is not there.
  func quarantinedBytes(_ id: DocumentID) async throws(OutboxError) -> [UInt8]?

  /// Gives a document up that was put aside; answers whether it was there. It stays counted as quarantined, once, however often it comes
  /// again and is given up, until it is read.
  func dropQuarantined(_ id: DocumentID) async throws(OutboxError) -> Bool

  /// Bytes that are put aside, and how many may be. Beyond it a document that cannot be read is refused instead.
  func quarantineRoom() async throws(OutboxError) -> (bytes: Int, limit: Int)

  /// Every figure recounted from the rows: each difference in a line for a person; empty where all agree.
  func verify() async throws(OutboxError) -> [String]

  /// Every damage that was found in the outbox's life, oldest first, each in a line for a person.
  func damages() async throws(OutboxError) -> [String]

  /// Writes a copy of the whole outbox, as of one moment, into a folder that exists; answers its bytes.
  func backup(to folder: String) async throws(OutboxError) -> Int

  /// What is known of a document or an article; nil where nothing is.
  func trace(_ id: Digest) async throws(OutboxError) -> TracedDocument?

  /// Waits for commits under way, then closes; later calls throw `.closed`.
  func close() async
}

extension Outbox {
  /// Commits documents of which nobody need hear earlier than the caller.
  public nonisolated(nonsending) func commit(_ documents: [ReadDocument]) async throws(OutboxError) -> [DocumentAnswer]
  {
    try await commit(documents) {}
  }
}
