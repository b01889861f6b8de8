/// Sums by key. What follows each other under one key, as the rows of an index do, is summed before the key is looked up.
struct RunningSums<Key: Hashable, Kind: Figures> {
  private var sums: [Key: Kind] = [:]
  private var current: (key: Key, sum: Kind)?

  mutating func add(_ figures: Kind, to key: Key) {
    if current?.key == key {
      current?.sum += figures
    } else {
      settle()
      current = (key, figures)
    }
  }

  /// All that was added.
  consuming func all() -> [Key: Kind] {
    settle()
    return sums
  }

  private mutating func settle() {
    if let current { sums[current.key, default: Kind()] += current.sum }
    current = nil
  }
}
