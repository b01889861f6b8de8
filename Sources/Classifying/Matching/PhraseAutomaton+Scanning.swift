extension PhraseAutomaton {
  /// Adds every end of phrases in `text` to `ends`, in no order.
  ///
  /// A step waits for the memory that the last one asked for; so long texts are read in several lanes at once, which wait together.
  /// Nothing reaches over a line break, so each lane begins behind one. Lanes that are at their end before the others go on into the next
  /// one's part, which costs nothing, and what they find there is left to it.
  func scan(_ text: Span<UInt8>, into ends: inout [End]) -> Outcome {
    guard let lanes = Lanes(text) else { return scan(text, 0, text.count, start, into: &ends) }
    let (slots, rows, classes) = (slots.span, rows.span, classes.span)
    let (second, third, fourth) = (lanes.second, lanes.third, lanes.fourth)
    var (one, two, three, four) = (start, start, start, start)
    for step in 0..<lanes.steps {
      one = Self.next(one, text[unchecked: step], slots, rows, classes)
      two = Self.next(two, text[unchecked: second &+ step], slots, rows, classes)
      three = Self.next(three, text[unchecked: third &+ step], slots, rows, classes)
      four = Self.next(four, text[unchecked: fourth &+ step], slots, rows, classes)
      if (one | two | three | four) & Self.flag != 0 {
        guard note(one, step, before: second, &ends), note(two, second &+ step, before: third, &ends),
          note(three, third &+ step, before: fourth, &ends), note(four, fourth &+ step, before: text.count, &ends)
        else { return .stopped }
      }
    }
    // What is left of lanes that are longer than the last.
    for (start, end, state) in [(0, second, one), (second, third, two), (third, fourth, three)] {
      if scan(text, start + lanes.steps, end, state, into: &ends) == .stopped { return .stopped }
    }
    return .scanned
  }

  private func scan(_ text: Span<UInt8>, _ from: Int, _ to: Int, _ state: UInt32, into ends: inout [End]) -> Outcome {
    let (slots, rows, classes) = (slots.span, rows.span, classes.span)
    var (state, at) = (state, from)
    while at < to {
      state = Self.next(state, text[at], slots, rows, classes)
      if state & Self.flag != 0, !note(state, at, before: to, &ends) { return .stopped }
      at += 1
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

  /// Notes what ends behind the byte at `at`, if anything does and it lies before `end`; false where the text must be normalised.
  @inline(never)
  private func note(_ state: UInt32, _ at: Int, before end: Int, _ ends: inout [End]) -> Bool {
    guard state & Self.flag != 0, at < end else { return true }
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
    /// Bytes of the last one: no more are left of the text for it.
    private(set) var steps = 0

    /// nil where a text is short, or has too few line breaks.
    init?(_ text: Span<UInt8>) {
      guard text.count >= 512 else { return nil }
      let quarter = text.count / 4
      second = Self.lineStart(text, near: quarter)
      third = Self.lineStart(text, near: 2 * quarter)
      fourth = Self.lineStart(text, near: 3 * quarter)
      steps = text.count - fourth
      guard min(second, third - second, fourth - third, steps) * 8 >= quarter else { return nil }
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
