import Foundation

/// The outlet that a feed's items are from, by the feed's title and the addresses.
enum FeedOutlet {
  /// Of an item whose own elements name no source.
  ///
  /// A feed that gathers from other sites names none of them in its title: there the item's host is the answer. Else it is the part of
  /// the title that the host's name is in (`VnExpress` of `Thế Giới - VnExpress RSS` for vnexpress.net). Where no part is like the host,
  /// the title is that of a section (`California` at latimes.com), and the host is the answer; but for sites that many publish at, and
  /// titles that cannot be like an address.
  static func name(feedTitle: String?, feedAddress: String?, itemAddress: String?) -> String? {
    let feedHost = feedAddress.flatMap(SourceName.host(of:))
    let itemHost = itemAddress.flatMap(SourceName.host(of:))
    guard let title = feedTitle, !title.isEmpty, title.utf8.count <= 200 else { return itemHost ?? feedHost }
    let parts = parts(of: title)
    if let host = itemHost ?? feedHost, let part = parts.first(where: { matches($0, host) }) {
      return bare(part, host)
    }
    // A title may give the address itself.
    if let part = parts.first(where: { $0.contains(".") && SourceName.host(of: "https://\($0)") == $0.lowercased() }) {
      return part
    }
    guard let feedHost else { return title }
    if let itemHost, site(itemHost) != site(feedHost) { return itemHost }
    return mayName(title, parts, feedHost) ? title : site(feedHost)
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
    let (name, site) = (letters(part), label(host))
    guard name.count >= 3, site.count >= 3 else { return false }
    let hasTellingWord = part.split(separator: " ").contains {
      $0.utf8.count >= 4 && site.contains(letters($0)) && !letters($0).isEmpty
    }
    return hasTellingWord || site == name || site.hasPrefix(name) || name.hasPrefix(site)
      || name.hasSuffix(site) && name.count <= site.count + 4
  }

  /// A part of the title without the words around the name that say what the feed is: as long as the rest is like the host, and they
  /// are no part of its name themselves (`Tin nhanh chứng khoán` at tinnhanhchungkhoan.vn).
  private static func bare(_ part: String, _ host: String) -> String {
    var words = part.split(separator: " ")[...]
    func isBeside(_ word: Substring?, _ known: Set<String>) -> Bool {
      guard words.count > 1, let word, known.contains(word.lowercased()) else { return false }
      return !label(host).contains(letters(word))
    }
    while isBeside(words.last, behindNames) { words.removeLast() }
    while isBeside(words.first, beforeNames) { words.removeFirst() }
    let rest = words.joined(separator: " ")
    return matches(rest, host) ? rest : part
  }

  private static let behindNames: Set = [
    "rss", "(rss)", "[rss]", "feed", "feeds", "(feed)", "atom", "(atom)", "xml", "(direct)",
  ]
  private static let beforeNames: Set = ["rss", "feed", "tin", "tức", "nhanh", "mới", "nhất"]

  /// Whether a title that has nothing of the host as it is spelled may name the outlet all the same.
  private static func mayName(_ title: String, _ parts: [String], _ host: String) -> Bool {
    let site = label(host)
    if platforms.contains(site) { return true }
    // What is written in other letters is never like an address.
    if title.count(where: \.isLetter) > 2 * letters(title).count { return true }
    return (parts + [title]).contains { part in
      isShort(site, for: part) || matches(spelledOut(part), host)
        || part.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).contains {
          let word = letters($0)
          return word.count >= 3 && word != "the" && site.hasPrefix(word)
        }
    }
  }

  /// Whether a host is called by a name's initials: `smh` for Sydney Morning Herald, `qdnd` for Báo Quân đội nhân dân, `jn` for Jornal de
  /// Notícias, `apnews` for Associated Press.
  private static func isShort(_ site: String, for name: String) -> Bool {
    let words = name.split { !$0.isLetter && !$0.isNumber }
    return [words, words.filter { $0.first?.isUppercase == true }].contains { words in
      let initials = words.map { letters($0).prefix(1) }.joined()
      guard initials.count >= 2, site.count >= 2 else { return false }
      if site == initials || ["news", "online", "media", "press"].contains(where: { site == initials + $0 }) {
        return true
      }
      return site.count >= 3 && (initials.hasPrefix(site) || initials.hasSuffix(site))
        || initials.count >= 3 && site.hasPrefix(initials)
    }
  }

  /// As German addresses spell it.
  private static func spelledOut(_ name: String) -> String {
    [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")].reduce(name.lowercased()) {
      $0.replacing($1.0, with: $1.1)
    }
  }

  /// Sites under which anybody may publish, and hosts that serve others: there the title names the outlet.
  private static let platforms: Set = [
    "acast", "amazonaws", "anchor", "blogger", "blogspot", "buzzsprout", "cloudfront", "dailymotion", "facebook",
    "feedburner", "ghost", "github", "go", "google", "herokuapp", "instagram", "libsyn", "livejournal", "medium",
    "naver", "netlify", "odysee", "podbean", "reddit", "rumble", "soundcloud", "spotify", "substack", "t", "telegram",
    "tiktok",
    "tistory", "tumblr", "twitter", "vercel", "vimeo", "weebly", "weibo", "wixsite", "wordpress", "x", "youtu",
    "youtube", "zalo",
  ]

  /// The letters and digits of a name as an address would spell it: without marks, đ as d.
  private static func letters(_ text: some StringProtocol) -> String {
    let bare = String(text).replacing("đ", with: "d").replacing("Đ", with: "d").decomposedStringWithCanonicalMapping
    return String(
      decoding: bare.utf8.map(\.asciiLowercased).filter { $0.isASCIILetter || $0.isASCIIDigit }, as: UTF8.self)
  }

  /// `bbc` of `feeds.bbc.co.uk`.
  private static func label(_ host: String) -> String { letters(site(host).prefix { $0 != "." }) }

  /// The last labels of a host that name its owner: `bbc.co.uk` of `feeds.bbc.co.uk`.
  private static func site(_ host: String) -> String {
    let labels = host.lowercased().split(separator: ".")
    guard labels.count > 2 else { return labels.joined(separator: ".") }
    let second = labels[labels.count - 2]
    let isPublicPair = labels[labels.count - 1].count == 2 && publicSeconds.contains(second)
    return labels.suffix(isPublicPair ? 3 : 2).joined(separator: ".")
  }

  /// Domains under which outlets register, as they end a host's name.
  private static let publicSeconds: Set<Substring> = [
    "ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "info", "mil", "name", "ne", "net", "or", "org",
  ]
}
