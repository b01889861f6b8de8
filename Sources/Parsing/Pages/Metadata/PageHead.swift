/// What a page says of itself outside its text: title, meta elements, links, linked data.
struct PageHead: Sendable {
  struct Meta: Hashable, Sendable {
    /// `name`, `property` or `itemprop`, in lower case.
    var name: String
    var content: String
  }

  private(set) var metas: [Meta] = []
  /// Of the `title` element.
  private(set) var title: String?
  private(set) var canonical: String?
  /// What relative addresses are relative to, if it is a page's address and not a folder's: caches set it.
  private(set) var base: String?
  private(set) var language: String?
  /// Each script of linked data.
  private(set) var linkedData: [JSONOutline] = []

  /// Characters.
  static let longestTitle = 1_000

  /// More meta elements than this are not read.
  static let mostMetas = 400

  init(tree: PageTree, screen: MarkupScreen, page: [UInt8]) {
    for node in 0..<tree.count {
      switch tree.nodes[node].tag {
      case .meta: addMeta(tree, node)
      case .title where title == nil: title = String(tree.string(at: node).prefix(Self.longestTitle))
      case .link where canonical == nil:
        if tree.string(of: .rel, at: node)?.lowercased() == "canonical" {
          canonical = tree.string(of: .href, at: node)?.trimmedSpaces
        }
      case .base where base == nil:
        base = tree.string(of: .href, at: node)?.trimmedSpaces
        if let address = base, address.hasSuffix("/") || !SourceName.hasPath(address) { base = nil }
      case .html where language == nil: language = tree.string(of: .lang, at: node)
      default: break
      }
    }
    linkedData = screen.scripts.filter { $0.kind == .linkedData }.prefix(40).map { JSONOutline(page[$0.range]) }
  }

  private mutating func addMeta(_ tree: PageTree, _ node: Int) {
    guard metas.count < Self.mostMetas, let content = tree.string(of: .content, at: node), !content.isEmpty else {
      return
    }
    for attribute in [AttributeName.property, .name, .itemprop] {
      if let name = tree.string(of: attribute, at: node) {
        metas.append(Meta(name: name.lowercased(), content: content))
      }
    }
  }

  /// The declared language without its region, in lower case: `vi` of `vi-VN`.
  var languageCode: String? {
    LanguageTag.code(in: language ?? meta("og:locale", "content-language", "language", "inlanguage"))
  }

  /// Whether the declared region is one that writes English dates day first.
  var writesDayFirst: Bool {
    [language, meta("og:locale", "content-language")].contains { declared in
      guard let region = declared?.split(whereSeparator: { $0 == "-" || $0 == "_" }).dropFirst().first else {
        return false
      }
      return ["GB", "UK", "IE", "AU", "NZ", "IN", "ZA", "SG", "HK", "MY", "NG", "KE"].contains(region.uppercased())
    }
  }

  /// The content of the first meta element that has one of `names`, the earlier names first.
  func meta(_ names: String...) -> String? {
    for name in names {
      if let found = metas.first(where: { $0.name == name }) { return found.content }
    }
    return nil
  }
}
