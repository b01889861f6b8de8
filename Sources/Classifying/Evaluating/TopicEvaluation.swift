import NewsModels

/// What the rules of one topic make of one article: the sum, what went into it, and what nearly did.
struct TopicEvaluation {
  typealias Span = ArticleSpans.Span

  /// A span that counts, by the rule that gives it most.
  struct Contribution {
    var span: Span
    /// Index in the topic's rules.
    var rule: Int
    /// What it adds to the score.
    var weight: Double
    /// Where in `beside` stands what the rule asks for near it.
    var beside: Range<Int>
  }

  /// A span of a rule's phrases that does not count.
  struct Miss {
    var span: Span
    /// Index in the topic's rules.
    var rule: Int
    var reason: Reason
  }

  /// Why a span does not count.
  enum Reason: Hashable {
    /// A phrase of `exclude` holds it.
    case excluded(phrase: Int)
    /// Nothing of this list of `all-of` stands near; an index in the rule's lists.
    case lacks(list: Int)
    /// A phrase of the rule's `none-of`, or of the topic's, stands as near as that list looks.
    case spoiled(phrase: Int, within: Reach)
  }

  /// In the order of the text; at most `maximumSpans` that add and as many that take away.
  private(set) var contributions: [Contribution] = []
  /// What stands beside spans as their rules ask.
  private(set) var beside: [Span] = []
  /// In the order of the rules; empty unless asked for. At most `maximumSpans`.
  private(set) var misses: [Miss] = []
  /// The sum of the contributions' weights.
  private(set) var score = 0.0
  private(set) var main = MainScore()

  /// The most spans that count, and that evidence names, for one topic of one article.
  static let maximumSpans = 32

  /// What most articles hold at most.
  private static let usualSpans = 8

  init(_ topic: CompiledTopics.CompiledTopic, in spans: ArticleSpans, explaining: Bool) {
    var adding: [Contribution] = []
    adding.reserveCapacity(Self.usualSpans)
    var taking: [Contribution] = []
    let surroundings = Surroundings(topic, in: spans)
    for (index, rule) in topic.rules.enumerated() {
      for span in spans[rule.anyOf] where rule.looks(at: span.place) {
        let known = beside.count
        if let reason = surroundings.objection(to: span, by: rule, beside: &beside) {
          if explaining, rule.rule.weight > 0, misses.count < Self.maximumSpans {
            misses.append(Miss(span: span, rule: index, reason: reason))
          }
          continue
        }
        let weight = Self.weight(of: span, by: rule.rule, in: topic.definition)
        let contribution = Contribution(span: span, rule: index, weight: weight, beside: known..<beside.count)
        if weight > 0 { adding.append(contribution) } else if weight < 0 { taking.append(contribution) }
      }
    }
    guard !adding.isEmpty else { return }
    let counting = Self.withoutOverlaps(adding, mostWords: spans.mostWords)
    contributions = Self.settled(counting, topic)
    if !taking.isEmpty {
      contributions += Self.settled(Self.withoutOverlaps(taking, mostWords: spans.mostWords), topic)
      contributions.sort { $0.span.isBefore($1.span) }
    }
    score = contributions.reduce(0) { $0 + $1.weight }
    main = MainScore(topic, of: counting.map(\.span), in: spans)
  }

  /// Whether the article counts for the topic.
  func counts(for topic: TopicDefinition) -> Bool { Self.reaches(score, topic.threshold) }

  /// Whether the article is about the topic.
  func isMain(for topic: TopicDefinition) -> Bool { Self.reaches(main.score, topic.main.threshold) }

  /// Sums of tenths are not exact in binary: a billionth decides nothing.
  static func reaches(_ sum: Double, _ threshold: Double) -> Bool { sum >= threshold - 1e-9 }

  // MARK: - One span

  /// What a span adds by itself.
  private static func weight(of span: Span, by rule: Rule, in topic: TopicDefinition) -> Double {
    rule.weight * topic.factor(of: span.place) * span.spellingFactor
  }

  // MARK: - All spans

  /// The contributions after the rules' bounds and the bound on spans.
  /// - Parameter contributions: in the order of the text, none overlapping.
  private static func settled(
    _ contributions: [Contribution], _ topic: CompiledTopics.CompiledTopic
  ) -> [Contribution] {
    var settled = Array(contributions.prefix(maximumSpans))
    var spent = Array(repeating: 0.0, count: topic.rules.count)
    for index in settled.indices {
      let rule = settled[index].rule
      guard let bound = topic.rules[rule].rule.atMost else { continue }
      let weight = settled[index].weight
      let allowed = max(0, bound - spent[rule])
      settled[index].weight = weight < 0 ? max(weight, -allowed) : min(weight, allowed)
      spent[rule] += abs(settled[index].weight)
    }
    return settled
  }

  /// Of overlapping spans the one that weighs most, then the longest, then the rule that stands first, then the first; in the order of
  /// the text. One that overlaps none of those that are kept is kept.
  /// - Parameter mostWords: that a span can have: overlapping ones begin so near.
  private static func withoutOverlaps(_ contributions: [Contribution], mostWords: Int) -> [Contribution] {
    let sorted = contributions.sorted { $0.span.isBefore($1.span) }
    // Those of most articles.
    guard zip(sorted, sorted.dropFirst()).contains(where: { $0.span.overlaps($1.span) }) else { return sorted }
    var isKept = Array(repeating: false, count: sorted.count)
    for index in sorted.indices.sorted(by: { isBetter(sorted[$0], sorted[$1], ifEqual: $0 < $1) }) {
      let span = sorted[index].span
      let before = sorted[..<index].indices.reversed().prefix { sorted[$0].span.firstWord + mostWords > span.firstWord }
      let behind = sorted[(index + 1)...].indices.prefix { sorted[$0].span.overlaps(span) }
      isKept[index] =
        !before.contains { isKept[$0] && sorted[$0].span.overlaps(span) } && !behind.contains { isKept[$0] }
    }
    return sorted.indices.filter { isKept[$0] }.map { sorted[$0] }
  }

  private static func isBetter(_ one: Contribution, _ other: Contribution, ifEqual: Bool) -> Bool {
    if abs(one.weight) != abs(other.weight) { return abs(one.weight) > abs(other.weight) }
    if one.span.signs != other.span.signs { return one.span.signs > other.span.signs }
    return one.rule != other.rule ? one.rule < other.rule : ifEqual
  }
}
