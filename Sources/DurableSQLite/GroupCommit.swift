import Dispatch
import GRDB
import Locking
import Logging

/// Writes to a durable database so that writes which arrive while a transaction is under way share the next one, and its sync.
///
/// An idle system commits at once, a loaded one in groups as large as the load asks. No thread of Swift's pool waits for the disk.
///
/// `State` is what the owner keeps in memory beside the rows (counters, small tables): a copy is changed inside the transaction and
/// takes the place of the committed one only after the commit, so that both always agree.
public final class GroupCommit<State: Sendable>: Sendable {
  private typealias Request = CommitQueue<State>.Request

  /// Sum of weights up to which a transaction shows that the load leaves time between two of them.
  private static var lightWeight: Int { 16 }

  /// How long a write waits at most for others that are to come.
  private static var patience: DispatchTimeInterval { .milliseconds(50) }

  /// How long readers wait at most for those who read, so that the log can begin anew.
  private static var readersPatience: DispatchTimeInterval { .seconds(2) }

  /// Pages that are given back to a full disk at once: 16 MiB.
  private static var pagesGivenBack: Int { 4_096 }

  public let database: DurableDatabase
  private let queue = Guarded(CommitQueue<State>())
  private let committed: Guarded<State>
  private let room: DiskRoom
  private let flush: @Sendable (Database, inout State) throws -> Int64

  /// - Parameters:
  ///   - state: as the database holds it.
  ///   - logger: told once where the disk is full, and once where it has room again; and at once where others may write in the folder.
  ///   - flush: called once before each commit; writes what of the state is kept in the database, and answers the owner's position.
  public init(
    database: DurableDatabase, state: State, logger: Logger? = nil,
    flush: @escaping @Sendable (Database, inout State) throws -> Int64
  ) {
    self.database = database
    room = DiskRoom(path: database.path, logger: logger)
    committed = Guarded(state)
    self.flush = flush
    if database.folder.isWritableForOthers {
      logger?.warning(
        "others may write in the data folder, and take away what is there; run: chmod 700 \(database.folder.path)")
    }
  }

  /// The write that does not come to its end; nil where none has taken long.
  public var stall: StalledWrite? {
    let duration = queue.withLock { $0.silence(at: .now) }
    return duration < StalledWrite.limit ? nil : StalledWrite(path: database.path, duration: duration)
  }

  /// The write that the disk had no room for; nil where the last of its kind found some.
  public var refusal: RefusedWrite? { room.refusal }

  /// Why nothing more can be written: a file of the database was moved, removed or replaced. Nil where all are where they were.
  public var move: DurableSQLiteError? {
    database.standing.missing.map { $0 == database.folder.lockPath ? .unlocked(path: $0) : .moved(path: $0) }
  }

  /// The state as of the last commit.
  public var state: State { committed.withLock { $0 } }

  /// Runs `body` in a transaction, alone or with others, and answers after commit and sync, where it was called.
  ///
  /// A body that refuses must do so by its value, before it changes anything; one that throws takes the whole transaction with it,
  /// and all who share it fail.
  /// - Parameters:
  ///   - weight: how much the body writes, as a number of rows.
  ///   - textBytes: of the texts that the body offers to `DurableDatabase.texts`.
  ///   - freesRoom: may use the reserve when the disk is full.
  ///   - isFollowed: whether others are about to come: it waits for them a moment, since one large transaction takes less than several.
  ///   - then: takes the value on the writing thread, after commit and sync and before the caller goes on: for what must not wait until
  ///     the caller's thread is awake. Keep it short.
  public nonisolated(nonsending) func perform<Value: Sendable>(
    weight: Int = 1, textBytes: Int = 0, freesRoom: Bool = false, isFollowed: Bool = false,
    _ body: @escaping @Sendable (Database, inout State) throws -> Value,
    then: @escaping @Sendable (Value) -> Void = { _ in }
  ) async throws(DurableSQLiteError) -> Value {
    let outcome = Handover<Result<Value, DurableSQLiteError>>()
    enqueue(
      Request(
        weight: weight, textBytes: textBytes, freesRoom: freesRoom, isFollowed: isFollowed,
        run: { db, state in
          let value = try body(db, &state)
          return {
            then(value)
            outcome.give(.success(value))
          }
        },
        fail: { outcome.give(.failure($0)) }))
    return try await outcome.value().get()
  }

