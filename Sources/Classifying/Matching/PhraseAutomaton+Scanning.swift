extension PhraseAutomaton {
  /// Adds every end of phrases in `text` to `ends`, in no order.
  ///
  /// A step waits for the memory that the last one asked for; so long texts are read in several lanes at once, which wait together.
  /// Nothing reaches over a line break, so each lane begins behind one.
  func scan(_ text: Span<UInt8>, into ends: inout [End]) -> Outcome {
    guard let lanes = Lanes(text) else { return scan(text, 0, text.count, start, into: &ends) }
    let (slots, rows, classes) = (slots.span, rows.span, classes.span)
    let (second, third, fourth) = (lanes.second, lanes.third, lanes.fourth)
    var (one, two, three, four) = (start, start, start, start)
    for step in 0..<lanes.shortest {
      one = Self.next(one, text[unchecked: step], slots, rows, classes)
      two = Self.next(two, text[unchecked: second &+ step], slots, rows, classes)
      three = Self.next(three, text[unchecked: third &+ step], slots, rows, classes)
      four = Self.next(four, text[unchecked: fourth &+ step], slots, rows, classes)
      if (one | two | three | four) & Self.flag != 0 {
        guard note(one, step, &ends), note(two, second &+ step, &ends), note(three, third &+ step, &ends),
          note(four, fourth &+ step, &ends)
        else { return .stopped }
      }
    }
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

  /// Chooses between a state's own step and its row's by arithmetic: a branch, which the compiler would make of a condition, no processor
  /// can foretell.
  @inline(__always)
  private static func next(
    _ state: UInt32, _ byte: UInt8, _ slots: Span<UInt64>, _ rows: Span<UInt32>, _ classes: Span<UInt8>
  ) -> UInt32 {
    let byteClass = UInt32(classes[unchecked: Int(byte)])
    let offset = state & offsetMask
    let slot = slots[unchecked: Int(offset &+ byteClass)]
    let other = rows[unchecked: Int(state >> (rowShift - 8) & (rowMask << 8) | byteClass)]
    let difference = Int64(UInt32(truncatingIfNeeded: slot >> 32) ^ offset)
    // All bits where the slot is the state's own, none where it is not.
    let isOwn = UInt32(truncatingIfNeeded: (difference &- 1) >> 63)
    return other ^ (other ^ UInt32(truncatingIfNeeded: slot)) & isOwn
  }

  /// Notes what ends behind the byte at `at`, if anything does; false where the text must be normalised.
  @inline(never)
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
