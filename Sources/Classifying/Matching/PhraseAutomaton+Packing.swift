extension PhraseAutomaton {
  init(_ states: ByteStates, classes: [UInt8]) {
    let classCount = states.classCount
    var placing = Placing(classCount: classCount)
    let offsets = placing.place(states.states)
    let packed = states.states.indices.map { index -> UInt32 in
      let state = states.states[index]
      let isFlagged = state.output >= 0 || index == ByteStates.stop
      return offsets[index] | UInt32(state.row) << Self.rowShift | (isFlagged ? Self.flag : 0)
    }
    for (index, state) in states.states.enumerated() {
      let offset = offsets[index]
      for exception in state.exceptions {
        placing.slots[Int(offset) + exception.byteClass] = UInt64(offset) << 32 | UInt64(packed[exception.target])
      }
      if state.output >= 0 {
        placing.slots[Int(offset) + classCount] = UInt64(offset) << 32 | UInt64(UInt32(state.output))
      }
    }
    let shift = Int.bitWidth - (max(classCount, 2) - 1).leadingZeroBitCount
    var rows = [UInt32](repeating: packed[ByteStates.edge], count: states.rows.count << shift)
    for (row, targets) in states.rows.enumerated() {
      for (byteClass, target) in targets.enumerated() { rows[row << shift + byteClass] = packed[target] }
    }
    slots = placing.slots
    self.rows = rows
    self.classes = classes
    rowSizeShift = shift
    start = packed[ByteStates.edge]
    outputClass = UInt32(classCount)
  }

  /// Finds room for the exceptions of each state in one array.
  private struct Placing {
    let classCount: Int
    /// No slot is owned at first: no state has this offset.
    static let free = UInt64(UInt32.max) << 32
    var slots: [UInt64]
    private var isTaken: [Bool]
    private var isOffset: [Bool]
    private var firstFree = 1

    init(classCount: Int) {
      self.classCount = classCount
      slots = Array(repeating: Self.free, count: classCount + 1)
      isTaken = Array(repeating: false, count: classCount + 1)
      isOffset = Array(repeating: false, count: classCount + 1)
      // Offset 0 is for the states without exceptions.
      isOffset[0] = true
    }

    /// The offset of each state: the ones with most exceptions are placed first, the single ones fill the gaps.
    mutating func place(_ states: [ByteStates.State]) -> [UInt32] {
      var offsets = [UInt32](repeating: 0, count: states.count)
      var bySize: [[Int]] = Array(repeating: [], count: classCount + 2)
      for (index, state) in states.enumerated() {
        bySize[state.exceptions.count + (state.output >= 0 ? 1 : 0)].append(index)
      }
      for size in bySize.indices.reversed() where size > 0 {
        if size == 1 { firstFree = isTaken.dropFirst().firstIndex(of: false) ?? isTaken.count }
        for index in bySize[size] {
          var needed = states[index].exceptions.map(\.byteClass)
          if states[index].output >= 0 { needed.append(classCount) }
          offsets[index] = UInt32(place(needed))
        }
      }
      return offsets
    }

    private mutating func place(_ classes: [Int]) -> Int {
      var tried = 0
      var slot = firstFree
      while true {
        grow(to: slot)
        let offset = slot - classes[0]
        if !isTaken[slot], offset > 0, fits(offset, classes) {
          for byteClass in classes { isTaken[offset + byteClass] = true }
          isOffset[offset] = true
          while firstFree < isTaken.count, isTaken[firstFree] { firstFree += 1 }
          // Where many tries fail, the space below is too full to be worth trying again.
          if tried > 64, classes.count > 1 { firstFree = max(firstFree, slot - 512) }
          return offset
        }
        tried += 1
        slot += 1
      }
    }

    private func fits(_ offset: Int, _ classes: [Int]) -> Bool {
      !isOffset[offset] && classes.allSatisfy { !isTaken[offset + $0] }
    }

    /// Makes sure that a state that begins at `slot` at the latest has room for every class.
    private mutating func grow(to slot: Int) {
      let needed = slot + classCount + 1
      guard needed >= slots.count else { return }
      let more = max(needed - slots.count + 1, slots.count)
      slots += Array(repeating: Self.free, count: more)
      isTaken += Array(repeating: false, count: more)
      isOffset += Array(repeating: false, count: more)
    }
  }
}
