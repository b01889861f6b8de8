import Glibc
import Locking

/// The clients that may come in: a folder of public key files (`NAME.pub`), read again when it changes.
///
/// From any thread. A file that cannot be read admits nobody and is reported; the others count. Where the folder itself
/// cannot be read, nobody is admitted.
public final class AllowedKeys: Sendable {
  /// What a look at the folder found to be different.
  public struct Change: Sendable, Hashable {
    /// Keys that may come in from now on, with their files' names.
    public var added: [CurvePublicKey: String] = [:]
    /// Keys that may not any more: their open sessions go on until the owner of the sockets drops them.
    public var removed: [CurvePublicKey: String] = [:]
    /// Files that were not taken, and why.
    public var problems: [ZeroMQError] = []

    public var isEmpty: Bool { added.isEmpty && removed.isEmpty && problems.isEmpty }
  }

  private struct Stamp: Hashable {
    let name: String
    let inode: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int
  }

  private struct State {
    var stamps: Set<Stamp>?
    /// Why the folder could not be read; reported once.
    var problem: ZeroMQError?
    var names: [CurvePublicKey: String] = [:]
    var userIDs: Set<String> = []
  }

  /// Files beyond this number are not taken, since each new connection looks at all of them.
  public static let maxKeys = 1000

  public let folder: String
  private let state = Guarded(State())

  /// Reads the folder.
  /// - Throws: ``ZeroMQError/fileRefused(path:reason:)`` where it is no folder or others may write to it.
  public init(folder: String) throws(ZeroMQError) {
    self.folder = folder
    try Self.check(folder)
    _ = refresh()
  }

  /// Whether this User-Id (a public key's text) may be here now.
  public func allows(userID: String) -> Bool { state.withLock { $0.userIDs.contains(userID) } }

  public func allows(_ key: CurvePublicKey) -> Bool { state.withLock { $0.names[key] != nil } }

  /// The keys that may come in, with their files' names without `.pub`.
  public var names: [CurvePublicKey: String] { state.withLock { $0.names } }

  /// Looks at the folder, and reads it where something is different. Cheap otherwise: one `stat` a file.
  public func refresh() -> Change {
    do throws(ZeroMQError) {
      try Self.check(folder)
      return update(try Self.stamps(folder), nil)
    } catch {
      return update([], error)
    }
  }

  private func update(_ stamps: Set<Stamp>, _ problem: ZeroMQError?) -> Change {
    state.withLock { state in
      var change = Change()
      guard stamps != state.stamps || problem != state.problem else { return change }
      if let problem { change.problems.append(problem) }
      var names: [CurvePublicKey: String] = [:]
      for stamp in stamps.sorted(by: { $0.name < $1.name }).prefix(Self.maxKeys) {
        do throws(ZeroMQError) {
          let key = try KeyFile.readPublicKey("\(folder)/\(stamp.name)")
          names[key] = String(stamp.name.dropLast(4))
        } catch {
          change.problems.append(error)
        }
      }
      if stamps.count > Self.maxKeys {
        let reason = "has \(stamps.count) keys, only the first \(Self.maxKeys) by name count; remove some"
        change.problems.append(.fileRefused(path: folder, reason: reason))
      }
      change.added = names.filter { state.names[$0.key] == nil }
      change.removed = state.names.filter { names[$0.key] == nil }
      state = State(stamps: stamps, problem: problem, names: names, userIDs: Set(names.keys.map(\.z85)))
      return change
    }
  }

  private static func check(_ folder: String) throws(ZeroMQError) {
    var status = stat()
    guard stat(folder, &status) == 0 else {
      throw .fileRefused(path: folder, reason: "cannot be examined: \(errorText())")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .fileRefused(path: folder, reason: "is not a folder") }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .fileRefused(path: folder, reason: "belongs to user \(status.st_uid), expected user \(geteuid()) or root")
    }
    guard status.st_mode & 0o022 == 0 else {
      throw .fileRefused(path: folder, reason: "others may write to it; run: chmod go-w \(folder)")
    }
  }

  private static func stamps(_ folder: String) throws(ZeroMQError) -> Set<Stamp> {
    guard let directory = opendir(folder) else {
      throw .fileRefused(path: folder, reason: "cannot be read: \(errorText())")
    }
    defer { closedir(directory) }
    var stamps: Set<Stamp> = []
    while true {
      // Its end and an error look the same but for this: keys that were not read would count as removed.
      errno = 0
      guard let entry = readdir(directory) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix(while: { $0 != 0 }), as: UTF8.self)
      }
      guard name.hasSuffix(".pub"), !name.hasPrefix(".") else { continue }
      var status = stat()
      guard stat("\(folder)/\(name)", &status) == 0 else { continue }
      stamps.insert(
        Stamp(
          name: name, inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: status.st_mtim.tv_sec,
          nanoseconds: status.st_mtim.tv_nsec))
    }
    guard errno == 0 else { throw .fileRefused(path: folder, reason: "cannot be read to its end: \(errorText())") }
    return stamps
  }
}
