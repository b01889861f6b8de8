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
    /// Of each block, the words.
    let keys: [WordKeys]
    let container: BodyContainer
    let headline: Headline
    /// The article's text by linked data, as a key; empty where there is none.
    let linkedBody: WordRuns
    let description: WordRuns
  }

  init(_ page: Page) {
    rows = page.blocks.count
    values = Array(repeating: 0, count: rows * Self.width)
    measureTexts(page)
    measureSurroundings(page)
    measurePlaces(page)
    measureGroups(page)
    if Self.isPhotoStory(page) { overlookCaptions() }
    measureNeighbours(page)
  }

  subscript(row: Int, feature: BlockFeature) -> Float {
    get { values[row * Self.width + feature.rawValue] }
    set { values[row * Self.width + feature.rawValue] = newValue }
  }

  /// The binary logarithm, straight between powers of two, of which 1024 is 1.
  static func scale(_ weight: Int) -> Float {
    guard weight > 0 else { return 0 }
    let power = Int.bitWidth - 1 - weight.leadingZeroBitCount
    return (Float(power) + Float(weight) / Float(1 << power) - 1) / 10
  }

  mutating func mark(_ row: Int, _ feature: BlockFeature, if condition: Bool = true) {
    if condition { self[row, feature] = 1 }
  }

  // MARK: The text itself

  private mutating func measureTexts(_ page: Page) {
    var seen: [WordKeys: Int] = [:]
    for keys in page.keys { seen[keys, default: 0] += 1 }
    for (row, block) in page.blocks.enumerated() {
      let weight = Double(max(block.weight, 1))
      mark(row, .one)
      self[row, .logWeight] = Self.scale(block.weight)
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
      mark(row, .copyright, if: phrases.found.contains(.copyright))
      mark(row, .invites, if: phrases.found.contains(.invitation))
      mark(row, .solicits, if: phrases.found.contains(.solicitation))
      mark(row, .refers, if: phrases.found.contains(.reference))
      mark(row, .pictureCredit, if: phrases.found.contains(.picture))
      mark(row, .pictureStart, if: phrases.found.contains(.pictureStart))
      mark(row, .dateStart, if: phrases.found.contains(.dateStart))
      mark(row, .datelike, if: block.weight < 60 && block.digits >= 4 && Double(block.digits) > 0.15 * weight)
      mark(row, .bylinelike, if: phrases.found.contains(.byline) && block.weight < 120)
      mark(row, .endsWithColon, if: phrases.endsWithColon)
      mark(row, .startsLower, if: phrases.startsLower)
      mark(row, .quoteStart, if: phrases.startsWithQuote)
      mark(row, .pipes, if: phrases.holdsBar)
      mark(row, .repeated, if: (seen[page.keys[row]] ?? 0) > 1)
    }
  }

  // MARK: What stands around it

  private mutating func measureSurroundings(_ page: Page) {
    // What is said of the element that holds most of the text tells nothing against what stands in it.
    let majority = page.container.majority
    let shared = (
      marks: page.regions.around[majority].subtracting([.bodyText, .content, .lead]),
      tags: page.regions.tags[majority].subtracting([.article, .main, .section])
    )
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
      let tags = page.regions.tags[node].subtracting(shared.tags)
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
      near.subtract(shared.marks)
      let around = page.regions.around[node].subtracting(shared.marks)
      for bit in 0..<22 {
        let mark = RegionMarks(rawValue: 1 << UInt32(bit))
        if around.contains(mark) { self[row, offset: .mBodyText, bit] = 1 }
        if near.contains(mark) { self[row, offset: .nBodyText, bit] = 1 }
      }
    }
  }

  subscript(row: Int, offset feature: BlockFeature, offset: Int) -> Float {
    get { values[row * Self.width + feature.rawValue + offset] }
    set { values[row * Self.width + feature.rawValue + offset] = newValue }
  }

  private static let tagFeatures: [(TagSet, BlockFeature)] = [
    (.article, .inArticle), (.main, .inMain), (.aside, .inAside), (.nav, .inNav), (.header, .inHeader),
    (.footer, .inFooter), (.section, .inSection), (.form, .inForm), (.table, .inTable), (.list, .inList),
    (.figure, .inFigure), (.quote, .inQuote),
  ]

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
