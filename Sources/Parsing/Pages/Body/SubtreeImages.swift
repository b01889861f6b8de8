/// Where a page's pictures stand.
struct SubtreeImages: Sendable {
  /// How many pictures stand before each node, and one more for the end.
  private var before: [Int32]

  init(tree: PageTree) {
    before = Array(repeating: 0, count: tree.count + 1)
    for node in 0..<tree.count {
      let tag = tree.nodes[node].tag
      before[node + 1] = before[node] + (tag == .img || tag == .picture || tag == .video ? 1 : 0)
    }
  }

  func count(in node: Int, of tree: PageTree) -> Int { Int(before[Int(tree.nodes[node].end)] - before[node]) }

  /// Whether an element near a block's holds a picture and hardly other text: the block is its caption then.
  func isBeside(_ node: Int, weight: Int, texts: SubtreeTexts, tree: PageTree) -> Bool {
    var node = node
    for _ in 0..<4 where node > 0 {
      if texts.of(node).weight > weight * 3 / 2 + 20 { return false }
      if count(in: node, of: tree) > 0 { return true }
      node = Int(tree.nodes[node].parent)
    }
    return false
  }
}

/// The innermost `article` element around each node; 0 where there is none.
struct InnermostArticles: Sendable {
  private(set) var around: [Int32]

  init(tree: PageTree) {
    around = Array(repeating: 0, count: tree.count)
    for node in 1..<max(tree.count, 1) {
      around[node] = tree.nodes[node].tag == .article ? Int32(node) : around[max(0, Int(tree.nodes[node].parent))]
    }
  }
}
