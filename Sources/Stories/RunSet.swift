/// A set of hashes in one block of memory: what texts are counted and compared with.
///
/// Where a hash stands is drawn anew in each process, so that nobody can make texts whose hashes meet.
struct RunSet {
  /// A free slot holds 0, which no hash is.
  private var slots: [UInt32]
  private let shift: UInt64

  private static let turn = UInt64.random(in: .min ... .max) | 1

  /// - Parameter most: how many hashes will be put in.
  init(most: Int) {
    // Half of the slots stay free, so that a search ends soon.
    let bits = max(4, Int.bitWidth - (2 * most).leadingZeroBitCount)
    slots = Array(repeating: 0, count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  /// Puts a hash in; answers whether it was not there.
  @inline(__always)
  mutating func insert(_ hash: UInt32) -> Bool {
    var slot = Self.slot(of: hash, shift)
    var slots = slots.mutableSpan
    while true {
      let found = slots[unchecked: slot]
      if found == hash { return false }
      if found == 0 {
        slots[unchecked: slot] = hash
        return true
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
  }

  /// How many of the hashes are in the set.
  func count(of hashes: [UInt32]) -> Int {
    let (slots, turn) = (slots.span, Self.turn)
    var count = 0
    for hash in hashes where Self.contains(hash, slots, turn, shift) { count &+= 1 }
    return count
  }

  /// Whether so many of the hashes are in the set: no more is looked up than that takes.
  func holds(_ least: Int, of hashes: [UInt32]) -> Bool {
    let (slots, turn) = (slots.span, Self.turn)
    var spare = hashes.count - least
    if spare < 0 { return false }
    for hash in hashes where !Self.contains(hash, slots, turn, shift) {
      if spare == 0 { return false }
      spare &-= 1
    }
    return true
  }

  @inline(__always)
  private static func contains(_ hash: UInt32, _ slots: Span<UInt32>, _ turn: UInt64, _ shift: UInt64) -> Bool {
    var slot = Int(truncatingIfNeeded: (UInt64(hash) &* turn) >> shift)
    while case let found = slots[unchecked: slot], found != 0 {
      if found == hash { return true }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return false
  }

  @inline(__always)
  private static func slot(of hash: UInt32, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (UInt64(hash) &* turn) >> shift)
  }
}
