/// What was decided of each block.
struct BlockScores: Sendable {
  private(set) var isKept: [Bool]

  init(_ analysis: PageAnalysis) {
    let whole = analysis.container.whole..<Int(analysis.tree.nodes[analysis.container.whole].end)
    isKept = analysis.blocks.indices.map { row in
      let block = analysis.blocks[row]
      return whole.contains(Int(block.node)) && block.linkDensity < 0.4
        && (analysis.container.running[row] > 0 || analysis.features[row, .parentOfMajority] > 0)
        && analysis.features[row, .containerForeign] == 0
    }
  }
}
