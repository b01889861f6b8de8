/// A fixed set of short ASCII names, each with a number: the fast way from bytes to an enum or a set of flags.
struct NameTable: Sendable {
  private var slots: [(key: UInt64, value: UInt32)]
  private let mask: Int

  /// `names` are lower-case.
  init(_ names: [(name: String, value: UInt32)]) {
    var size = 16
    while size < names.count * 4 { size *= 2 }
    slots = Array(repeating: (0, 0), count: size)
    mask = size - 1
    for (name, value) in names {
      let key = Self.key(name.utf8)
      var slot = Int(truncatingIfNeeded: key >> 32) & mask
      while slots[slot].key != 0 { slot = (slot + 1) & mask }
      slots[slot] = (key, value)
    }
  }

  /// Letter case does not matter.
  subscript(name: some Collection<UInt8>) -> UInt32? { self[key: Self.key(name)] }

  subscript(key key: UInt64) -> UInt32? {
    var slot = Int(truncatingIfNeeded: key >> 32) & mask
    while slots[slot].key != 0 {
      if slots[slot].key == key { return slots[slot].value }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// FNV-1a over the lower-case bytes: 64 bits, so that a strange name takes a known one's place only by intent, which
  /// gains nothing.
  static func key(_ name: some Collection<UInt8>) -> UInt64 {
    var hash = emptyKey
    for byte in name { hash = extend(hash, by: byte.asciiLowercased) }
    return hash | 1
  }

  static let emptyKey: UInt64 = 0xCBF2_9CE4_8422_2325

  static func extend(_ hash: UInt64, by byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
