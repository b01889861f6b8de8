extension Array {
  /// Makes sure that `place` is there, of at most `capacity` places, new ones holding `element`.
  ///
  /// A sixteenth comes at once: an array that grows by itself doubles, and leaves half of its room empty.
  mutating func grow(to place: Int, of capacity: Int, filling element: Element) {
    guard place >= count else { return }
    let room = Swift.min(capacity, place + capacity / 16)
    reserveCapacity(room)
    append(contentsOf: repeatElement(element, count: room - count))
  }
}
