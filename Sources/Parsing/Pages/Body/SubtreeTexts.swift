/// How much text, and how much of it in links, stands below each element.
struct SubtreeTexts: Sendable {
  struct Amount: Sendable {
    var weight = 0
    var linkWeight = 0

    var linkDensity: Double { weight > 0 ? Double(linkWeight) / Double(weight) : 0 }
  }

  private var amounts: [Amount]

  init(tree: PageTree, blocks: [Block]) {
    amounts = Array(repeating: Amount(), count: tree.count)
    for block in blocks {
      amounts[Int(block.node)].weight += block.weight
      amounts[Int(block.node)].linkWeight += block.linkWeight
    }
    // Children stand after their parents: backwards, each is complete when it is added.
    for node in stride(from: tree.count - 1, to: 0, by: -1) {
      let parent = Int(tree.nodes[node].parent)
      amounts[parent].weight += amounts[node].weight
      amounts[parent].linkWeight += amounts[node].linkWeight
    }
  }

  func of(_ node: Int) -> Amount { amounts[node] }
}
