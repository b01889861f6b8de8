import Glibc
import Locking
import NewsModels

/// The file that tells after the death of a process what it was working on.
///
/// It outlives the process, not the machine: it is never synced, and one from before the machine's start counts for nothing; so does
/// every one where the kernel does not tell which start this is.
/// The header names the machine's start; then come slots, each for one batch: a count, and the items.
final class WorkMark: Sendable {
  /// What the process before this one was working on when it died; empty where it was between two items.
  let found: [Digest]

  private let descriptor: Int32
  private let path: String
  private let header: [UInt8]
  private let free: Guarded<[Int]>

  private static let slots = 64
  private static let itemsPerSlot = 512
  private static let headerSize = 64
  private static let slotSize = 8 + 32 * itemsPerSlot

  /// - Parameter machineStart: how the kernel names it; nil where it cannot be read.
  init(path: String, machineStart: [UInt8]? = WorkMark.machineStart) throws(WorkGuardError) {
    self.path = path
    header = Self.header(machineStart)
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw WorkGuardError(path: path, reason: String(cString: strerror(errno))) }
    var last = [UInt8](repeating: 0, count: Self.headerSize)
    let count = pread(descriptor, &last, last.count, 0)
    let isOfThisStart = machineStart != nil && count == last.count && last == header
    found = isOfThisStart ? Self.items(in: descriptor) : []
    free = Guarded(Array((0..<Self.slots).reversed()))
  }

  deinit { close(descriptor) }

  /// Forgets what was found. Takes the whole file's room, so that a full disk later is no reason for a mark to be missing. On one that
  /// is full now, this life may leave none.
  func clear() throws(WorkGuardError) {
    let size = off_t(Self.headerSize + Self.slots * Self.slotSize)
    let isClear =
      ftruncate(descriptor, 0) == 0 && ftruncate(descriptor, size) == 0
      && pwrite(descriptor, header, Self.headerSize, 0) == Self.headerSize
    guard isClear || errno == ENOSPC || errno == EDQUOT else {
      throw WorkGuardError(path: path, reason: String(cString: strerror(errno)))
    }
    _ = posix_fallocate(descriptor, 0, size)
  }

  /// Says that these are worked on; nil where no room is left to say so.
  func begin(_ items: [Digest]) -> Int? {
    guard !items.isEmpty, let slot = free.withLock({ $0.popLast() }) else { return nil }
    let marked = items.prefix(Self.itemsPerSlot)
    var bytes = withUnsafeBytes(of: UInt64(marked.count).littleEndian) { Array($0) }
    bytes.reserveCapacity(8 + 32 * marked.count)
    for item in marked { bytes += item.bytes }
    _ = pwrite(descriptor, bytes, bytes.count, Self.offset(slot))
    return slot
  }

  func end(_ slot: Int) {
    let none: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]
    _ = pwrite(descriptor, none, none.count, Self.offset(slot))
    free.withLock { $0.append(slot) }
  }

  private static func offset(_ slot: Int) -> off_t { off_t(headerSize + slot * slotSize) }

  private static func items(in descriptor: Int32) -> [Digest] {
    var items: [Digest] = []
    var bytes = [UInt8](repeating: 0, count: slotSize)
    for slot in 0..<slots {
      let got = pread(descriptor, &bytes, bytes.count, offset(slot))
      guard got >= 8 else { continue }
      let count = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      // A torn mark names what can be read of it.
      let whole = min(Int(clamping: count), itemsPerSlot, (got - 8) / 32)
      for index in 0..<whole {
        if let item = Digest(bytes: Array(bytes[(8 + 32 * index)..<(40 + 32 * index)])) { items.append(item) }
      }
    }
    return items
  }

  /// Zeros where no start is known: no start's name looks so.
  private static func header(_ machineStart: [UInt8]?) -> [UInt8] {
    let name = (machineStart ?? []).prefix(headerSize)
    return name + [UInt8](repeating: 0, count: headerSize - name.count)
  }

  /// The kernel's random name for this start of the machine. Unreadable below systemd's `ProcSubset=pid`.
  private static let machineStart: [UInt8]? = {
    let file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var name = [UInt8](repeating: 0, count: 36)
    return read(file, &name, name.count) == name.count ? name : nil
  }()
}
