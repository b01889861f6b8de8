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
  /// Packed targets, by row and class; each row has 256 places.
  let rows: [UInt32]
  let classes: [UInt8]
  let start: UInt32
  /// The class behind the last: its slot names the node of a flagged state.
  let outputClass: UInt32
}
