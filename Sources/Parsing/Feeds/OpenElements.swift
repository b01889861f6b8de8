/// The elements that are open at a place of a broken feed; it writes each end tag where the element ends at the latest.
///
/// libxml2 takes any end tag for that of the innermost element. One without an end would leave all that follow a level deeper, until
/// libxml2 gives up at 256; one end tag too many would close the item, and the feed in the end.
struct OpenElements {
  /// As they are spelled, the outermost first.
  private var names: [[UInt8]] = []
  /// What stands before the names of Atom's elements, with its colon, small letters; nil before the root.
  private var prefix: [UInt8]?
  /// How many items have begun.
  private(set) var items = 0

  /// Below what libxml2 allows.
  private static let deepest = 200
  /// Bytes; what is longer is cut.
  private static let longestName = 100

  /// Writes a start tag up to its attributes, and before it the ends of what ends there: an item begins within no other, and
  /// nothing within what holds plain text only. Answers false where too many are open; then the start tag is not written.
  mutating func begin(_ name: [UInt8], isEmpty: Bool, into output: inout [UInt8]) -> Bool {
    let name = Array(name.prefix(Self.longestName))
    if prefix == nil { prefix = Self.prefix(ofRoot: name) }
    if isItem(name) {
      close(downTo: headDepth, into: &output)
      items += 1
    }
    if let last = names.last, Self.leaves.contains(last.map(\.asciiLowercased)) {
      close(downTo: names.count - 1, into: &output)
    }
    guard names.count < Self.deepest else { return false }
    output.append(UInt8(ascii: "<"))
    output.append(contentsOf: name)
    if !isEmpty { names.append(name) }
    return true
  }

  /// Writes the end of the innermost element of that name, and of all within it. Where none is open, it is taken for the misspelled end of
  /// the field of an item or of the head that is open, and left out anywhere else.
  mutating func end(_ name: [UInt8], into output: inout [UInt8]) {
    let name = Array(name.prefix(Self.longestName))
    if let place = names.lastIndex(where: { Self.isSame($0, name) }) {
      close(downTo: place, into: &output)
    } else if names.count == fieldDepth + 1 {
      close(downTo: fieldDepth, into: &output)
    }
  }

  private mutating func close(downTo depth: Int, into output: inout [UInt8]) {
    while names.count > depth {
      output.append(contentsOf: "</".utf8)
      output.append(contentsOf: names.removeLast())
      output.append(UInt8(ascii: ">"))
    }
  }

  /// How many elements items stand in: the root, and in RSS the channel.
  private var headDepth: Int {
    names.count > 1 && Self.isSame(names[1], Self.channel) ? 2 : min(1, names.count)
  }

  /// How many elements fields stand in.
  private var fieldDepth: Int {
    let depth = headDepth
    return names.count > depth && isItem(names[depth]) ? depth + 1 : depth
  }

  private func isItem(_ name: [UInt8]) -> Bool {
    let prefix = prefix ?? []
    let rest = name[...].starts(withFolded: prefix) ? name[prefix.count...] : name[...]
    return Self.itemNames.contains { $0.count == rest.count && rest.starts(withFolded: $0) }
  }

  private static func prefix(ofRoot name: [UInt8]) -> [UInt8] {
    let name = name.map(\.asciiLowercased)
    return name.suffix(5).elementsEqual(":feed".utf8) ? Array(name.dropLast(4)) : []
  }

  private static func isSame(_ name: [UInt8], _ other: [UInt8]) -> Bool {
    name.count == other.count && name[...].starts(withFolded: other)
  }

  /// Fields that hold no elements: what follows one without an end would be lost in it.
  private static let leaves = Set(
    [
      "category", "comments", "dc:creator", "dc:date", "dc:subject", "guid", "id", "language", "link", "pubdate",
      "published", "updated",
    ]
    .map { Array($0.utf8) })
  private static let channel = Array("channel".utf8)
  private static let itemNames = ["item", "entry"].map { Array($0.utf8) }
}
