/// A page taken apart: what the judgement of its blocks rests on.
struct PageAnalysis: Sendable {
  let tree: PageTree
  let refusal: PageTree.Refusal?
  let head: PageHead
  let article: LinkedArticle?
  let blocks: [Block]
  /// Of each block, the words.
  let keys: [WordKeys]
  let regions: PageRegions
  let container: BodyContainer
  let headline: Headline
  /// The page's own, else the one that it was fetched from.
  let address: String?
  let features: BlockFeatures

  init(_ page: [UInt8], address fetched: String? = nil) {
    let screen = MarkupScreen(page)
    (tree, refusal) = PageTree.parse(screen)
    head = PageHead(tree: tree, screen: screen, page: page)
    article = LinkedArticle.find(in: head.linkedData, title: head.meta("og:title") ?? head.title)
    blocks = BlockCutter.blocks(of: tree)
    regions = PageRegions(tree: tree)
    container = BodyContainer(tree: tree, regions: regions, blocks: blocks)
    let stated = [head.canonical, head.meta("og:url"), article?.url, fetched, head.base].compactMap {
      $0?.trimmedSpaces
    }.first { SourceName.host(of: $0) != nil }
    address = stated.map(ArchivedAddress.original)
    keys = blocks.map { WordKeys($0.text) }
    headline = Headline(
      head: head, article: article, tree: tree, blocks: blocks, keys: keys,
      host: address.flatMap(SourceName.host(of:)))
    features = BlockFeatures(
      .init(
        tree: tree, regions: regions, blocks: blocks, keys: keys, container: container, headline: headline,
        linkedBody: WordRuns(article?.body ?? ""),
        description: WordRuns(head.meta("og:description", "description") ?? "")))
  }
}
