import Foundation

/// The outlet that a feed's items are from, by the feed's title and the addresses.
enum FeedOutlet {
  /// Of an item whose own elements name no source.
  ///
  /// A feed that gathers from other sites names none of them in its title: there the item's host is the answer. Else it is the part of
  /// the title that the host's name is in (`VnExpress` of `VnExpress - Thế Giới` for vnexpress.net), else the whole title.
  static func name(feedTitle: String?, feedAddress: String?, itemAddress: String?) -> String? {
    let feedHost = feedAddress.flatMap(SourceName.host(of:))
    let itemHost = itemAddress.flatMap(SourceName.host(of:))
    guard let title = feedTitle, !title.isEmpty, title.utf8.count <= 200 else { return itemHost ?? feedHost }
    let parts = parts(of: title)
    if let host = itemHost ?? feedHost, let part = parts.first(where: { matches($0, host) }) { return part }
    // A title may give the address itself.
    if let part = parts.first(where: { $0.contains(".") && SourceName.host(of: "https://\($0)") == $0.lowercased() }) {
      return part
    }
    if let itemHost, let feedHost, site(itemHost) != site(feedHost) { return itemHost }
    return title
  }

  private static func parts(of title: String) -> [String] {
    var parts = [title]
    for separator in [" | ", " - ", " – ", " — ", " > ", " » ", " « ", ": ", " :: ", " on ", " from "] {
      parts = parts.flatMap { $0.split(separator: separator).map(\.trimmedSpaces) }
    }
    return parts.filter { !$0.isEmpty }
  }

  /// Whether the letters of a name stand in the host's name or the other way round: `The New York Times` never, `NYT` in `nytimes`.
  private static func matches(_ part: String, _ host: String) -> Bool {
    let name = letters(part)
    let site = letters(site(host).prefix { $0 != "." })
    guard name.count >= 3, site.count >= 3 else { return false }
    let hasTellingWord = part.split(separator: " ").contains {
      $0.utf8.count >= 4 && site.contains(letters($0)) && !letters($0).isEmpty
    }
    return hasTellingWord || site == name || site.hasPrefix(name) || name.hasPrefix(site)
      || name.hasSuffix(site) && name.count <= site.count + 4
  }

  /// The letters and digits of a name as an address would spell it: without marks, đ as d.
  private static func letters(_ text: some StringProtocol) -> String {
    let bare = String(text).replacing("đ", with: "d").replacing("Đ", with: "d").decomposedStringWithCanonicalMapping
    return String(
      decoding: bare.utf8.map(\.asciiLowercased).filter { $0.isASCIILetter || $0.isASCIIDigit }, as: UTF8.self)
  }

  /// The last labels of a host that name its owner: `bbc.co.uk` of `feeds.bbc.co.uk`.
  private static func site(_ host: String) -> String {
    let labels = host.lowercased().split(separator: ".")
    guard labels.count > 2 else { return labels.joined(separator: ".") }
    let second = labels[labels.count - 2]
    let isPublicPair =
      labels[labels.count - 1].count == 2 && ["co", "com", "org", "net", "gov", "edu", "ac"].contains(second)
    return labels.suffix(isPublicPair ? 3 : 2).joined(separator: ".")
  }
}
