/// For each node of a page, in what kind of region it stands.
struct PageRegions: Sendable {
  /// Marks of an element's own names.
  private(set) var own: [RegionMarks]
  /// Marks of all elements around a node and its own, but for `html` and `body`.
  private(set) var around: [RegionMarks]
  /// The elements around a node, and its own, as a set of tags.
  private(set) var tags: [TagSet]
  private(set) var depths: [Int32]

  init(tree: PageTree) {
    let count = tree.count
    own = Array(repeating: [], count: count)
    around = own
    tags = Array(repeating: [], count: count)
    depths = Array(repeating: 0, count: count)
    for node in 0..<count {
      let parent = Int(tree.nodes[node].parent)
      let tag = tree.nodes[node].tag
      if parent >= 0 {
        around[node] = around[parent]
        tags[node] = tags[parent]
        depths[node] = depths[parent] + 1
      }
      guard tag != .text, tag != .html, tag != .body else { continue }
      own[node] = Self.marks(of: node, in: tree)
      around[node].formUnion(own[node])
      tags[node].insert(TagSet(tag))
    }
  }

  private static func marks(of node: Int, in tree: PageTree) -> RegionMarks {
    let element = tree.nodes[node]
    var marks: RegionMarks = []
    for index in Int(element.first)..<Int(element.first + element.count) {
      let attribute = tree.attributes[index]
      let value = tree.bytes[Int(attribute.first)..<Int(attribute.first + attribute.count)]
      switch attribute.name {
      case .id, .class, .role, .dataComponent, .dataTestID, .dataBlock:
        marks.formUnion(RegionVocabulary.marks(of: value))
      case .itemprop:
        if value.elementsEqual("articleBody".utf8) {
          marks.insert(.bodyText)
        } else {
          marks.formUnion(
            RegionVocabulary.marks(of: value).intersection([.author, .date, .headline, .comments, .caption]))
        }
      case .hidden: marks.insert(.hidden)
      case .ariaHidden: if value.elementsEqual("true".utf8) { marks.insert(.hidden) }
      case .style: if hides(value) { marks.insert(.hidden) }
      default: break
      }
    }
    return marks
  }

  /// `display:none` and `visibility:hidden`, with or without white space.
  private static func hides(_ style: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: style.filter { !$0.isSpace }.map(\.asciiLowercased), as: UTF8.self)
    return text.contains("display:none") || text.contains("visibility:hidden")
  }
}

/// The tags that matter as surroundings.
struct TagSet: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  static let article = TagSet(.article)
  static let main = TagSet(.main)
  static let aside = TagSet(.aside)
  static let nav = TagSet(.nav)
  static let header = TagSet(.header)
  static let footer = TagSet(.footer)
  static let section = TagSet(.section)
  static let form = TagSet(.form)
  static let table = TagSet(.table)
  static let list = TagSet(.ul)
  static let figure = TagSet(.figure)
  static let figcaption = TagSet(.figcaption)
  static let quote = TagSet(.blockquote)

  /// Empty for tags that do not matter.
  init(_ tag: Tag) {
    let position: UInt32? =
      switch tag {
      case .article: 0
      case .main: 1
      case .aside: 2
      case .nav: 3
      case .header: 4
      case .footer: 5
      case .section: 6
      case .form: 7
      case .table: 8
      case .ul, .ol, .dl, .menu: 9
      case .figure: 10
      case .figcaption: 11
      case .blockquote: 12
      default: nil
      }
    rawValue = position.map { 1 << $0 } ?? 0
  }
}