  /// Waits for what is under way, then closes; later calls throw `.closed`.
  public func close() async {
    let isFirst = queue.withLock { queue in
      defer { queue.isClosed = true }
      return !queue.isClosed
    }
    guard isFirst else { return }
    endPatience()
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      database.pool.asyncWriteWithoutTransaction { db in
        // Readers are closed last and cannot do it; what was answered is on disk without it.
        _ = try? db.checkpoint(.truncate)
        continuation.resume()
      }
    }
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      DispatchQueue.global().async { [database] in
        // What was answered is on disk already: an error here changes nothing for anyone.
        database.writer.withLock { try? $0.writeMark(of: database, position: nil, sync: true) }
        try? database.close()
        continuation.resume()
      }
    }
  }

  private func enqueue(_ request: Request) {
    let added = queue.withLock { $0.add(request, at: .now) }
    if let refusal = added.refusal { request.fail(refusal) }
    if added.starts { start() }
    if added.needsTimer { DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { self.endPatience() } }
  }

  /// Lets those that wait for others wait no longer.
  public func endPatience() {
    if queue.withLock({ $0.endPatience(at: .now) }) { start() }
  }

  private func start() {
    database.pool.asyncWriteWithoutTransaction { db in self.drain(db) }
  }

  /// Runs on the writing queue until nothing is due.
  private func drain(_ db: Database) {
    while let weight = commitNext(db) {
      // What was written, thousands of texts perhaps, is let go by now: copying takes long, and others arrive meanwhile.
      guard weight > 0 else { continue }
      copyLog {
        try database.logLength.copyIfLong(db, hasTime: weight <= Self.lightWeight && queue.withLock { $0.isEmpty })
      }
      if database.logLength.isOverlong { beginLogAnew() }
    }
  }

  /// Commits what is due; answers its weight, 0 where nothing was committed, nil where nothing is due.
  private func commitNext(_ db: Database) -> Int? {
    let group = queue.withLock { $0.takeGroup(at: .now) }
    return group.isEmpty ? nil : commit(group, db)
  }

  /// Answers the weight of what was committed.
  private func commit(_ group: [Request], _ db: Database) -> Int {
    if let failure = queue.withLock({ $0.failure }) {
      for request in group { request.fail(failure) }
      return 0
    }
    // Before the reserve, too, is looked for under its name.
    if let move {
      fail(group, move)
      return 0
    }
    // While the disk is full only what frees room may use the rest.
    let hasRoom = database.writer.withLock { $0.reserve?.hold() ?? true } || makeRoom(db)
    var group = hasRoom ? group : refuseIntake(of: group)
    var error = attempt(group, db)
    if case .diskFull? = error, hasRoom {
      if makeRoom(db) { error = attempt(group, db) }
      if case .diskFull? = error {
        _ = database.writer.withLock { $0.releaseReserve() }
        group = refuseIntake(of: group)
        error = attempt(group, db)
      }
    }
    if let error {
      fail(group, error)
      return 0
    }
    return group.reduce(0) { $0 + $1.weight }
  }

  /// Commits, and answers the callers; returns why nothing was committed, nil where all is well.
  private func attempt(_ group: [Request], _ db: Database) -> DurableSQLiteError? {
    do {
      let answers = try transaction(group, db)
      // Before the callers go on: whoever asks then hears what they did.
      if !group.isEmpty { room.wasThere(takesRoom: group.contains { !$0.freesRoom }) }
      for answer in answers { answer() }
      return nil
    } catch {
      return DurableSQLiteError(error, path: database.path)
    }
  }

  /// Holds new readers until those who read have left and the log is copied whole. Writing goes on meanwhile.
  private func beginLogAnew() {
    let isHeld = database.places.hold(for: Self.readersPatience) { [self] release in
      database.pool.asyncWriteWithoutTransaction { db in
        if !self.queue.withLock({ $0.isClosed }) { self.copyLog { try self.database.logLength.copy(db) } }
        release()
      }
    }
    if isHeld { database.logLength.readersWereHeld() }
  }

  /// Copies the log into the database. Only where the commit before went well: after an error of the disk nothing is written any more.
  private func copyLog(_ copy: () throws -> Void) {
    guard queue.withLock({ $0.failure == nil }) else { return }
    do {
      try copy()
    } catch {
      // Its callers are answered, and rightly so: what they wrote is synced in the log. A full disk matters only to a later commit.
      note(DurableSQLiteError(error, path: database.path))
    }
  }

  /// Gives the disk back what the database and its log do not need; answers whether the reserve is held then.
  ///
  /// What was deleted is free inside the file, not on the disk, and the log may hold the disk's last room. Both need room to be made,
  /// which is what the reserve is for.
  private func makeRoom(_ db: Database) -> Bool {
    _ = database.writer.withLock { $0.releaseReserve() }
    database.texts.giveBack()
    // Where these fail the disk is as full as before.
    _ = try? db.checkpoint(.truncate)
    try? db.execute(sql: "PRAGMA incremental_vacuum(\(Self.pagesGivenBack))")
    _ = try? db.checkpoint(.truncate)
    return database.writer.withLock { $0.reserve?.hold() ?? true }
  }

  /// Answers those that take room that there is none; returns the others.
  private func refuseIntake(of group: [Request]) -> [Request] {
    for request in group where !request.freesRoom {
      room.wasMissing(freesRoom: false)
      request.fail(.diskFull(path: database.path))
    }
    return group.filter(\.freesRoom)
  }

  private func fail(_ group: [Request], _ error: DurableSQLiteError) {
    note(error)
    for request in group {
      if case .diskFull = error { room.wasMissing(freesRoom: request.freesRoom) }
      request.fail(error)
    }
  }

  /// Sees to it that nothing is written any more after an error of the disk, or under names that are others' by now.
  private func note(_ error: DurableSQLiteError) {
    database.suspect(error)
    switch error {
    case .failed, .corrupt, .moved, .unlocked: queue.withLock { $0.failure = error }
    default: break
    }
  }

  /// Runs all bodies in one transaction; answers what tells their callers. Throws only where nothing was committed.
  private func transaction(_ group: [Request], _ db: Database) throws -> [@Sendable () -> Void] {
    if group.isEmpty { return [] }
    var answers: [@Sendable () -> Void] = []
    var state = committed.withLock { $0 }
    let position: Int64
    let emptied: [Int64]
    var mayBeInLog = false
    database.texts.begin(bytes: group.reduce(0) { $0 + $1.textBytes })
    // A transaction of GRDB compiles its BEGIN and COMMIT each time, which costs a lone article more than its row.
    try db.cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
    do {
      for request in group { answers.append(try request.run(db, &state)) }
      position = try flush(db, &state)
      emptied = try database.texts.finish(db)
      let revision = database.writer.withLock { $0.revision } + 1
      try db.cachedStatement(sql: "UPDATE durable SET revision = ?, position = ?")
        .execute(arguments: [revision, position])
      mayBeInLog = true
      try db.cachedStatement(sql: "COMMIT TRANSACTION").execute()
    } catch {
      // The first error says why; SQLite may have rolled back by itself.
      try? db.rollback()
      database.texts.undo(mayBeInLog: mayBeInLog)
      throw error
    }
    database.texts.keep(emptied: emptied)
    committed.withLock { [state] in $0 = state }
    do {
      try database.writer.withLock {
        $0.revision += 1
        try $0.writeMark(of: database, position: position, sync: false)
      }
    } catch {
      // All is on disk: the callers are answered. Where there was no room, the mark lags behind until the next commit's is written.
      note(DurableSQLiteError(error, path: database.path))
    }
    return answers
  }
}

extension DurableDatabase.WriterFiles {
  /// Answers whether there was anything to release.
  func releaseReserve() -> Bool {
    guard let reserve, reserve.isHeld else { return false }
    reserve.release()
    return true
  }

  /// Writes the mark of the last commit. A full disk does not matter: the file's room was taken when it was made.
  mutating func writeMark(of database: DurableDatabase, position: Int64?, sync: Bool) throws {
    if let position { self.position = position }
    try mark.write(
      DatabaseMark(
        identity: database.identity, epoch: database.epoch, revision: revision, position: self.position), sync: sync)
  }
}
