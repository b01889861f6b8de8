#if Dashboard
import NewsModels

/// What a page is about: all that its address says, so that every view has an address of its own.
public struct PageAddress: Hashable, Sendable {
  public enum Path: String, Hashable, Sendable {
    case overview = "/"
    case articles = "/articles"
    case sources = "/sources"
    case health = "/health"
  }

  public var path: Path
  public var filter: ArticleFilter
  /// Where a page of a list begins; nil for the first.
  public var after: String?
  /// As chosen on the page; nil for what the browser prefers.
  public var language: InterfaceLanguage?

  public init(
    _ path: Path, filter: ArticleFilter = ArticleFilter(), after: String? = nil, language: InterfaceLanguage? = nil
  ) {
    self.path = path
    self.filter = filter
    self.after = after
    self.language = language
  }

  public static let parameters = FilterReading.parameters + ["after", "lang"]

  /// - Parameter query: what stands behind the `?`.
  public init(_ path: Path, query: String) throws(AddressError) {
    let items = try QueryItems(query, known: Self.parameters)
    self.path = path
    filter = try FilterReading.filter(items)
    Self.fit(&filter, to: path)
    after = try FilterReading.cursor(items)
    language = try items.value(
      "lang", expected: InterfaceLanguage.allCases.map(\.rawValue).joined(separator: " or "),
      InterfaceLanguage.init(rawValue:))
  }

  /// The address, relative to the server.
  public var href: String { Self.href(path.rawValue, items) }

  /// Of an article's page, in the same language.
  func article(_ id: ArticleID) -> String {
    Self.href("/articles/" + id.digest.hex, language.map { [("lang", $0.rawValue)] } ?? [])
  }

  /// The same view elsewhere: the first page of it.
  func at(_ path: Path) -> PageAddress {
    with {
      $0.path = path
      Self.fit(&$0.filter, to: path)
    }
  }

  /// Only lists hold articles without a topic alone: what other views count by topic would open to nothing.
  private static func fit(_ filter: inout ArticleFilter, to path: Path) {
    if path != .articles, filter.topical == false { filter.topical = nil }
  }

  /// The same view with another filter: the first page of it.
  func with(_ change: (inout PageAddress) -> Void) -> PageAddress {
    var changed = self
    changed.after = nil
    change(&changed)
    return changed
  }

  /// The articles that `change` narrows the filter to.
  func articles(_ change: (inout ArticleFilter) -> Void = { _ in }) -> String {
    with {
      $0.path = .articles
      change(&$0.filter)
    }.href
  }

  /// All that is set, in one order, so that one view has one address.
  var items: [(String, String)] {
    FilterReading.items(filter)
      + [("after", after), ("lang", language?.rawValue)].compactMap { name, value in
        value.map { (name, $0) }
      }
  }

  private static func href(_ path: String, _ items: [(String, String)]) -> String {
    guard !items.isEmpty else { return path }
    return path + "?" + items.map { QueryItems.encoded($0) + "=" + QueryItems.encoded($1) }.joined(separator: "&")
  }
}

#endif
