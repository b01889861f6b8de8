/// What tells a front page, a section or another list of articles from an article.
struct IndexSigns: Sendable {
  /// The page itself says that it is an article: linked data, a publication time in its head or its address.
  private(set) var isStatedArticle = false
  /// `og:type` is `website`, as front pages say, though some articles too.
  private(set) var isStatedSite = false
  /// Text in links as long as headlines, over the text that was kept.
  private(set) var headlineLinks = 0
  private(set) var headlineShare = 0.0
  /// Groups of a few blocks, with a link to another article among them, that hold text that was kept.
  private(set) var cards = 0
  /// The share of the kept text that stands in cards.
  private(set) var cardShare = 0.0
  private(set) var keptWeight = 0

  init(_ analysis: PageAnalysis, kept: [Bool], dates: [DateCandidate]) {
    isStatedArticle = dates.contains { $0.isStated } || (analysis.article?.isNews ?? false)
    isStatedSite = analysis.head.meta("og:type")?.lowercased() == "website"
    var linkWeight = 0
    for block in analysis.blocks where block.linkDensity > 0.9 && block.weight >= 25 {
      headlineLinks += 1
      linkWeight += block.weight
    }
    for (row, block) in analysis.blocks.enumerated() where kept[row] { keptWeight += block.weight }
    headlineShare = Double(linkWeight) / Double(max(keptWeight, 1))
    countCards(analysis, kept: kept)
  }

  private mutating func countCards(_ analysis: PageAnalysis, kept: [Bool]) {
    let counts = SubtreeBlocks(tree: analysis.tree, blocks: analysis.blocks)
    var found: Set<Int> = []
    var weight = 0
    for (row, block) in analysis.blocks.enumerated() where kept[row] {
      var node = Int(block.node)
      var card: Int?
      for _ in 0..<5 where node > 0 {
        guard counts.blocks(in: node) <= Self.largestCard else { break }
        if counts.links(in: node) > 0 { card = node }
        node = Int(analysis.tree.nodes[node].parent)
      }
      guard let card else { continue }
      found.insert(card)
      weight += block.weight
    }
    cards = found.count
    cardShare = Double(weight) / Double(max(keptWeight, 1))
  }

  /// Blocks.
  private static let largestCard = 8

  /// Why the page is an index; nil where it may well be an article.
  var verdict: String? {
    let isCards = cards >= 6 && cardShare > 0.85
    // A front page may carry the marks of an article that it shows; hardly any article is all cards.
    guard !isStatedArticle || (isStatedSite && isCards && cards >= 10 && headlineLinks >= 30) else { return nil }
    if keptWeight < 400, headlineLinks >= 15 {
      return "a list of \(headlineLinks) headlines without an article's text"
    }
    if headlineShare > 6, headlineLinks >= 15 { return "\(headlineLinks) headlines outweigh the text" }
    return isCards ? "\(cards) short texts, each beside a link" : nil
  }
}

/// How many blocks, and how many links like headlines, stand below each element.
private struct SubtreeBlocks {
  private var counts: [(blocks: Int32, links: Int32)]

  init(tree: PageTree, blocks: [Block]) {
    counts = Array(repeating: (0, 0), count: tree.count)
    for block in blocks {
      counts[Int(block.node)].blocks += 1
      if block.linkDensity > 0.8, block.weight >= 15 { counts[Int(block.node)].links += 1 }
    }
    for node in stride(from: tree.count - 1, to: 0, by: -1) {
      let parent = Int(tree.nodes[node].parent)
      counts[parent].blocks += counts[node].blocks
      counts[parent].links += counts[node].links
    }
  }

  func blocks(in node: Int) -> Int { Int(counts[node].blocks) }
  func links(in node: Int) -> Int { Int(counts[node].links) }
}
