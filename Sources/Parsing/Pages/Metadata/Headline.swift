/// Finds a page's headline: in its metadata, and as a block of its text.
struct Headline: Hashable, Sendable {
  /// Without the site's name; empty where the page has none.
  var text: String
  /// Where it was found.
  var origin: String
  /// The block that shows it.
  var block: Int?

  init(head: PageHead, article: LinkedArticle?, tree: PageTree, blocks: [Block], keys: [WordKeys]) {
    let stated = [article?.headline, head.meta("og:title"), head.meta("twitter:title"), head.title]
      .compactMap { $0?.foldingWhiteSpace() }.filter { !$0.isEmpty }
    let statedKeys = stated.map { WordKeys($0) }
    var best: (score: Double, block: Int)?
    for (index, block) in blocks.enumerated() where block.weight < 400 {
      let tag = tree.nodes[Int(block.node)].tag
      let isHeading = tag.isHeading
      guard isHeading || block.weight > 10 else { continue }
      let key = keys[index]
      guard !key.isEmpty else { continue }
      var score = 0.0
      for other in statedKeys {
        if other == key {
          score = max(score, 3)
        } else if key.count > 1, other.hasPrefix(key) || other.hasSuffix(key) {
          score = max(score, 2 * Double(key.count) / Double(other.count))
        }
      }
      if tag == .h1 { score += 1.2 } else if isHeading { score += 0.3 }
      if score > 1.1, score > best?.score ?? 0 { best = (score, index) }
    }
    block = best?.block
    if let best, tree.nodes[Int(blocks[best.block].node)].tag == .h1 || best.score >= 1.5 {
      text = blocks[best.block].text
      origin = "heading"
    } else if let first = stated.first {
      text = first
      origin = "metadata"
    } else {
      text = ""
      origin = "none"
    }
  }
}
