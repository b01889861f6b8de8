import Dispatch
import Glibc
import Locking
import Logging
import NewsModels
import Synchronization

/// Takes the files of a watched folder one by one: reads, commits, and moves each to `done` or `failed`.
///
/// Where the folder goes away, as a disk that is taken off or a share whose server restarts, it is let go, and tried again until it is
/// back.
final class FolderWatch: Sendable {
  /// A document at which the parser died so many times is not tried again.
  private static let deathsAllowed = 2
  private static let reasonsTold = 100
  private static let retryDelay = Duration.milliseconds(200)
  /// How often it is looked whether the folder is still there, or there again.
  private static let lookInterval = DispatchTimeInterval.seconds(2)
  /// Between two attempts at what could not be moved or opened before: it is woken in between by each file that comes.
  private static let pauseBeforeAttempts = Duration.seconds(1)

  let path: String
  /// As it was opened at the start, for `run`.
  private let first: Guarded<Watched?>
  /// Yields when there may be something to do; ends with `stop`.
  private let wakeups: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation
  /// Dispatch's objects may be used from any thread, but do not say so to the compiler on Linux. It is set up before anybody else has it,
  /// and only cancelled afterwards.
  private nonisolated(unsafe) let timer: any DispatchSourceTimer
  private let mark: ReadingMark
  private let taking: DocumentTaking
  let logger: Logger
  private let isStopped = Atomic(false)
  private let absence = Guarded<String?>(nil)
  private let unwalked: UnwalkedFolders
  let unmoved = Guarded(UnmovedFiles())
  private let postponed = Guarded(PutOffFiles())

  /// What is held as long as the folder is there.
  struct Watched: Sendable {
    let folder: WatchedFolder
    let events: FolderEvents

    /// The kernel does not tell of a folder that is held open that it was removed, nor that another was mounted over it.
    var isThere: Bool { !events.isOver && folder.isThere }
  }

  /// What became of a file.
  private enum Verdict {
    case taken
    case failed(reason: String)
    /// Not all of it was committed when the watch was stopped: it stays, and is taken after the next start.
    case interrupted
  }

