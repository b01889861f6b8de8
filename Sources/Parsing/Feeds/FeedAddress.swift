/// Addresses as feeds write them that leave out the site.
enum FeedAddress {
  /// The web address that `link` stands for at the site of the first web address in `bases`; nil where there is none of these.
  ///
  /// Only what begins with a slash is taken for a path: a name without one is as often an address without `https://`, or a mark.
  static func resolved(_ link: String?, by bases: [String?]) -> String? {
    guard let link = link?.trimmedSpaces, link.hasPrefix("/"), !link.contains(where: \.isWhitespace),
      let base = bases.lazy.compactMap({ $0?.trimmedSpaces }).first(where: { SourceName.host(of: $0) != nil }),
      let scheme = base.range(ofASCII: "://")
    else { return nil }
    let address =
      link.hasPrefix("//")
      ? base[..<scheme.lowerBound] + ":" + link
      : base[..<scheme.upperBound] + base[scheme.upperBound...].prefix { !"/?#".contains($0) } + link
    // Of two slashes and no host behind them, there is no site.
    return SourceName.host(of: String(address)) == nil ? nil : String(address)
  }
}
