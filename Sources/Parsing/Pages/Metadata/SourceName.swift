/// The outlet that a page belongs to, as the page spells it.
enum SourceName {
  static func find(head: PageHead, article: LinkedArticle?, address: String?) -> String? {
    let stated = [
      head.meta("og:site_name"), article?.publisher, head.meta("application-name", "publisher", "dc.publisher"),
    ]
    for name in stated {
      guard let name = name?.foldingWhiteSpace(), (2...80).contains(name.utf8.count), !StatedOutlet.isNone(name) else {
        continue
      }
      // Some sites put their address there.
      return name.contains("://") ? host(of: name) ?? name : name
    }
    return address.flatMap(host(of:))
  }

  /// The host of an address without `www.`; nil for anything that is no http address.
  static func host(of address: String) -> String? {
    guard let scheme = address.range(ofASCII: "://"), address.lowercased().hasPrefix("http") else { return nil }
    let host = address[scheme.upperBound...].prefix { !"/?#:".contains($0) }.lowercased()
    guard host.contains("."), host.utf8.count <= 253 else { return nil }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }

  /// Whether an address leads to more than a site's front page.
  static func hasPath(_ address: String) -> Bool {
    guard let scheme = address.range(ofASCII: "://") else { return false }
    let path = address[scheme.upperBound...].drop { $0 != "/" }.dropFirst()
    return !path.isEmpty && path.first != "#" && path.first != "?"
  }
}

extension String {
  /// The first place of an ASCII text.
  func range(ofASCII text: StaticString) -> Range<String.Index>? {
    let count = text.utf8CodeUnitCount
    let bytes = utf8
    guard bytes.count >= count else { return nil }
    return text.withUTF8Buffer { sought in
      var start = bytes.startIndex
      while let end = bytes.index(start, offsetBy: count, limitedBy: bytes.endIndex) {
        if bytes[start..<end].elementsEqual(sought) { return start..<end }
        start = bytes.index(after: start)
      }
      return nil
    }
  }
}
