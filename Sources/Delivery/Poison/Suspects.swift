/// Decides what is poison: an item that kills the process which works on it, alone, three times.
///
/// The owner keeps a durable mark of what it is working on (written before, cleared after; it must outlive the process,
/// not the machine: a mark from before a reboot is to be discarded) and this value beside its data. The consumer uses it
/// for articles, the producer for documents.
///
///     unsuspected  → suspect (the process died while working on several, this among them; or on this alone: one death)
///     suspect      → cleared (worked on without a death), suspect (one more death, alone), poison (third death)
///     poison       → (quarantine, by the owner)
///
/// A death counts only where something else was finished since the death counted before: a process that dies of another
/// cause again and again buries nothing. A single item that meets three unrelated kills in the instants of its own work
/// is the one mistake left; its text is kept in quarantine for a person.
public struct Suspects<Item: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  /// Deaths of the process while it worked on one item alone, until that item is poison.
  public static var deathsUntilPoison: Int { 3 }
  /// Items kept at once, about. Beyond it those without a death of their own are let go; they are suspects again if they deserve it.
  public static var limit: Int { 4_096 }

  /// How to treat an item.
  public enum Verdict: Hashable, Sendable {
    /// With others, at will.
    case together
    /// After the others, alone, under a mark that names only it.
    case alone
    /// Not now: others shall be finished first. Answer `failed`, and ask again when it comes again.
    case later
    /// Quarantine it: it killed the process this many times.
    case poison(deaths: Int)
  }

  private struct Record: Hashable, Sendable, Codable {
    var deaths = 0
    /// Something else was finished since the last death that counted.
    var othersFinished = false
    /// It was put off once in this life of the process.
    var wasPutOff = false
  }

  private var records: [Item: Record] = [:]

  public init() {}

  public var isEmpty: Bool { records.isEmpty }
  public var count: Int { records.count }

  /// The process starts: at each start, once. A mark that is there means that an earlier one did not end in order.
  ///
  /// - Parameter mark: What the earlier process was working on; empty where it ended in order or between two items.
  public mutating func started(findingMark mark: [Item]) {
    // Each life puts suspects off anew: otherwise two of them could take turns to die before anything else gets in.
    for item in records.keys { records[item]?.wasPutOff = false }
    if records.count > Self.limit { records = records.filter { $0.value.deaths > 0 } }
    if records.count > Self.limit { records = [:] }
    guard mark.count == 1, let item = mark.first else {
      for item in mark where records[item] == nil { records[item] = Record() }
      return
    }
    var record = records[item] ?? Record()
    if record.deaths == 0 || record.othersFinished {
      record.deaths += 1
      record.othersFinished = false
    }
    records[item] = record
  }

  /// How to treat `item` now. Asked once each time that it comes.
  public mutating func verdict(on item: Item) -> Verdict {
    guard let record = records[item] else { return .together }
    if record.deaths >= Self.deathsUntilPoison { return .poison(deaths: record.deaths) }
    // Once put off, it is tried even if nothing else came meanwhile: an innocent must not wait for strangers.
    guard record.deaths == 0 || record.othersFinished || record.wasPutOff else {
      records[item]?.wasPutOff = true
      return .later
    }
    return .alone
  }

  /// These are finished and committed: they are cleared, and count as others for those that are left.
  public mutating func finished(_ items: some Sequence<Item>) {
    guard !records.isEmpty else { return }
    var count = 0
    for item in items {
      records[item] = nil
      count += 1
    }
    guard count > 0 else { return }
    for item in records.keys { records[item]?.othersFinished = true }
  }
}