  /// From here on no file is missed.
  init(
    _ folder: WatchedFolder, taking: DocumentTaking, dataFolder: String, logger: Logger
  ) throws(WatchError) {
    path = folder.path
    self.taking = taking
    self.logger = logger
    unwalked = UnwalkedFolders(logger: logger)
    (wakeups, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    first = Guarded(Watched(folder: folder, events: try FolderEvents(folder: path, wake: wake)))
    mark = try ReadingMark(dataFolder: dataFolder, watchedFolder: path)
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "watch-folder-looks"))
    timer.setEventHandler { [wake] in wake.yield() }
    timer.schedule(deadline: .now() + Self.lookInterval, repeating: Self.lookInterval, leeway: Self.lookInterval)
    timer.activate()
    // Asking whether a file is being written may cause this signal, which would end the process.
    signal(SIGIO, SIG_IGN)
  }

  deinit { timer.cancel() }

  /// Why nothing is taken from the folder at the moment, or not everything, for a person; nil where all is well.
  var trouble: String? {
    if let absence = absence.withLock({ $0 }) { return absence }
    return postponed.withLock { $0.trouble }.map { reason in
      "files in the watched folder '\(path)' cannot be opened at present, and stay there until they can; \(reason)"
    }
  }

  /// Takes files until `stop`.
  /// - Throws: `OutboxError.storage` and `.closed`, `WatchError.markFailed`: the producer must end.
  func run() async throws {
    var nextAttempts = ContinuousClock.now
    // A file at which the parser may have died does not hold up the others, and is tried when they are done: one that was
    // only under way at an end of another cause is not again the first at the next such end.
    var suspect = mark.suspect
    var watched = first.withLock { $0.take() }
    for await _ in wakeups {
      if watched?.isThere != true {
        // Before it is opened again: it may be the same, which is held against others.
        watched = nil
        watched = reopened()
      }
      guard let watched else { continue }
      if nextAttempts <= .now {
        try await moveOn(in: watched)
        try await takeWhatWasPutOff(in: watched, except: suspect?.place.name)
        nextAttempts = .now + Self.pauseBeforeAttempts
      }
      try await takeFiles(of: watched, except: suspect?.place.name)
      if hasStopped { return }
      if let tried = suspect {
        suspect = nil
        try await take(tried.place.name, of: watched.folder, suspect: tried)
        if hasStopped { return }
        try mark.clearSuspect()
      }
    }
  }

  /// What stands at the path now; nil where that cannot be watched, which is told until it can.
  private func reopened() -> Watched? {
    do throws(WatchError) {
      let folder = try WatchedFolder(path)
      let watched = Watched(folder: folder, events: try FolderEvents(folder: path, wake: wake))
      absence.withLock { $0 = nil }
      // All that is there is looked at anew.
      unmoved.withLock { $0 = UnmovedFiles() }
      postponed.withLock { $0 = PutOffFiles() }
      logger.notice("a watched folder that went away is watched again", metadata: ["folder": "\(path)"])
      return watched
    } catch {
      let wasTold = absence.withLock { absence in
        defer { absence = "a watched folder went away, and nothing is taken from it until it is back; \(error)" }
        return absence != nil
      }
      if !wasTold {
        logger.error(
          "a watched folder was removed or moved; it is watched again when it is back",
          metadata: ["folder": "\(path)", "reason": "\(error)"])
      }
      return nil
    }
  }

  /// Takes what has come since the last time.
  private func takeFiles(of watched: Watched, except suspect: FileName?) async throws {
    while !hasStopped, let event = watched.events.next() {
      switch event {
      case .file(let name): if name != suspect { try await take(name, of: watched.folder) }
      case .scan:
        let listing = watched.folder.listing()
        if let trouble = listing.trouble { putOff(nil, trouble) }
        while !hasStopped, let name = listing.next() {
          if name != suspect { try await take(name, of: watched.folder) }
        }
      }
    }
  }

  /// Takes no more files; one that is under way stays where it is unless its last records are being committed.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    wake.finish()
  }

  var hasStopped: Bool { isStopped.load(ordering: .relaxed) || Task.isCancelled }

  func take(_ name: FileName, of folder: WatchedFolder, suspect: ReadingMark.Deaths? = nil) async throws {
    guard name.isTaken else { return }
    switch folder.open(name) {
    case .nothing:
      if folder.holdsFolder(name) { unwalked.tell(of: name, in: path) }
    case .later(let trouble): putOff(name, trouble)
    case .locked(let status, let reason):
      move(name, of: folder, status, to: .failed(reason: "\(name): \(reason)\n"), opened: nil)
    case .file(let file):
      switch try await read(file, suspect) {
      case .taken: move(name, of: folder, file.status, to: .done, opened: file)
      case .failed(let reason): move(name, of: folder, file.status, to: .failed(reason: reason), opened: file)
      case .interrupted: return
      }
    }
  }

  /// Leaves a file for a later attempt.
  /// - Parameter name: nil for all that may be there.
  private func putOff(_ name: FileName?, _ trouble: String?) {
    guard postponed.withLock({ $0.add(name, trouble: trouble) }), let trouble else { return }
    logger.error(
      "files of a watched folder cannot be opened at present; they stay there, and are tried again every few seconds",
      metadata: ["folder": "\(path)", "file": "\(name.map { "\($0)".printable } ?? "-")", "reason": "\(trouble)"])
  }

  private func takeWhatWasPutOff(in watched: Watched, except suspect: FileName?) async throws {
    let (names, needsScan) = postponed.withLock { $0.takeAll() }
    for name in names where name != suspect && !hasStopped { try await take(name, of: watched.folder) }
    if needsScan { watched.events.lookThrough() }
  }

  private func read(_ file: WatchedFile, _ suspect: ReadingMark.Deaths?) async throws -> Verdict {
    file.rewind(limit: taking.maximumDocument)
    var reasons: [String] = []
    var failures = 0
    func fail(_ lines: [String]) {
      failures += lines.count
      reasons += lines.prefix(max(0, Self.reasonsTold - reasons.count))
    }
    while let batch = file.nextBatch() {
      if hasStopped { return .interrupted }
      fail(batch.refused)
      let place = ReadingMark.Place(
        name: file.name, inode: UInt64(file.status.st_ino), size: Int64(file.status.st_size), record: batch.first)
      if let suspect, suspect.place == place, suspect.count >= Self.deathsAllowed {
        fail([
          "\(file.name): reading it ended the producer \(suspect.count) times, within \(batch.documents.count) records from "
            + "number \(batch.first) on; what stands before them was taken; "
            + "move it back to try again"
        ])
        break
      }
      guard let answers = try await take(batch, place) else { return .interrupted }
      fail(
        zip(batch.documents, answers).compactMap { document, answer in
          switch answer.outcome {
          case .read: answer.reason.map { "\(document.name): \($0)" }
          case .duplicate, .skipped: nil
          case .quarantined, .refused: "\(document.name): \(answer.reason ?? "cannot be read")"
          }
        })
    }
    if failures == 0 { return .taken }
    if failures > reasons.count { reasons.append("… and \(failures - reasons.count) more") }
    return .failed(reason: reasons.joined(separator: "\n") + "\n")
  }

  /// Reads and commits a batch; nil where it was stopped while the outbox was full.
  private func take(_ batch: WatchedFile.Batch, _ place: ReadingMark.Place) async throws -> [DocumentAnswer]? {
    let ids = batch.documents.map { DocumentID(of: $0.bytes) }
    // A file that was interrupted is read again from its beginning.
    let known = try await taking.outbox.known(ids)
    try mark.begin(place)
    let documents = zip(batch.documents, ids).map { document, id in
      known.contains(id)
        ? ReadDocument(id: id, name: document.name, again: false, outcome: .known)
        : taking.read(document.bytes, PushRequest.Document(name: document.name))
    }
    try mark.end()
    return try await commit(documents)
  }

  /// Waits for room where there is none; nil where it was stopped meanwhile. What is larger than the outbox may be is taken when nothing
  /// waits there.
  private func commit(_ documents: [ReadDocument]) async throws -> [DocumentAnswer]? {
    var hasTold = false
    while true {
      do throws(OutboxError) {
        return try await taking.commit(documents)
      } catch {
        switch error {
        case .full, .diskFull: break
        default: throw error
        }
        if !hasTold {
          logger.warning("watched files wait", metadata: ["folder": "\(path)", "reason": "\(error)"])
          hasTold = true
        }
        // The outbox tells nobody when there is room again.
        try? await Task.sleep(for: Self.retryDelay)
        if hasStopped { return nil }
      }
    }
  }
}
