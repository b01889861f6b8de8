import NewsModels

/// Looks for rules that load but cannot do what their author means.
struct TopicsCheck {
  private(set) var mistakes: [TopicsFileError.Mistake] = []

  /// Notes phrases that can never match and phrases that stand twice in a list.
  mutating func phrases(of list: PhraseList) {
    let matcher = PhraseMatcher(phrases: list.entries.map(\.phrase))
    for (index, entry) in list.entries.enumerated() {
      if entry.phrase.text.contains("*") {
        report(
          entry.position,
          "the phrase \"\(entry.phrase.notation)\" looks for a star: one means more letters at a word's end (`Taiwan*`) or at both "
            + "(`*krieg*`) only")
      }
      let whole = matcher.wholeMatches(of: entry.phrase.text)
      guard whole.contains(index) else {
        report(
          entry.position, "the phrase \"\(entry.phrase.notation)\" can never match: expected letters, digits or signs")
        continue
      }
      let twin = whole.first { other in
        // Phrases of one named list are looked at where the list stands.
        other < index && list.entries[other].position != entry.position
          && list.entries[other].phrase.isSpelledLike(entry.phrase)
          && (list.entries[other].language == nil || list.entries[other].language == entry.language)
      }
      if let twin {
        let first = list.entries[twin]
        report(
          entry.position,
          "the phrase \"\(entry.phrase.notation)\" stands twice in this list, first as \"\(first.phrase.notation)\" at "
            + "\(first.position.line):\(first.position.column)")
      }
    }
  }

  /// Notes what is wrong with a topic's lists, rules and thresholds.
  mutating func topic(_ topic: TopicDefinition) {
    phrases(of: topic.exclude)
    if let list = topic.noneOf { phrases(of: list) }
    if let list = topic.main.roundups { phrases(of: list) }
    for rule in topic.rules {
      phrases(of: rule.anyOf)
      for list in rule.allOf { phrases(of: list) }
      if let list = rule.noneOf { phrases(of: list) }
      spoiledPhrases(of: rule, in: topic)
    }
    uselessExclusions(of: topic)
    thresholds(of: topic)
  }

  /// Notes named lists that nothing refers to.
  mutating func unused(_ lists: [String: PhraseList], used: Set<String>) {
    for (name, list) in lists where !used.contains(name) {
      report(list.position, "no rule uses the list <\(name)>; use it or take it out")
    }
  }

  // MARK: - One topic

  /// A phrase inside which a phrase of `none-of` stands spoils itself; one of `all-of`, all that needs it.
  private mutating func spoiledPhrases(of rule: Rule, in topic: TopicDefinition) {
    let own = PhrasesInside(rule.noneOf?.entries ?? [])
    let all = PhrasesInside((rule.noneOf?.entries ?? []) + (topic.noneOf?.entries ?? []))
    var spoiled = 0
    for entry in rule.anyOf.entries {
      guard let spoiler = all.first(in: entry) else { continue }
      spoiled += 1
      report(
        entry.position,
        "\"\(entry.phrase.notation)\" never counts in the rule `\(rule.name)`: \"\(spoiler.phrase.notation)\" of `none-of` "
          + "stands in it")
    }
    if spoiled > 0, spoiled == rule.anyOf.entries.count {
      report(rule.position, "the rule `\(rule.name)` can never match: `none-of` spoils each of its phrases")
    }
    // The topic's `none-of` looks into the sentence only, and what is asked for may stand outside of it.
    let beside = rule.within == .sentence ? all : own
    for list in rule.allOf where !list.entries.isEmpty && list.entries.allSatisfy({ beside.first(in: $0) != nil }) {
      report(
        list.position,
        "the rule `\(rule.name)` can never match: `none-of` spoils each phrase of \(list.notation), which `all-of` asks for"
      )
    }
  }

