/// A page's elements and texts in document order, in a few flat arrays.
///
/// A node's descendants are the nodes from the one after it to before `end`: walking is counting, never recursion.
struct PageTree: Sendable {
  struct Node: Sendable {
    var tag: Tag
    /// −1 for the root.
    var parent: Int32
    /// One after the last descendant.
    var end: Int32
    /// Of an element: its attributes, as indices into `attributes`. Of a text: bytes of `bytes`.
    var first: Int32
    var count: Int32
  }

  struct Attribute: Sendable {
    var name: AttributeName
    var first: Int32
    var count: Int32
  }

  /// The root is first; it is there even if the page is empty.
  private(set) var nodes: [Node] = [Node(tag: .html, parent: -1, end: 1, first: 0, count: 0)]
  private(set) var attributes: [Attribute] = []
  /// Texts and attribute values, entities resolved, UTF-8.
  private(set) var bytes: [UInt8] = []

  var count: Int { nodes.count }

  /// The text of a text node.
  func text(of node: Int) -> ArraySlice<UInt8> {
    let node = nodes[node]
    guard node.tag == .text else { return [] }
    return bytes[Int(node.first)..<Int(node.first + node.count)]
  }

  /// The bytes of an attribute's value; nil where the element has none of the name.
  func value(of name: AttributeName, at node: Int) -> ArraySlice<UInt8>? {
    let node = nodes[node]
    guard node.tag != .text else { return nil }
    for index in Int(node.first)..<Int(node.first + node.count) where attributes[index].name == name {
      let attribute = attributes[index]
      return bytes[Int(attribute.first)..<Int(attribute.first + attribute.count)]
    }
    return nil
  }

  /// An attribute's value as text.
  func string(of name: AttributeName, at node: Int) -> String? {
    value(of: name, at: node).map { MarkRuns.cut(String(decoding: $0, as: UTF8.self)) }
  }

  /// All text below a node, white space folded.
  func string(at node: Int) -> String {
    var out: [UInt8] = []
    for index in node..<Int(nodes[node].end) {
      if nodes[index].tag == .text {
        out.append(contentsOf: text(of: index))
      } else if !nodes[index].tag.isInline || nodes[index].tag == .br {
        out.append(UInt8(ascii: " "))
      }
    }
    return MarkRuns.cut(String(decoding: out, as: UTF8.self).foldingWhiteSpace())
  }

  // MARK: Building

  /// Adds an element below `parent` and returns its index.
  mutating func open(_ tag: Tag, parent: Int) -> Int {
    nodes.append(
      Node(tag: tag, parent: Int32(parent), end: Int32(nodes.count + 1), first: Int32(attributes.count), count: 0))
    return nodes.count - 1
  }

  /// Adds an attribute to the element opened last.
  mutating func add(_ name: AttributeName, _ value: UnsafeBufferPointer<UInt8>) {
    let first = bytes.count
    Windows1252.append(value, to: &bytes)
    attributes.append(Attribute(name: name, first: Int32(first), count: Int32(bytes.count - first)))
    nodes[nodes.count - 1].count += 1
  }

  /// Adds text below `parent`, to the text before it where nothing stands between.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, parent: Int) {
    let last = nodes.count - 1
    let first = bytes.count
    Windows1252.append(text, to: &bytes)
    let count = Int32(bytes.count - first)
    if nodes[last].tag == .text, Int(nodes[last].parent) == parent, Int(nodes[last].first + nodes[last].count) == first
    {
      nodes[last].count += count
    } else {
      nodes.append(
        Node(tag: .text, parent: Int32(parent), end: Int32(nodes.count + 1), first: Int32(first), count: count))
    }
  }

  /// Ends an element: everything added since it was opened lies in it.
  mutating func close(_ node: Int) {
    nodes[node].end = Int32(nodes.count)
  }
}
