/// The features of all blocks of a page, a row a block.
struct BlockFeatures: Sendable {
  static let width = BlockFeature.allCases.count

  private(set) var values: [Float]
  let rows: Int

  /// What features are measured on.
  struct Page {
    let tree: PageTree
    let regions: PageRegions
    let blocks: [Block]
    let container: BodyContainer
    let headline: Headline
    /// The article's text by linked data, as a key; empty where there is none.
    let linkedBody: String
    let description: String
  }

  init(_ page: Page) {
    rows = page.blocks.count
    values = Array(repeating: 0, count: rows * Self.width)
    measureTexts(page)
    measureSurroundings(page)
    measurePlaces(page)
    measureNeighbours(page)
  }

  subscript(row: Int, feature: BlockFeature) -> Float {
    get { values[row * Self.width + feature.rawValue] }
    set { values[row * Self.width + feature.rawValue] = newValue }
  }

  private mutating func mark(_ row: Int, _ feature: BlockFeature, if condition: Bool = true) {
    if condition { self[row, feature] = 1 }
  }

  // MARK: The text itself

  private mutating func measureTexts(_ page: Page) {
    var seen: [String: Int] = [:]
    for block in page.blocks { seen[block.text, default: 0] += 1 }
    for (row, block) in page.blocks.enumerated() {
      let weight = Double(max(block.weight, 1))
      mark(row, .one)
      self[row, .logWeight] = Float(weight.logarithm / 7)
      mark(row, .under20, if: block.weight < 20)
      mark(row, .under40, if: block.weight < 40)
      mark(row, .under80, if: block.weight < 80)
      mark(row, .over160, if: block.weight > 160)
      mark(row, .over320, if: block.weight > 320)
      self[row, .linkDensity] = Float(block.linkDensity)
      mark(row, .allLinks, if: block.linkDensity > 0.9)
      mark(row, .halfLinks, if: block.linkDensity > 0.5)
      mark(row, .someLinks, if: block.linkDensity > 0.2)
      mark(row, .manyLinks, if: block.links > 3)
      mark(row, .sentence, if: block.endsAsSentence)
      mark(row, .sentences2, if: block.sentenceEnds >= 2)
      mark(row, .sentences4, if: block.sentenceEnds >= 4)
      self[row, .commas] = Float(min(block.commas, 6)) / 6
      self[row, .capitalShare] = Float(Double(block.capitals) / weight)
      self[row, .digitShare] = Float(Double(block.digits) / weight)
      self[row, .strongShare] = Float(Double(block.strongWeight) / weight)
      mark(row, .allStrong, if: Double(block.strongWeight) > 0.9 * weight)
      self[row, .wordLength] = Float(min(weight / Double(max(block.words, 1)), 20) / 10)
      let phrases = BlockPhrases(block.text)
      mark(row, .copyright, if: phrases.isCopyright)
      mark(row, .invites, if: phrases.invites)
      mark(row, .datelike, if: block.weight < 60 && block.digits >= 4 && Double(block.digits) > 0.15 * weight)
      mark(row, .bylinelike, if: phrases.isByline)
      mark(row, .endsWithColon, if: phrases.endsWithColon)
      mark(row, .startsLower, if: phrases.startsLower)
      mark(row, .quoteStart, if: phrases.startsWithQuote)
      mark(row, .pipes, if: phrases.holdsBar)
      mark(row, .repeated, if: (seen[block.text] ?? 0) > 1)
    }
  }

  // MARK: What stands around it

  private mutating func measureSurroundings(_ page: Page) {
    for (row, block) in page.blocks.enumerated() {
      let node = Int(block.node)
      switch page.tree.nodes[node].tag {
      case .p: mark(row, .isP)
      case .li: mark(row, .isLi)
      case .h1:
        mark(row, .isHeading)
        mark(row, .isH1)
      case .h2, .h3, .h4, .h5, .h6: mark(row, .isHeading)
      case .td, .th, .tr, .table: mark(row, .isCell)
      case .div, .section, .article, .main, .body, .html: mark(row, .isDiv)
      case .blockquote: mark(row, .isQuote)
      case .pre: mark(row, .isPre)
      case .dt, .dd, .dl: mark(row, .isDt)
      case .figcaption, .figure, .caption: mark(row, .isFigcaption)
      case .details, .summary: mark(row, .isDetails)
      case .address: mark(row, .isAddress)
      default: break
      }
      let tags = page.regions.tags[node]
      for (tag, feature) in Self.tagFeatures where tags.contains(tag) { mark(row, feature) }
      var near: RegionMarks = []
      var ancestor = node
      for _ in 0..<3 where ancestor > 0 {
        near.formUnion(page.regions.own[ancestor])
        ancestor = Int(page.tree.nodes[ancestor].parent)
      }
      // Inline elements may carry a class of their own: `<span class="caption">`.
      for inner in block.nodes where page.tree.nodes[Int(inner)].tag != .text && Int(inner) > node {
        if page.tree.nodes[Int(inner)].end >= block.nodes.upperBound { near.formUnion(page.regions.own[Int(inner)]) }
        break
      }
      let around = page.regions.around[node]
      for bit in 0..<22 {
        let mark = RegionMarks(rawValue: 1 << UInt32(bit))
        if around.contains(mark) { self[row, offset: .mBodyText, bit] = 1 }
        if near.contains(mark) { self[row, offset: .nBodyText, bit] = 1 }
      }
    }
  }

