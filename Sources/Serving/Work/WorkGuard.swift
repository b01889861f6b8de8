import Delivery
import Foundation
import Locking
import NewsModels
import Synchronization

/// Keeps a mark of what is being worked on that outlives the process, so that an item which kills it is found.
///
/// Decides by `Suspects` (in `Delivery`) how each item is to be treated; the owner does so and says what was finished. From any
/// thread; the work itself runs on the caller's, and may wait for a moment when another item is worked on alone.
public final class WorkGuard: Sendable {
  public typealias Verdict = Suspects<Digest>.Verdict

  private static let quickBytes = 16 << 10

  private let mark: WorkMark
  private let path: String
  private let suspects: Guarded<Suspects<Digest>>
  /// Looked at before the lock: nearly always nothing is suspected.
  private let isSuspicious: Atomic<Bool>
  private let gate = AloneLock()

  /// Opens the mark `NAME.mark` and the list `NAME.suspects` in a data folder that this process holds. Once a start.
  /// - Throws: ``WorkGuardError`` where the files cannot be used.
  public init(folder: String, name: String) throws(WorkGuardError) {
    mark = try WorkMark(path: "\(folder)/\(name).mark")
    path = "\(folder)/\(name).suspects"
    let stored = (try? Data(contentsOf: URL(fileURLWithPath: path))).flatMap {
      try? JSONDecoder().decode(Suspects<Digest>.self, from: $0)
    }
    var suspects = stored ?? Suspects()
    suspects.started(findingMark: mark.found)
    isSuspicious = Atomic(!suspects.isEmpty)
    self.suspects = Guarded(suspects)
    // On the list before the mark goes: dying in between counts nothing.
    try Self.write(suspects, to: path)
    try mark.clear()
  }

  /// Whether so many bytes are better worked on where they came: that takes less time than waking another thread, and need not wait until
  /// an item was worked on alone.
  public func isQuick(bytes: Int) -> Bool { bytes <= Self.quickBytes && !isSuspicious.load(ordering: .acquiring) }

  /// How to treat each of these now. Asked once each time that they come.
  public func verdicts(on items: [Digest]) -> [Verdict] {
    guard isSuspicious.load(ordering: .acquiring) else { return Array(repeating: .together, count: items.count) }
    return suspects.withLock { suspects in items.map { suspects.verdict(on: $0) } }
  }

  /// Works on these, beside others.
  public func together<Value>(_ items: [Digest], _ work: () -> Value) -> Value {
    gate.shared { marked(items, work) }
  }

  /// Works on this while nothing else is worked on.
  public func alone<Value>(_ item: Digest, _ work: () -> Value) -> Value {
    gate.alone { marked([item], work) }
  }

  /// These are finished and committed.
  public func finished(_ items: some Sequence<Digest>) {
    guard isSuspicious.load(ordering: .acquiring) else { return }
    suspects.withLock { suspects in
      let before = suspects
      suspects.finished(items)
      guard suspects != before else { return }
      // Where this fails, some are suspected for longer than need be.
      try? Self.write(suspects, to: path)
      isSuspicious.store(!suspects.isEmpty, ordering: .releasing)
    }
  }

  private func marked<Value>(_ items: [Digest], _ work: () -> Value) -> Value {
    guard let slot = mark.begin(items) else { return work() }
    defer { mark.end(slot) }
    return work()
  }

  private static func write(_ suspects: Suspects<Digest>, to path: String) throws(WorkGuardError) {
    do {
      if suspects.isEmpty, !FileManager.default.fileExists(atPath: path) { return }
      try JSONEncoder().encode(suspects).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch CocoaError.fileWriteOutOfSpace {
      // A full disk ends nothing: the list stays as it was, and this life has its own in memory.
    } catch {
      throw WorkGuardError(path: path, reason: error.localizedDescription)
    }
  }
}

/// A file beside the data that says what is worked on cannot be used.
public struct WorkGuardError: Error, Hashable, Sendable, CustomStringConvertible {
  public var path: String
  public var reason: String

  public var description: String { "\(path) cannot be used: \(reason)" }
}
