extension PhraseAutomaton {
  init(_ states: ByteStates, classes: [UInt8]) {
    let classCount = states.classCount
    var slots = SlotTable(classCount: classCount)
    let offsets = slots.place(states)
    let packed = states.states.indices.map { index -> UInt32 in
      let state = states.states[index]
      let isFlagged = state.output >= 0 || index == ByteStates.stop
      return offsets[index] | UInt32(state.row) << Self.rowShift | (isFlagged ? Self.flag : 0)
    }
    for (index, state) in states.states.enumerated() {
      for exception in states.exceptions[state.exceptions] {
        slots.fill(offsets[index], Int(exception.byteClass), packed[Int(exception.target)])
      }
      if state.output >= 0 { slots.fill(offsets[index], classCount, UInt32(state.output)) }
    }
    var rows = [UInt32](repeating: packed[ByteStates.edge], count: states.rows.count << 8)
    for (row, targets) in states.rows.enumerated() {
      for (byteClass, target) in targets.enumerated() { rows[row << 8 + byteClass] = packed[Int(target)] }
    }
    self.slots = slots.finished()
    self.rows = rows
    self.classes = classes
    start = packed[ByteStates.edge]
    outputClass = UInt32(classCount)
  }
}

/// One array in which the exceptions of all states stand: those of a state at its offset plus their classes.
private struct SlotTable {
  private let classCount: Int
  /// Owner's offset in the upper half. No state has the offset of a free slot's owner.
  private var slots: [UInt64] = []
  private var isTaken: [Bool] = []
  private var isOffset: [Bool] = []
  private var firstFree = 1
  private var end = 0

  private static let free = UInt64(Int32.max) << 32

  init(classCount: Int) {
    self.classCount = classCount
    grow(to: 4096)
    // Offset 0 is for the states without exceptions.
    isOffset[0] = true
  }

  /// The offset of each state: those with most exceptions are placed first, the single ones fill the gaps.
  mutating func place(_ states: ByteStates) -> [UInt32] {
    var offsets = [UInt32](repeating: 0, count: states.states.count)
    var bySize: [[Int]] = Array(repeating: [], count: classCount + 2)
    for (index, state) in states.states.enumerated() {
      bySize[state.exceptions.count + (state.output >= 0 ? 1 : 0)].append(index)
    }
    var needed: [Int] = []
    for size in bySize.indices.reversed() where size > 0 {
      if size == 1 { firstFree = 1 }
      for index in bySize[size] {
        let state = states.states[index]
        needed.removeAll(keepingCapacity: true)
        for exception in states.exceptions[state.exceptions] { needed.append(Int(exception.byteClass)) }
        if state.output >= 0 { needed.append(classCount) }
        offsets[index] = UInt32(place(needed))
      }
    }
    return offsets
  }

  mutating func fill(_ offset: UInt32, _ byteClass: Int, _ value: UInt32) {
    slots[Int(offset) + byteClass] = UInt64(offset) << 32 | UInt64(value)
  }

  /// The slots up to the last that a state may look at.
  consuming func finished() -> [UInt64] { Array(slots[..<(end + classCount + 1)]) }

  private mutating func place(_ classes: [Int]) -> Int {
    let first = classes[0]
    while isTaken[firstFree] {
      firstFree += 1
      grow(to: firstFree)
    }
    var slot = max(firstFree, first + 1)
    var tries = 0
    while true {
      grow(to: slot)
      let offset = slot - first
      if !isTaken[slot], !isOffset[offset], classes.allSatisfy({ !isTaken[offset + $0] }) {
        for byteClass in classes { isTaken[offset + byteClass] = true }
        isOffset[offset] = true
        end = max(end, offset)
        // Where many tries fail, the slots below are too full to be worth trying again; the single exceptions fill them later.
        if tries > 32 { firstFree = max(firstFree, slot - 256) }
        return offset
      }
      tries += 1
      slot += 1
    }
  }

  /// Makes sure that a state at `slot` has room for every class.
  private mutating func grow(to slot: Int) {
    guard slot + classCount + 2 > slots.count else { return }
    let more = slot + classCount + 2 - slots.count + slots.count / 2
    slots += Array(repeating: Self.free, count: more)
    isTaken += Array(repeating: false, count: more)
    isOffset += Array(repeating: false, count: more)
  }
}
