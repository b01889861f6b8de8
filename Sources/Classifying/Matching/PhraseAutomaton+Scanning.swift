extension PhraseAutomaton {
  /// Adds every end of phrases in `text` to `ends`, in no order.
  ///
  /// A step waits for the memory that the last one asked for; so long texts are read in several lanes at once, which wait together.
  /// Nothing reaches over a line break, so each lane begins behind one. The four states are one vector, so that the compiler chooses
  /// between a state's own step and its row's without a branch: no processor can foretell it.
  func scan(_ text: Span<UInt8>, into ends: inout [End]) -> Outcome {
    guard let lanes = Lanes(text) else { return scan(text, 0, text.count, start, into: &ends) }
    let (slots, rows, classes) = (slots.span, rows.span, classes.span)
    let (second, third, fourth) = (lanes.second, lanes.third, lanes.fourth)
    var states = SIMD4<UInt32>(repeating: start)
    for step in 0..<lanes.shortest {
      let byteClasses = SIMD4<UInt32>(
        UInt32(classes[unchecked: Int(text[unchecked: step])]),
        UInt32(classes[unchecked: Int(text[unchecked: second &+ step])]),
        UInt32(classes[unchecked: Int(text[unchecked: third &+ step])]),
        UInt32(classes[unchecked: Int(text[unchecked: fourth &+ step])]))
      let offsets = states & Self.offsetMask
      let places = offsets &+ byteClasses
      let rowPlaces = (states &>> (Self.rowShift - 8)) & (Self.rowMask << 8) | byteClasses
      let slot0 = slots[unchecked: Int(places[0])]
      let slot1 = slots[unchecked: Int(places[1])]
      let slot2 = slots[unchecked: Int(places[2])]
      let slot3 = slots[unchecked: Int(places[3])]
      let others = SIMD4<UInt32>(
        rows[unchecked: Int(rowPlaces[0])], rows[unchecked: Int(rowPlaces[1])], rows[unchecked: Int(rowPlaces[2])],
        rows[unchecked: Int(rowPlaces[3])])
      let all = unsafeBitCast(SIMD4<UInt64>(slot0, slot1, slot2, slot3), to: SIMD8<UInt32>.self)
      states = others.replacing(with: all.evenHalf, where: all.oddHalf .== offsets)
      let halves = unsafeBitCast(states, to: SIMD2<UInt64>.self)
      if (halves[0] | halves[1]) & Self.flags != 0 {
        guard note(states[0], step, &ends), note(states[1], second + step, &ends), note(states[2], third + step, &ends),
          note(states[3], fourth + step, &ends)
        else { return .stopped }
      }
    }
    let (one, two, three, four) = (states[0], states[1], states[2], states[3])
    // What the longer lanes have left.
    let done = lanes.shortest
    for (from, to, state) in [
      (done, lanes.second, one), (lanes.second + done, lanes.third, two), (lanes.third + done, lanes.fourth, three),
      (lanes.fourth + done, text.count, four),
    ] {
      if scan(text, from, to, state, into: &ends) == .stopped { return .stopped }
    }
    return .scanned
  }

  private func scan(_ text: Span<UInt8>, _ from: Int, _ to: Int, _ state: UInt32, into ends: inout [End]) -> Outcome {
    let (slots, rows, classes) = (slots.span, rows.span, classes.span)
    var state = state
    for at in from..<to {
      state = Self.next(state, text[at], slots, rows, classes)
      if state & Self.flag != 0, !note(state, at, &ends) { return .stopped }
    }
    return .scanned
  }

  @inline(__always)
  private static func next(
    _ state: UInt32, _ byte: UInt8, _ slots: Span<UInt64>, _ rows: Span<UInt32>, _ classes: Span<UInt8>
  ) -> UInt32 {
    let byteClass = UInt32(classes[unchecked: Int(byte)])
    let offset = state & offsetMask
    let slot = slots[unchecked: Int(offset &+ byteClass)]
    let other = rows[unchecked: Int(state >> (rowShift - 8) & (rowMask << 8) | byteClass)]
    return UInt32(truncatingIfNeeded: slot >> 32) == offset ? UInt32(truncatingIfNeeded: slot) : other
  }

  /// Notes what ends behind the byte at `at`, if anything does; false where the text must be normalised.
  private func note(_ state: UInt32, _ at: Int, _ ends: inout [End]) -> Bool {
    guard state & Self.flag != 0 else { return true }
    let output = slots[Int(state & Self.offsetMask + outputClass)]
    guard UInt32(truncatingIfNeeded: output >> 32) == state & Self.offsetMask else { return false }
    ends.append(End(position: at + 1, node: Int(UInt32(truncatingIfNeeded: output))))
    return true
  }

  /// Four parts of a text of about the same length, the first from its beginning.
  private struct Lanes {
    private(set) var second = 0
    private(set) var third = 0
    private(set) var fourth = 0
    private(set) var shortest = 0

    /// nil where a text is short, or has too few line breaks.
    init?(_ text: Span<UInt8>) {
      guard text.count >= 512 else { return nil }
      let quarter = text.count / 4
      second = Self.lineStart(text, near: quarter)
      third = Self.lineStart(text, near: 2 * quarter)
      fourth = Self.lineStart(text, near: 3 * quarter)
      shortest = min(second, third - second, fourth - third, text.count - fourth)
      guard shortest * 8 >= quarter else { return nil }
    }

    /// Behind the line break nearest to `place`; the text's end, or 0, where there is none.
    private static func lineStart(_ text: Span<UInt8>, near place: Int) -> Int {
      for distance in 0..<(text.count / 4) {
        if text[place + distance] == 0x0A { return place + distance + 1 }
        if text[place - distance] == 0x0A { return place - distance + 1 }
      }
      return 0
    }
  }
}