  /// An exclusion unmakes only shorter phrases inside it.
  private mutating func uselessExclusions(of topic: TopicDefinition) {
    let sought = topic.rules.flatMap { $0.anyOf.entries + $0.allOf.flatMap(\.entries) }
    let matcher = PhraseMatcher(phrases: sought.map(\.phrase))
    for entry in topic.exclude.entries {
      let found = matcher.matches(in: entry.phrase.text)
      let length = found.matches.map(\.end).max() ?? 0
      let holds = found.matches.contains { match in
        match.end - match.start < max(length, entry.phrase.text.utf8.count) && sought[match.phrase].agrees(with: entry)
      }
      if !holds {
        report(
          entry.position,
          "\"\(entry.phrase.notation)\" excludes nothing: no shorter phrase of the topic stands in it")
      }
    }
  }

  private mutating func thresholds(of topic: TopicDefinition) {
    let most = Self.greatestScore(of: topic)
    if !topic.rules.isEmpty, !TopicEvaluation.reaches(most, topic.threshold) {
      report(
        topic.position,
        "no article can reach the threshold \(topic.threshold) of `\(topic.id)`: its rules give at most "
          + "\(Self.rounded(most))")
    }
    let main = topic.main
    let mostOfMain = main.title + main.lead + main.share
    if !TopicEvaluation.reaches(mostOfMain, main.threshold) {
      report(
        topic.position,
        "no article can be about `\(topic.id)`: `main` gives at most \(Self.rounded(mostOfMain)) of "
          + "\(main.threshold)")
    }
  }

  /// To hundredths: sums of tenths are a little less or more than they are.
  private static func rounded(_ sum: Double) -> Double { (sum * 100).rounded() / 100 }

  /// What an article can reach: of what each rule gives for one place after another where it gives most, the greatest, as many as add up.
  private static func greatestScore(of topic: TopicDefinition) -> Double {
    let gains = topic.rules.filter { $0.weight > 0 }.flatMap { rule in
      // A rule without places is a mistake of its own.
      let places = rule.places.isEmpty ? Set(Place.allCases) : rule.places
      let gain = rule.weight * (places.map(topic.factor(of:)).max() ?? 0)
      let bound = rule.atMost ?? .infinity
      return (0..<TopicEvaluation.maximumSpans).map { max(0, min(gain, bound - Double($0) * gain)) }
    }
    return gains.sorted(by: >).prefix(TopicEvaluation.maximumSpans).reduce(0, +)
  }

  private mutating func report(_ position: SourcePosition, _ message: String) {
    mistakes.append(.init(line: position.line, column: position.column, message: message))
  }
}

/// Finds which of some phrases stand inside another phrase.
private struct PhrasesInside {
  private let entries: [PhraseList.Entry]
  private let matcher: PhraseMatcher

  init(_ entries: [PhraseList.Entry]) {
    self.entries = entries
    matcher = PhraseMatcher(phrases: entries.map(\.phrase))
  }

  /// The first of them that stands in a phrase and counts wherever the phrase does; nil where none does.
  func first(in entry: PhraseList.Entry) -> PhraseList.Entry? {
    guard !entries.isEmpty else { return nil }
    return matcher.matches(in: entry.phrase.text).matches.map { entries[$0.phrase] }
      .first { $0.language == nil || $0.language == entry.language }
  }
}

extension PhraseMatcher {
  /// The phrases that match a text from end to end.
  fileprivate func wholeMatches(of text: String) -> Set<Int> {
    let matches = matches(in: text).matches.filter { $0.spelling == .own }
    guard let start = matches.map(\.start).min(), let end = matches.map(\.end).max() else { return [] }
    return Set(matches.filter { $0.start == start && $0.end == end }.map(\.phrase))
  }
}

extension Phrase {
  /// Whether two phrases that match the same text are the same rule.
  fileprivate func isSpelledLike(_ other: Phrase) -> Bool {
    boundary == other.boundary && isCaseSensitive == other.isCaseSensitive
  }
}

extension PhraseList.Entry {
  /// Whether there are articles in whose language both count.
  fileprivate func agrees(with other: PhraseList.Entry) -> Bool {
    language == nil || other.language == nil || language == other.language
  }
}
