import Glibc
import NewsModels

/// Tells, beyond the death of the process, which records of a watched file were being parsed.
///
/// Stands in the data folder and is on disk before parsing begins, so that not even a machine that went down with the parser
/// forgets. It is not there while a commit or room in the outbox is waited for: most ends of other causes count for nothing.
/// The place at which the process died last, the suspect, is kept beside it until it was parsed or given up.
struct ReadingMark: Sendable {
  /// A batch of records of one file.
  struct Place: Hashable, Sendable {
    var name: FileName
    var inode: UInt64
    var size: Int64
    /// The batch's first record.
    var record: Int
  }

  /// A place at which the process died, and how many times running.
  struct Deaths: Hashable, Sendable {
    var place: Place
    var count: Int
  }

  /// Bytes of each of two slots: what is being parsed, and the suspect.
  private static let slot = 512

  /// The place at which a process before this one died last.
  let suspect: Deaths?
  private let file: MarkDescriptor
  private let path: String

  /// Opens the mark for a watched folder.
  init(dataFolder: String, watchedFolder: String) throws(WatchError) {
    let resolved = realpath(watchedFolder, nil)
    defer { free(resolved) }
    let identity = resolved.map { String(cString: $0) } ?? watchedFolder
    path = "\(dataFolder)/watch-\(Digest(of: Array(identity.utf8)).hex.prefix(16)).mark"
    let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .markFailed(path: path, reason: String(cString: strerror(errno))) }
    file = MarkDescriptor(descriptor)
    var bytes = [UInt8](repeating: 0, count: 2 * Self.slot)
    let got = max(0, pread(descriptor, &bytes, bytes.count, 0))
    let underWay = Self.decode(bytes.prefix(min(got, Self.slot)))
    let before = Self.decode(bytes.prefix(got).dropFirst(Self.slot))
    if let place = underWay?.place {
      suspect = Deaths(place: place, count: before?.place == place ? (before?.count ?? 0) + 1 : 1)
    } else {
      suspect = before
    }
    try write(Self.filled([]) + Self.filled(suspect.map(Self.encode) ?? []), at: 0)
    try sync()
  }

  /// Says that the records at `place` are about to be parsed.
  func begin(_ place: Place) throws(WatchError) {
    try write(Self.filled(Self.encode(Deaths(place: place, count: 0))), at: 0)
    try sync()
  }

  /// Says that they were parsed. A power cut may undo this; two running at one place are not to be feared.
  func end() throws(WatchError) { try write(Self.filled([]), at: 0) }

  /// Forgets the suspect.
  func clearSuspect() throws(WatchError) { try write(Self.filled([]), at: Self.slot) }

  /// Always as long: once it is there, a full disk is no reason for writing it to fail.
  private static func filled(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: max(0, slot - bytes.count))
  }

  private func write(_ bytes: [UInt8], at offset: Int) throws(WatchError) {
    guard pwrite(file.descriptor, bytes, bytes.count, off_t(offset)) == bytes.count else { throw failure }
  }

  private func sync() throws(WatchError) {
    guard fdatasync(file.descriptor) == 0 else { throw failure }
  }

  private var failure: WatchError { .markFailed(path: path, reason: String(cString: strerror(errno))) }

  static func encode(_ deaths: Deaths) -> [UInt8] {
    let place = deaths.place
    return Array("\(place.inode) \(place.size) \(place.record) \(deaths.count)\n".utf8) + place.name.bytes
  }

  /// Nil for anything that `encode` did not write.
  static func decode(_ bytes: some Collection<UInt8>) -> Deaths? {
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let numbers = String(decoding: parts[0], as: UTF8.self).split(separator: " ")
    let name = FileName(parts[1].prefix { $0 != 0 })
    guard numbers.count == 4, let inode = UInt64(numbers[0]), let size = Int64(numbers[1]),
      let record = Int(numbers[2]), let count = Int(numbers[3]), (0...1_000).contains(count), !name.bytes.isEmpty
    else { return nil }
    return Deaths(place: Place(name: name, inode: inode, size: size, record: record), count: count)
  }
}

/// Closes the mark's file when nobody has it any more.
private final class MarkDescriptor: Sendable {
  let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}
