/// A byte automaton that finds the ends of phrases in one pass, one step a byte, whatever the text.
///
/// The states share one array: each has an offset, and its exceptions stand at the offset plus the byte's class, marked with the offset
/// of their owner. A byte without a mark follows the state's row. So ten thousand phrases take some megabytes, and what a text
/// visits stays in the processor's caches.
struct PhraseAutomaton: Sendable {
  /// What the scan says of a text.
  enum Outcome: Sendable {
    case scanned
    /// The text must be normalised first.
    case stopped
  }

  /// An end of one or more phrases: the byte behind it, and the trie's node.
  struct End: Sendable {
    var position: Int
    var node: Int
  }

  /// Bits of a packed state: the offset, the row, whether to look at it.
  static let offsetMask: UInt32 = 1 << 21 - 1
  static let rowShift: UInt32 = 21
  static let rowMask: UInt32 = 1 << 10 - 1
  static let flag: UInt32 = 1 << 31

  static let maximumRows = Int(rowMask)

  /// Each slot: owner's offset in the upper half, packed target in the lower.
  let slots: [UInt64]
  /// Packed targets, by row and class.
  let rows: [UInt32]
  let classes: [UInt8]
  /// How many targets a row takes, as a power of two.
  let rowSizeShift: Int
  let start: UInt32
  /// The class behind the last: its slot names the node of a flagged state.
  let outputClass: UInt32

  /// Adds every end of phrases in `text` from `from` to `to` to `ends`.
  func scan(_ text: Span<UInt8>, _ from: Int, _ to: Int, into ends: inout [End]) -> Outcome {
    let (slots, rows, classes) = (slots.span, rows.span, classes.span)
    var state = start
    var at = from
    while at < to {
      let byteClass = UInt32(classes[Int(text[at])])
      let offset = state & Self.offsetMask
      let slot = slots[Int(offset + byteClass)]
      let row = Int(state >> Self.rowShift & Self.rowMask) << rowSizeShift
      let other = rows[row + Int(byteClass)]
      state = UInt32(truncatingIfNeeded: slot >> 32) == offset ? UInt32(truncatingIfNeeded: slot) : other
      at += 1
      if state & Self.flag != 0 {
        let output = slots[Int(state & Self.offsetMask + outputClass)]
        guard UInt32(truncatingIfNeeded: output >> 32) == state & Self.offsetMask else { return .stopped }
        ends.append(End(position: at, node: Int(UInt32(truncatingIfNeeded: output))))
      }
    }
    return .scanned
  }
}
