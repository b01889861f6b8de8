/// Where a block stands: by the headline, by the text, in lists, groups and other articles.
extension BlockFeatures {
  // MARK: Its place

  mutating func measurePlaces(_ page: Page) {
    let (tree, blocks, container) = (page.tree, page.blocks, page.container)
    let total = Double(max(blocks.reduce(0) { $0 + $1.weight }, 1))
    let headline = WordKeys(page.headline.text)
    let whole = container.whole..<Int(tree.nodes[container.whole].end)
    let majority = Self.majoritySignature(page)
    let long = blocks.indices.filter { container.running[$0] > 0 && whole.contains(Int(blocks[$0].node)) }
    let texts = SubtreeTexts(tree: tree, blocks: blocks)
    var before = 0.0
    for (row, block) in blocks.enumerated() {
      self[row, .position] = Float(before / total)
      before += Double(block.weight)
      if let headline = page.headline.block {
        mark(row, .isHeadline, if: row == headline)
        mark(row, .beforeHeadline, if: row < headline)
        mark(row, .afterHeadline3, if: row > headline && row <= headline + 4)
        mark(row, .afterHeadline, if: row > headline)
      } else {
        mark(row, .noHeadline)
      }
      let keys = page.keys[row]
      mark(row, .repeatsHeadline, if: !headline.isEmpty && keys == headline)
      let node = Int(block.node)
      let holder = BodyContainer.holder(of: block, in: tree)
      let around = texts.of(holder)
      self[row, .parentText] = Self.scale(around.weight)
      self[row, .parentLinks] = Float(around.linkDensity)
      if let list = Self.list(around: node, in: tree) {
        let text = texts.of(list)
        self[row, .listText] = Self.scale(text.weight)
        self[row, .listLinks] = Float(text.linkDensity)
        // A list of nothing but links names other articles, whatever its place and name.
        mark(row, .inLinkList, if: self[row, .isLi] > 0 && block.linkDensity > 0.9 && text.linkDensity > 0.9)
      }
      mark(row, .inContainer, if: whole.contains(node))
      mark(row, .outsideContainer, if: !whole.contains(node))
      mark(row, .parentOfMajority, if: holder == container.majority)
      mark(row, .likeMajority, if: Self.signature(block, page) == majority)
      self[row, .depthAway] = Float(abs(Int(page.regions.depths[holder] - page.regions.depths[container.majority]))) / 5
      // Foreign regions within the container weigh more than those around it.
      let within = page.regions.around[node].subtracting(page.regions.around[container.whole])
      mark(row, .containerForeign, if: !within.isDisjoint(with: .foreign))
      if let first = long.first, let last = long.last {
        mark(row, .beforeFirstLong, if: row < first)
        mark(row, .afterLastLong, if: row > last)
      }
      if !page.linkedBody.isEmpty, let share = page.linkedBody.share(of: keys) {
        mark(row, share > 0.5 ? .inLinkedBody : .notInLinkedBody)
      }
      mark(row, .isDescription, if: block.weight > 30 && page.description.share(of: keys) ?? 0 > 0.5)
    }
  }

  private static func list(around node: Int, in tree: PageTree) -> Int? {
    var node = node
    for _ in 0..<3 where node > 0 {
      if [.ul, .ol, .dl, .table].contains(tree.nodes[node].tag) { return node }
      node = Int(tree.nodes[node].parent)
    }
    return nil
  }

  /// The element, its marks and its parent's: what paragraphs of one text have in common.
  private static func signature(_ block: Block, _ page: Page) -> Signature {
    let node = Int(block.node)
    let parent = max(0, Int(page.tree.nodes[node].parent))
    return Signature(
      tag: page.tree.nodes[node].tag, marks: page.regions.own[node], parentTag: page.tree.nodes[parent].tag,
      parentMarks: page.regions.own[parent])
  }

  private struct Signature: Hashable {
    var tag: Tag
    var marks: RegionMarks
    var parentTag: Tag
    var parentMarks: RegionMarks
  }

  private static func majoritySignature(_ page: Page) -> Signature? {
    var amounts: [Signature: (amount: Double, first: Int)] = [:]
    for (row, block) in page.blocks.enumerated() where page.container.running[row] > 0 {
      amounts[signature(block, page), default: (0, row)].amount += page.container.running[row]
    }
    return amounts.max { ($0.value.amount, $1.value.first) < ($1.value.amount, $0.value.first) }?.key
  }

  // MARK: The groups that it stands in

  mutating func measureGroups(_ page: Page) {
    let tree = page.tree
    let texts = SubtreeTexts(tree: tree, blocks: page.blocks)
    let images = SubtreeImages(tree: tree)
    let articles = InnermostArticles(tree: tree)
    let mainArticle = articles.around[page.container.majority]
    for (row, block) in page.blocks.enumerated() {
      var node = Int(block.node)
      let weight = Double(block.weight)
      for level in 0..<3 where node > 0 {
        node = max(0, Int(tree.nodes[node].parent))
        let group = texts.of(node)
        self[row, offset: .up1Links, level] = Float(group.linkDensity)
        self[row, offset: .up1Alone, level] = Float(weight / Double(max(group.weight, 1)))
      }
      if images.isBeside(Int(block.node), weight: block.weight, texts: texts, tree: tree) {
        mark(row, .imageBeside)
        mark(row, .captionlike, if: block.weight < 300)
      }
      let article = articles.around[Int(block.node)]
      mark(row, .otherArticle, if: article > 0 && mainArticle > 0 && article != mainArticle)
      mark(
        row, .leadlike,
        if: block.weight > 60 && self[row, .nLead] > 0 && self[row, .beforeHeadline] == 0 && block.linkDensity < 0.3
          && self[row, .position] < 0.8 && self[row, .beforeFirstLong] + self[row, .afterHeadline3] > 0)
      mark(row, .headingLinked, if: tree.nodes[Int(block.node)].tag.isHeading && block.linkDensity > 0.8)
    }
  }

  /// Whether the captions are the article: most of the running text where the text stands.
  static func isPhotoStory(_ page: Page) -> Bool {
    let tree = page.tree
    let article = max(0, Int(InnermostArticles(tree: tree).around[page.container.majority]))
    let span = max(article, page.container.whole)..<Int(tree.nodes[max(article, page.container.whole)].end)
    var captions = 0.0
    var texts = 0.0
    for (row, block) in page.blocks.enumerated() where span.contains(Int(block.node)) {
      let node = Int(block.node)
      let isCaption = !page.regions.tags[node].isDisjoint(with: [.figure, .figcaption])
      if isCaption { captions += page.container.running[row] } else { texts += page.container.running[row] }
    }
    return captions > 400 && captions > 2 * texts
  }

  mutating func overlookCaptions() {
    let told: [BlockFeature] = [
      .isFigcaption, .inFigure, .mCaption, .nCaption, .imageBeside, .captionlike, .pictureStart,
    ]
    for row in 0..<rows {
      for feature in told { self[row, feature] = 0 }
    }
  }
}
