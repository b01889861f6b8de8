import Foundation

/// Which spellings name one outlet: `vnexpress.net`, `www.vnexpress.net` and `VnExpress - Thế Giới` have the same key.
///
/// Spellings are joined only by what is sure to name no outlet of its own: scheme, `www.`, sub-domains, sections behind a dash or bar,
/// letter case, diacritics, spaces, what says that a feed is meant (`RSS`, `(Direct)`), and the words for newspaper and online around at
/// least two, or one, others. A host counts with its bare name under the domains of Vietnam and of no country (`tuoitre.vn`, Tuổi Trẻ);
/// under any other it is an outlet of its own: `guardian.ng` is not Guardian, nor `people.cn` the same as `people.com`. What is
/// apart a person can join; what has one key nobody can part.
enum OutletName {
  /// Never empty for a text with letters or digits. The same for a spelling and its name, by which people ask for it.
  static func key(_ spelling: String) -> String {
    let name = name(spelling)
    if let key = key(ofHost: spelling) ?? key(ofHost: name) { return key }
    var words = fold(name).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if words.count > 1, words.last == "online" { words.removeLast() }
    for prefix in [["bao", "dien", "tu"], ["bao"]] where words.count >= prefix.count + 2 && words.starts(with: prefix) {
      words.removeFirst(prefix.count)
      break
    }
    let key = words.joined()
    return key.isEmpty ? fold(spelling) : key
  }

  /// The spelling without its section, and without the words behind it that say that its feed is meant.
  static func name(_ spelling: String) -> String {
    var name = Substring(spelling)
    for separator in [" - ", " – ", " — ", " | ", " » ", " :: ", " / "] {
      if let range = name.range(of: separator), range.lowerBound > name.startIndex {
        name = name[..<range.lowerBound]
      }
    }
    return withoutFeedWords(name.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private static func withoutFeedWords(_ name: String) -> String {
    guard name.utf8.count <= longestCut else { return name }
    var name = name
    // Until nothing is left to cut: a name is its own name.
    while let rest = feedWords.lazy.compactMap({ before($0, in: name) }).first { name = rest }
    return name
  }

  private static func before(_ words: String, in name: String) -> String? {
    guard let range = name.range(of: words, options: [.caseInsensitive, .backwards, .anchored]) else { return nil }
    let rest = name[..<range.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)
    return rest.isEmpty ? nil : rest
  }

  /// Bytes; what is longer is nobody's name, and stays.
  private static let longestCut = 200

  /// `Feed` alone may be a name's own: The Feed.
  private static let feedWords = [
    " rss", " rss feed", " rss feeds", " (rss)", " [rss]", " (rss feed)", " (feed)", " (direct)",
  ]

  /// Domains under which outlets register, as they end a host's name.
  private static let secondLevel: Set<String> = [
    "com", "net", "org", "gov", "edu", "co", "ac", "info", "name", "or", "ne", "go", "gob", "gouv", "govt", "gv", "mil",
    "rep",
  ]

  /// Domains under which one name is taken to be one outlet.
  private static let sharedDomains: Set<String> = ["com", "net", "vn", "com.vn", "net.vn", "org.vn"]

  /// Outlets under other domains that are called by the bare name, which no other outlet bears.
  private static let soleBearers: Set<String> = [
    "bbc.co.uk", "berlinerzeitung.de", "chinadaily.com.cn", "dailymail.co.uk", "globaltimes.cn", "haaretz.co.il",
    "kbs.co.kr", "kcna.kp", "koreatimes.co.kr", "lefigaro.fr", "lemonde.fr", "nhk.or.jp", "npr.org", "rfa.org",
    "rfi.fr", "tagesschau.de", "tass.ru",
  ]

  /// Hosts under which anybody may publish: what stands before them names the outlet.
  private static let sharedHosts: Set<String> = [
    "blogspot", "ghost", "github", "medium", "substack", "tumblr", "weebly", "wixsite", "wordpress",
  ]

  /// What a host or address registered, without dashes: `vnexpress` of `https://thethao.vnexpress.net/x`, `abc.net.au` of
  /// `www.abc.net.au`; on a shared host with what stands before it. Nil where it is none.
  static func key(ofHost spelling: String) -> String? {
    var host = Substring(spelling.lowercased())
    for scheme in ["https://", "http://", "//"] where host.hasPrefix(scheme) { host = host.dropFirst(scheme.count) }
    host = host.prefix { $0 != "/" && $0 != ":" && $0 != "?" }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let top = labels.last, top.count >= 2, top.allSatisfy({ $0.isASCII && $0.isLetter }),
      labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } })
    else { return nil }
    let behind = labels.count >= 3 && top.count == 2 && secondLevel.contains(String(labels[labels.count - 2])) ? 3 : 2
    let place = labels.count - behind
    let label = labels[place].filter { $0 != "-" }
    if place > 0, labels[place - 1] != "www", sharedHosts.contains(label) {
      return labels[place - 1].filter { $0 != "-" } + label
    }
    let domain = labels[(place + 1)...].joined(separator: ".")
    let registered = "\(label).\(domain)"
    return sharedDomains.contains(domain) || soleBearers.contains(registered) ? label : registered
  }

  /// Lower case, without diacritics.
  private static func fold(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: continue
      default: folded.append(scalar == "đ" || scalar == "ð" ? "d" : scalar)
      }
    }
    return String(folded)
  }
}
