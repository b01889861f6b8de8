import NewsModels

/// What the `time` elements say that stand in a block's text: where there are any, they say exactly what the text shows.
struct TimesInBlock: Sendable {
  /// The first that is not an update, else one that only a label calls so; nil where no element says one.
  private(set) var published: PublicationTime?
  /// Whether all of them are updates.
  private(set) var areUpdates = false
  private let isLabelledUpdate: Bool

  init(_ block: Block, tree: PageTree, language: String?) {
    var updates = 0
    var last = -1
    var label: DateLabel?
    var labelledUpdate: PublicationTime?
    for text in block.nodes.prefix(Self.mostNodes) where tree.nodes[Int(text)].tag == .text {
      label = Self.lastLabel(in: tree.text(of: Int(text))) ?? label
      guard let element = Self.time(around: Int(text), below: Int(block.node), in: tree), element != last else {
        continue
      }
      last = element
      if tree.value(of: .itemprop, at: element)?.elementsEqual("dateModified".utf8) ?? false {
        updates += 1
      } else if published == nil, let value = tree.string(of: .datetime, at: element) {
        let time = MachineDate.read(value, language: language)
        if label == .update { labelledUpdate = labelledUpdate ?? time } else { published = time }
      }
    }
    isLabelledUpdate = published == nil
    published = published ?? labelledUpdate
    areUpdates = updates > 0 && published == nil
  }

  /// The date that a block shows, as its elements say it: an order of day and month that was guessed wrong is set right.
  ///
  /// An instant of the day before or after is the same moment in another zone: the day that the page shows stays.
  func exact(_ shown: VisibleDate) -> PublicationTime {
    guard let published, let said = published.statedDay, let day = shown.time.statedDay else { return shown.time }
    if isLabelledUpdate, shown.label == .publication { return shown.time }
    return abs(said.daysSince1970 - day.daysSince1970) == 1 ? shown.time : published
  }

  private static let mostNodes = 40

  private static func lastLabel(in text: ArraySlice<UInt8>) -> DateLabel? {
    let tokens = DateToken.tokens(of: text.prefix(400))
    return tokens.indices.reversed().lazy.compactMap { DateLabel(beginning: tokens[$0...]) }.first
  }

  private static func time(around text: Int, below block: Int, in tree: PageTree) -> Int? {
    var node = Int(tree.nodes[text].parent)
    for _ in 0..<4 where node > block {
      if tree.nodes[node].tag == .time { return node }
      node = Int(tree.nodes[node].parent)
    }
    return nil
  }
}
