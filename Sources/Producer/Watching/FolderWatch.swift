import Glibc
import Logging
import NewsModels
import Synchronization

/// Takes the files of a watched folder one by one: reads, commits, and moves each to `done` or `failed`.
final class FolderWatch: Sendable {
  /// A document at which the parser died so many times is not tried again.
  private static let deathsAllowed = 2
  private static let reasonsTold = 100
  private static let retryDelay = Duration.milliseconds(200)

  private let folder: WatchedFolder
  private let events: FolderEvents
  private let mark: ReadingMark
  private let taking: DocumentTaking
  private let logger: Logger
  private let isStopped = Atomic(false)

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
    self.folder = folder
    self.taking = taking
    self.logger = logger
    events = try FolderEvents(folder: folder.path, isThere: { folder.isThere })
    mark = try ReadingMark(dataFolder: dataFolder, watchedFolder: folder.path)
    // Asking whether a file is being written may cause this signal, which would end the process.
    signal(SIGIO, SIG_IGN)
  }

  /// Takes files until `stop`.
  /// - Throws: `OutboxError.storage` and `.closed`, `WatchError.markFailed`: the producer must end.
  func run() async throws {
    // A file at which the parser may have died does not hold up the others, and is tried when they are done: one that was
    // only under way at an end of another cause is not again the first at the next such end.
    var suspect = mark.suspect
    for await _ in events.wakeups {
      while !hasStopped, let event = events.next() {
        switch event {
        case .file(let name): if name != suspect?.place.name { try await take(name) }
        case .scan:
          let listing = folder.listing()
          while !hasStopped, let name = listing.next() {
            if name != suspect?.place.name { try await take(name) }
          }
        case .gone:
          logger.error(
            "a watched folder was removed or moved, and is not watched any more; make it again and start again",
            metadata: ["folder": "\(folder.path)"])
          return
        }
      }
      if hasStopped { return }
      if let tried = suspect {
        suspect = nil
        try await take(tried.place.name, suspect: tried)
        if hasStopped { return }
        try mark.clearSuspect()
      }
    }
  }

  /// Takes no more files; one that is under way stays where it is unless its last records are being committed.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    events.stop()
  }

  private var hasStopped: Bool { isStopped.load(ordering: .relaxed) || Task.isCancelled }

  private func take(_ name: FileName, suspect: ReadingMark.Deaths? = nil) async throws {
    guard name.isTaken else { return }
    switch folder.open(name) {
    case nil: return
    case .failure(let unreadable):
      move(name, unreadable.status, to: .failed(reason: "\(name): \(unreadable.reason)\n"), isBeingWritten: { false })
    case .success(let file):
      switch try await read(file, suspect) {
      case .taken: move(name, file.status, to: .done, isBeingWritten: { file.isBeingWritten })
      case .failed(let reason):
        move(name, file.status, to: .failed(reason: reason), isBeingWritten: { file.isBeingWritten })
      case .interrupted: return
      }
    }
  }

  private func move(
    _ name: FileName, _ status: stat, to destination: WatchedFolder.Destination, isBeingWritten: () -> Bool
  ) {
    let path = "\(folder.path)/\(name)".printable
    switch folder.move(name, status, to: destination, isBeingWritten: isBeingWritten) {
    case .moved(let moved):
      if case .failed = destination {
        logger.warning("a file was put aside", metadata: ["file": "\(path)", "moved": "failed/\(moved)"])
      } else {
        logger.debug("a file was taken", metadata: ["file": "\(path)", "moved": "done/\(moved)"])
      }
    case .changed: logger.info("a file changed while it was read; it is taken anew", metadata: ["file": "\(path)"])
    case .notMoved(let reason):
      // It is taken again after the next start, and is known then.
      logger.error("a file was taken but cannot be moved", metadata: ["file": "\(path)", "reason": "\(reason)"])
    }
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
          logger.warning("watched files wait", metadata: ["folder": "\(folder.path)", "reason": "\(error)"])
          hasTold = true
        }
        // The outbox tells nobody when there is room again.
        try? await Task.sleep(for: Self.retryDelay)
        if hasStopped { return nil }
      }
    }
  }
}
