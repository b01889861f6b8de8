/// Cuts a page's text into blocks: at block-level elements, at two line breaks, and at one where a sentence ended.
struct BlockCutter {
  private let tree: PageTree
  private var blocks: [Block] = []
  private var text = TextFolder()
  /// The text node added last.
  private var lastText = 0
  private var owner = 0
  private var firstNode = 0
  private var breaks = 0

  static func blocks(of tree: PageTree) -> [Block] {
    var cutter = BlockCutter(tree: tree)
    cutter.run()
    return cutter.blocks
  }

  private init(tree: PageTree) {
    self.tree = tree
  }

  private mutating func run() {
    // The ends of the open elements, innermost last, with what they change.
    var open: [(node: Int, end: Int, isBlock: Bool, isLink: Bool, isStrong: Bool)] = []
    var links = 0
    var strongs = 0
    var node = 0
    while node < tree.count {
      while let last = open.last, node >= last.end {
        open.removeLast()
        if last.isBlock {
          end(before: node)
          owner = open.last(where: \.isBlock)?.node ?? 0
        }
        if last.isLink { links -= 1 }
        if last.isStrong { strongs -= 1 }
      }
      let tag = tree.nodes[node].tag
      if tag.isSilent, isSilent(node, tag) {
        node = Int(tree.nodes[node].end)
        continue
      }
      if tag == .text {
        if text.isEmpty { firstNode = node }
        add(node, isLink: links > 0, isStrong: strongs > 0)
      } else if tag == .br {
        lineBreak(at: node)
      } else {
        let isBlock = !tag.isInline
        if isBlock {
          end(before: node)
          owner = node
        }
        let isStrong = tag == .b || tag == .strong
        if tag == .a {
          links += 1
          text.block.links += 1
        }
        if isStrong { strongs += 1 }
        let end = Int(tree.nodes[node].end)
        if isBlock || tag == .a || isStrong { open.append((node, end, isBlock, tag == .a, isStrong)) }
      }
      node += 1
    }
    end(before: node)
  }

  /// A button that was never closed holds the rest of the page; one in a heading unfolds what the heading names.
  private func isSilent(_ node: Int, _ tag: Tag) -> Bool {
    guard tag == .button else { return true }
    return Int(tree.nodes[node].end) - node < Self.largestButton && !tree.nodes[owner].tag.isHeading
  }

  /// Nodes.
  private static let largestButton = 40

  private mutating func add(_ node: Int, isLink: Bool, isStrong: Bool) {
    let bytes = tree.text(of: node)
    if text.endsInWord, isAfterPlace(node), Self.beginsAnew(bytes) { text.addSpace() }
    if text.add(bytes, isLink: isLink, isStrong: isStrong) { breaks = 0 }
    lastText = node
  }

  /// Whether an element ended since the last text that its name calls a place: where a report is from stands before its first word
  /// (`<span class="dateline">Gaza</span>Aid …`), and only the page's style sets it apart.
  private func isAfterPlace(_ node: Int) -> Bool {
    var element = Int(tree.nodes[lastText].parent)
    while element > 0, Int(tree.nodes[element].end) <= node, tree.nodes[element].tag.isInline {
      if let names = tree.value(of: .class, at: element), RegionVocabulary.marks(of: names).contains(.place) {
        return true
      }
      element = Int(tree.nodes[element].parent)
    }
    return false
  }

  /// Whether a text begins as a sentence does: a small letter goes on with the word before it.
  private static func beginsAnew(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = String(decoding: text.prefix(4), as: UTF8.self).unicodeScalars.first else { return false }
    return switch first.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber, .initialPunctuation, .openPunctuation: true
    default: first == "\""
    }
  }

  private mutating func lineBreak(at node: Int) {
    breaks += 1
    if breaks > 1 || text.block.endsAsSentence || text.endsAsSentence { end(before: node) } else { text.addSpace() }
  }

  private mutating func end(before node: Int) {
    breaks = 0
    guard var block = text.take() else { return }
    block.node = Int32(owner)
    block.nodes = Int32(firstNode)..<Int32(node)
    blocks.append(block)
  }
}
