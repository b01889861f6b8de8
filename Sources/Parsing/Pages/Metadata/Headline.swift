/// A page's headline: chosen among what the page states and shows, by how well the candidates agree.
struct Headline: Hashable, Sendable {
  /// A text that may be the headline.
  struct Candidate: Hashable, Sendable {
    var text: String
    var keys: WordKeys
    /// For a person.
    var origin: String
    var score: Double
    /// The block that shows it.
    var block: Int?

    fileprivate mutating func cutSuffix(names: [WordKeys], host: String?) {
      let cut = SiteSuffix.cut(from: text, names: names, host: host)
      guard cut != text else { return }
      (text, keys) = (cut, WordKeys(cut))
    }
  }

  /// Without the site's name; empty where the page has none.
  private(set) var text = ""
  /// Where it was found; for a person.
  private(set) var origin = "none"
  /// The block that shows it, or the page's main heading where none does.
  private(set) var block: Int?
  /// All that may be the headline.
  private(set) var candidates: [Candidate] = []

  init(head: PageHead, article: LinkedArticle?, tree: PageTree, blocks: [Block], keys: [WordKeys], host: String?) {
    let names = [head.meta("og:site_name", "application-name"), article?.publisher].compactMap { $0 }.map {
      WordKeys($0)
    }
    let stated = Self.stated(head: head, article: article, names: names, host: host)
    var shown = Self.shown(tree: tree, blocks: blocks, keys: keys, stated: stated, host: host)
    for index in shown.indices { shown[index].cutSuffix(names: names, host: host) }
    candidates = stated + shown
    block = Self.best(of: shown)?.block
    guard let best = Self.best(of: stated + shown) else { return }
    // A heading may hold a kicker or a date before the headline.
    let agreed =
      stated.contains { $0.keys == best.keys }
      ? nil : stated.first { $0.score > 1.3 && $0.keys.count > 2 && best.keys.hasSuffix($0.keys) }
    text = best.block != nil ? agreed?.text ?? best.text : best.text
    origin = best.origin
    if let own = shown.first(where: { $0.keys == best.keys }) { block = own.block }
  }

  /// A score below this is no headline.
  private static let leastScore = 0.2

  /// The share of words that a main heading must share with the stated title to be preferred to it.
  private static let leastOverlap = 0.3

  private static func best(of candidates: [Candidate]) -> Candidate? {
    var best: Candidate?
    for candidate in candidates where candidate.score > best?.score ?? leastScore { best = candidate }
    return best
  }

  // MARK: What the page states

  private static func stated(
    head: PageHead, article: LinkedArticle?, names: [WordKeys], host: String?
  ) -> [Candidate] {
    let all: [(String, String?, Double)] = [
      ("og:title", head.meta("og:title"), 1), ("linked data", article?.headline, 0.9),
      ("title", head.title, 0.8), ("twitter:title", head.meta("twitter:title"), 0.5),
      ("meta title", head.meta("title", "dc.title", "headline", "parsely-title", "sailthru.title"), 0.4),
    ]
    var candidates: [Candidate] = all.compactMap { origin, text, score in
      guard let text else { return nil }
      let cut = SiteSuffix.cut(from: text.foldingWhiteSpace(), names: names, host: host)
      let keys = WordKeys(cut)
      guard !keys.isEmpty, cut.utf8.count <= longest, !names.contains(keys) else { return nil }
      return Candidate(text: cut, keys: keys, origin: origin, score: score)
    }
    // What two places agree on is more likely the headline than what stands in one.
    let texts = candidates.map(\.keys)
    for index in candidates.indices {
      for (other, keys) in texts.enumerated() where other != index {
        if keys == candidates[index].keys {
          candidates[index].score += 0.35
        } else if keys.hasPrefix(candidates[index].keys), candidates[index].keys.count > 2 {
          candidates[index].score += 0.15
        }
      }
    }
    return candidates
  }

  /// Bytes; a longer text is no headline.
  private static let longest = 600

  // MARK: What the page shows

  private static func shown(
    tree: PageTree, blocks: [Block], keys: [WordKeys], stated: [Candidate], host: String?
  ) -> [Candidate] {
    let headings = blocks.indices.filter { tree.nodes[Int(blocks[$0].node)].tag == .h1 }
    var shown: [Candidate] = []
    for (index, block) in blocks.enumerated() where block.weight < 400 && !keys[index].isEmpty {
      let tag = tree.nodes[Int(block.node)].tag
      let isFirst = tag == .h1
      var score = 0.0
      for candidate in stated {
        score = max(score, agreement(of: keys[index], with: candidate.keys, isHeading: tag.isHeading))
      }
      guard score > 0 || isFirst else { continue }
      if isFirst {
        score += headings.count == 1 ? 1.1 : 0.8
        // The one main heading, where it is about the same, says it as the page's author wants it read.
        if let first = stated.first, overlap(keys[index], first.keys) >= leastOverlap,
          keys[index].count * 2 >= first.keys.count, block.weight < 160
        {
          score += headings.count == 1 ? 1.2 : 0.5
        }
      } else if tag.isHeading {
        score += 0.4
      }
      if block.linkDensity > 0.8, !isFirst { score -= 0.5 }
      // The site's name, as many pages set it.
      if isFirst, let host, isHost(block.text, host) { score -= 2 }
      shown.append(
        Candidate(
          text: block.text, keys: keys[index], origin: isFirst ? "h1" : tag.isHeading ? "heading" : "text",
          score: score,
          block: index))
    }
    return shown
  }

  /// How much a shown text is like a stated one: 1 where equal, less where one begins or ends the other.
  private static func agreement(of shown: WordKeys, with stated: WordKeys, isHeading: Bool) -> Double {
    if shown == stated { return 1 }
    guard isHeading, shown.count > 1 else { return 0 }
    if stated.hasPrefix(shown) || stated.hasSuffix(shown) { return 0.7 * Double(shown.count) / Double(stated.count) }
    if shown.hasPrefix(stated), stated.count > 2 { return 0.6 * Double(stated.count) / Double(shown.count) }
    let common = Set(shown.keys).intersection(stated.keys).count
    let share = Double(common) / Double(max(shown.count, stated.count))
    return share > 0.4 ? 0.6 * share : 0
  }

  /// The words that two texts share, over those of the shorter.
  private static func overlap(_ one: WordKeys, _ other: WordKeys) -> Double {
    let common = Set(one.keys).intersection(other.keys).count
    return Double(common) / Double(max(1, min(one.count, other.count)))
  }

  private static func isHost(_ text: String, _ host: String) -> Bool {
    let letters = text.utf8.map(\.asciiLowercased).filter { $0.isASCIILetter || $0.isASCIIDigit }
    let hostLetters = host.utf8.filter { $0.isASCIILetter || $0.isASCIIDigit }
    return letters.count >= 3 && (hostLetters.starts(with: letters) || letters.elementsEqual(hostLetters))
  }
}
