/// Where most of a page's running text stands.
struct BodyContainer: Sendable {
  /// The element that holds the most running text directly, in paragraphs below it.
  var majority: Int
  /// The smallest element that holds nearly all running text.
  var whole: Int
  /// The running text in a block; 0 for blocks that are too short, full of links, or in a foreign region.
  var running: [Double]

  /// The share of all running text that `whole` holds at least.
  static let wholeShare = 0.8

  init(tree: PageTree, regions: PageRegions, blocks: [Block]) {
    running = blocks.map { Self.runningText($0, in: regions) }
    var direct: [Int: Double] = [:]
    var total = 0.0
    for (block, amount) in zip(blocks, running) where amount > 0 {
      direct[Self.holder(of: block, in: tree), default: 0] += amount
      total += amount
    }
    // Of equals, the first on the page.
    majority = direct.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    whole = majority
    let held = Self.held(tree: tree, blocks: blocks, running: running)
    var node = majority
    while node > 0 {
      whole = node
      if held[node] >= total * Self.wholeShare { break }
      node = Int(tree.nodes[node].parent)
    }
  }

  /// The running text within each element.
  private static func held(tree: PageTree, blocks: [Block], running: [Double]) -> [Double] {
    var held = Array(repeating: 0.0, count: tree.count)
    for (block, amount) in zip(blocks, running) { held[Int(block.node)] += amount }
    // Children stand after their parents: backwards, each is complete when it is added.
    for node in stride(from: tree.count - 1, to: 0, by: -1) { held[Int(tree.nodes[node].parent)] += held[node] }
    return held
  }

  /// The element that holds a block's paragraph element.
  static func holder(of block: Block, in tree: PageTree) -> Int {
    let node = Int(block.node)
    switch tree.nodes[node].tag {
    case .div, .section, .article, .td, .body, .main, .html, .center: return node
    case .li, .dd: return max(0, Int(tree.nodes[max(0, Int(tree.nodes[node].parent))].parent))
    default: return max(0, Int(tree.nodes[node].parent))
    }
  }

  static func runningText(_ block: Block, in regions: PageRegions) -> Double {
    guard block.weight >= 60, block.linkDensity < 0.4, block.sentenceEnds + block.commas > 0 else { return 0 }
    let node = Int(block.node)
    var amount = Double(min(block.weight, 800)) * (1 - block.linkDensity)
    if !regions.around[node].isDisjoint(with: [
      .comments, .related, .sidebar, .footer, .navigation, .solicitation, .hidden,
    ]) {
      amount *= 0.3
    }
    if !regions.tags[node].isDisjoint(with: [.aside, .nav, .footer]) { amount *= 0.2 }
    if regions.around[node].contains(.bodyText) { amount *= 1.5 }
    return amount
  }
}