  private subscript(row: Int, offset feature: BlockFeature, offset: Int) -> Float {
    get { values[row * Self.width + feature.rawValue + offset] }
    set { values[row * Self.width + feature.rawValue + offset] = newValue }
  }

  private static let tagFeatures: [(TagSet, BlockFeature)] = [
    (.article, .inArticle), (.main, .inMain), (.aside, .inAside), (.nav, .inNav), (.header, .inHeader),
    (.footer, .inFooter), (.section, .inSection), (.form, .inForm), (.table, .inTable), (.list, .inList),
    (.figure, .inFigure), (.quote, .inQuote),
  ]

  // MARK: Its place

  private mutating func measurePlaces(_ page: Page) {
    let (tree, blocks, container) = (page.tree, page.blocks, page.container)
    let total = Double(max(blocks.reduce(0) { $0 + $1.weight }, 1))
    let headlineKey = Headline.key(page.headline.text)
    let whole = container.whole..<Int(tree.nodes[container.whole].end)
    let majority = Self.signatures(page)
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
      if block.weight < 400 {
        mark(row, .repeatsHeadline, if: !headlineKey.isEmpty && Headline.key(block.text) == headlineKey)
      }
      let node = Int(block.node)
      let holder = BodyContainer.holder(of: block, in: tree)
      let around = texts.of(holder)
      self[row, .parentText] = Float(Double(max(around.weight, 1)).logarithm / 9)
      self[row, .parentLinks] = Float(around.linkDensity)
      if let list = Self.list(around: node, in: tree) {
        let text = texts.of(list)
        self[row, .listText] = Float(Double(max(text.weight, 1)).logarithm / 9)
        self[row, .listLinks] = Float(text.linkDensity)
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
      if !page.linkedBody.isEmpty {
        let key = Headline.key(block.text)
        let isIn = key.count > 3 && page.linkedBody.contains(key)
        mark(row, isIn ? .inLinkedBody : .notInLinkedBody)
      }
      mark(
        row, .isDescription,
        if: block.weight > 30 && !page.description.isEmpty
          && page.description.hasPrefix(String(Headline.key(block.text).prefix(60))))
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
  private static func signature(_ block: Block, _ page: Page) -> [UInt32] {
    let node = Int(block.node)
    let parent = max(0, Int(page.tree.nodes[node].parent))
    return [
      UInt32(page.tree.nodes[node].tag.rawValue), page.regions.own[node].rawValue,
      UInt32(page.tree.nodes[parent].tag.rawValue), page.regions.own[parent].rawValue,
    ]
  }

  private static func signatures(_ page: Page) -> [UInt32] {
    var amounts: [[UInt32]: Double] = [:]
    for (block, amount) in zip(page.blocks, page.container.running) where amount > 0 {
      amounts[signature(block, page), default: 0] += amount
    }
    return amounts.max { ($0.value, $1.key.lexicographicallyPrecedes($0.key) ? 1 : 0) < ($1.value, 0) }?.key ?? []
  }

  // MARK: Its neighbours

  private mutating func measureNeighbours(_ page: Page) {
    let blocks = page.blocks
    for row in blocks.indices {
      if row > 0 {
        let previous = blocks[row - 1]
        mark(row, .previousLong, if: page.container.running[row - 1] > 0)
        mark(row, .previousShort, if: previous.weight < 30)
        self[row, .previousLinks] = Float(previous.linkDensity)
        mark(row, .previousHeading, if: page.tree.nodes[Int(previous.node)].tag.isHeading)
      }
      if row + 1 < blocks.count {
        let next = blocks[row + 1]
        mark(row, .nextLong, if: page.container.running[row + 1] > 0)
        mark(row, .nextShort, if: next.weight < 30)
        self[row, .nextLinks] = Float(next.linkDensity)
        mark(row, .nextHeading, if: page.tree.nodes[Int(next.node)].tag.isHeading)
      }
    }
  }

  /// Adds what a first judgement said of each block and of those beside it.
  mutating func add(firstScores scores: [Float]) {
    func squashed(_ row: Int) -> Float {
      guard scores.indices.contains(row) else { return -1 }
      return max(-1, min(1, scores[row] / 3))
    }
    for row in 0..<rows {
      self[row, .ownScore] = squashed(row)
      self[row, .previousScore] = squashed(row - 1)
      self[row, .nextScore] = squashed(row + 1)
      self[row, .previousScore2] = (squashed(row - 2) + squashed(row - 3)) / 2
      self[row, .nextScore2] = (squashed(row + 2) + squashed(row + 3)) / 2
    }
  }
}
