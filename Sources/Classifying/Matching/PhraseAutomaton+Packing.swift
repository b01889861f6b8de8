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
  /// By slot, a bit: an exception stands there. By offset, a bit: a state begins there.
  private var taken: [UInt64] = []
  private var begun: [UInt64] = [1]
  /// By number of exceptions: the first 64 offsets that may have room for a state with as many.
  private var firstBlock: [Int]
  private var end = 0

  private static let free = UInt64(Int32.max) << 32

  init(classCount: Int) {
    self.classCount = classCount
    firstBlock = Array(repeating: 0, count: classCount + 2)
  }

  /// The offset of each state: those with most exceptions are placed first, the single ones fill the gaps. States without any have
  /// offset 0, where no other begins.
  mutating func place(_ states: ByteStates) -> [UInt32] {
    var offsets = [UInt32](repeating: 0, count: states.states.count)
    var bySize: [[Int]] = Array(repeating: [], count: classCount + 2)
    for (index, state) in states.states.enumerated() {
      bySize[state.exceptions.count + (state.output >= 0 ? 1 : 0)].append(index)
    }
    var needed: [Int] = []
    for size in bySize.indices.reversed() where size > 0 {
      for index in bySize[size] {
        let state = states.states[index]
        needed.removeAll(keepingCapacity: true)
        for exception in states.exceptions[state.exceptions] { needed.append(Int(exception.byteClass)) }
        if state.output >= 0 { needed.append(classCount) }
        offsets[index] = UInt32(place(needed))
      }
    }
    slots = Array(repeating: Self.free, count: end + classCount + 1)
    return offsets
  }

  mutating func fill(_ offset: UInt32, _ byteClass: Int, _ value: UInt32) {
    slots[Int(offset) + byteClass] = UInt64(offset) << 32 | UInt64(value)
  }

  consuming func finished() -> [UInt64] { slots }

  /// Tries 64 offsets at once.
  private mutating func place(_ classes: [Int]) -> Int {
    var block = firstBlock[classes.count]
    let first = block
    var fitting: UInt64 = 0
    while true {
      grow(to: block)
      fitting = ~begun[block]
      for byteClass in classes where fitting != 0 { fitting &= ~bits(of: taken, from: block * 64 + byteClass) }
      if fitting != 0 { break }
      block += 1
    }
    // Full blocks are not tried again, nor, where many failed, the first of those that failed.
    firstBlock[classes.count] = max(first, block - 4)
    let offset = block * 64 + fitting.trailingZeroBitCount
    begun[block] |= 1 << UInt64(offset % 64)
    for byteClass in classes { taken[(offset + byteClass) / 64] |= 1 << UInt64((offset + byteClass) % 64) }
    end = max(end, offset)
    return offset
  }

  private func bits(of words: [UInt64], from bit: Int) -> UInt64 {
    let shift = UInt64(bit % 64)
    let low = words[bit / 64] >> shift
    return shift == 0 ? low : low | words[bit / 64 + 1] << (64 - shift)
  }

  /// Makes sure that every slot of a state that begins in `block` has a bit.
  private mutating func grow(to block: Int) {
    let needed = block + classCount / 64 + 3
    guard needed > taken.count else { return }
    let more = needed - taken.count + taken.count / 2
    taken += Array(repeating: 0, count: more)
    begun += Array(repeating: 0, count: taken.count - begun.count)
  }
}
