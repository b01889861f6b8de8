/// What stands round a topic's spans in one article: what unmakes them, what they need near them, what spoils them.
struct Surroundings {
  typealias Span = ArticleSpans.Span

  private let topic: CompiledTopics.CompiledTopic
  private let spans: ArticleSpans
  private let exclusions: Exclusions

  init(_ topic: CompiledTopics.CompiledTopic, in spans: ArticleSpans) {
    self.topic = topic
    self.spans = spans
    exclusions = Exclusions(topic.exclude.map { spans.bySlot[$0] } ?? [])
  }

  /// What becomes of a span.
  enum Verdict {
    /// It counts, beside these: one of each list of `all-of`.
    case counts(beside: [Span])
    case fails(TopicEvaluation.Reason)
  }

  /// Whether a span of the rule's phrases counts.
  func verdict(on span: Span, by rule: CompiledTopics.CompiledRule) -> Verdict {
    if let phrase = exclusions.phrase(covering: span) { return .fails(.excluded(phrase: phrase)) }
    let reach = rule.rule.within
    var beside: [Span] = []
    for (index, slot) in rule.allOf.enumerated() {
      guard let other = nearest(to: span, within: reach, of: spans.bySlot[slot]) else {
        return .fails(.lacks(list: index))
      }
      beside.append(other)
    }
    if let slot = rule.noneOf, let phrase = spoiler(of: span, within: reach, in: spans.bySlot[slot]) {
      return .fails(.spoiled(phrase: phrase))
    }
    if let slot = topic.noneOf, let phrase = spoiler(of: span, within: .sentence, in: spans.bySlot[slot]) {
      return .fails(.spoiled(phrase: phrase))
    }
    return .counts(beside: beside)
  }

  /// One of `others`, which are in order, that stands beside `span` as near as asked and is not excluded itself.
  ///
  /// The nearest on each side decides, so the cost does not grow with the text.
  private func nearest(to span: Span, within reach: Reach, of others: [Span]) -> Span? {
    let middle = others.firstIndex(notBefore: span)
    for other in others[..<middle].reversed() where !other.overlaps(span) {
      guard reach.joins(span, other) else { break }
      if exclusions.phrase(covering: other) == nil { return other }
    }
    for other in others[middle...] where !other.overlaps(span) {
      guard reach.joins(span, other) else { break }
      if exclusions.phrase(covering: other) == nil { return other }
    }
    return nil
  }

  /// The phrase of one of `others` that stands as near, perhaps over the span itself.
  private func spoiler(of span: Span, within reach: Reach, in others: [Span]) -> Int? {
    let middle = others.firstIndex(notBefore: span)
    if middle > 0, reach.joins(span, others[middle - 1]) { return others[middle - 1].phrase }
    if middle < others.count, reach.joins(span, others[middle]) { return others[middle].phrase }
    return nil
  }
}

/// The spans of a topic's excluding phrases, which unmake each shorter span inside them.
private struct Exclusions {
  private let spans: [ArticleSpans.Span]
  /// By index in `spans`: the one of those up to here that reaches furthest.
  private let furthest: [Int]

  init(_ spans: [ArticleSpans.Span]) {
    self.spans = spans
    var furthest: [Int] = []
    for index in spans.indices {
      guard let last = furthest.last, spans[last].field == spans[index].field, spans[last].end >= spans[index].end
      else {
        furthest.append(index)
        continue
      }
      furthest.append(last)
    }
    self.furthest = furthest
  }

  /// The phrase that unmakes a span.
  func phrase(covering span: ArticleSpans.Span) -> Int? {
    guard !spans.isEmpty else { return nil }
    // Those that begin before the span, then those that begin with it.
    let middle = spans.firstIndex(notBefore: span)
    if middle > 0, spans[furthest[middle - 1]].covers(span) { return spans[furthest[middle - 1]].phrase }
    // Of those with one start the longest comes first.
    if middle < spans.count, spans[middle].covers(span) { return spans[middle].phrase }
    return nil
  }
}

extension [ArticleSpans.Span] {
  /// The index of the first span that does not begin before another one; the spans are in order.
  fileprivate func firstIndex(notBefore span: ArticleSpans.Span) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if self[middle].isBefore(span) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
