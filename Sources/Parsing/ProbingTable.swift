/// A table from keys that are hashes, or as good as hashes, to values: open addressing with linear probing, at most half full.
///
/// A dictionary would hash each key once more, with a seed of its own, which costs more than reading the word that it stands for.
/// Keys come from our own lists and from texts; a text that is made to collide costs time in proportion to its own words.
struct ProbingTable<Key: FixedWidthInteger & UnsignedInteger & Sendable, Value: Sendable>: Sendable {
  private(set) var count = 0
  /// 0 marks a free slot.
  private var keys: [Key]
  /// By slot; nil where it is free.
  private var values: [Value?]
  private var ofZero: Value?

  /// - Parameter capacity: keys for which there is room at first.
  init(capacity: Int = 32) {
    var size = 64
    while size < 2 * capacity { size *= 2 }
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: nil, count: size)
  }

  init(_ table: [Key: Value]) {
    self.init(capacity: table.count)
    for (key, value) in table { insert(key, value) }
  }

  @inline(__always)
  subscript(key: Key) -> Value? {
    if key == 0 { return ofZero }
    var slot = first(key)
    while keys[slot] != 0 {
      if keys[slot] == key { return values[slot] }
      slot = (slot + 1) & (keys.count - 1)
    }
    return nil
  }

  func forEachKey(_ body: (Key) -> Void) {
    if ofZero != nil { body(0) }
    for key in keys where key != 0 { body(key) }
  }

  /// Enters a key that is not there yet; one that is there keeps its value.
  @inline(__always)
  mutating func insert(_ key: Key, _ value: Value) {
    if key == 0 {
      if ofZero == nil { count += 1 }
      ofZero = ofZero ?? value
      return
    }
    var slot = first(key)
    while keys[slot] != 0 {
      if keys[slot] == key { return }
      slot = (slot + 1) & (keys.count - 1)
    }
    keys[slot] = key
    values[slot] = value
    count += 1
    if 2 * count > keys.count { grow() }
  }

  /// Enters a key, or another value of one that is there: answers the value before.
  mutating func updateValue(_ value: Value, forKey key: Key) -> Value? {
    if key == 0 {
      defer { ofZero = value }
      if ofZero == nil { count += 1 }
      return ofZero
    }
    var slot = first(key)
    while keys[slot] != 0 {
      if keys[slot] == key {
        defer { values[slot] = value }
        return values[slot]
      }
      slot = (slot + 1) & (keys.count - 1)
    }
    insert(key, value)
    return nil
  }

  private mutating func grow() {
    var larger = Self(capacity: keys.count)
    for (key, value) in zip(keys, values) where key != 0 {
      if let value { larger.insert(key, value) }
    }
    larger.ofZero = ofZero
    if ofZero != nil { larger.count += 1 }
    self = larger
  }

  /// Spreads keys whose low bits are alike.
  @inline(__always)
  private func first(_ key: Key) -> Int {
    Int(truncatingIfNeeded: (UInt64(truncatingIfNeeded: key) &* 0x9E37_79B9_7F4A_7C15) >> 40) & (keys.count - 1)
  }
}
