import NewsModels

/// What stands round a topic's spans in one article: what unmakes them, what they need near them, what spoils them.
struct Surroundings {
  typealias Span = ArticleSpans.Span

  private let spans: ArticleSpans
  /// The topic's.
  private let noneOf: CompiledTopics.Slot?
  private let exclusions: Exclusions
  /// The spans of those `all-of` lists of which some are excluded, without these.
  private let standing: [CompiledTopics.Slot: [Span]]

  init(_ topic: CompiledTopics.CompiledTopic, in spans: ArticleSpans) {
    self.spans = spans
    noneOf = topic.noneOf
    let exclusions = Exclusions(topic.exclude.map { Array(spans[$0]) } ?? [])
    self.exclusions = exclusions
    var standing: [CompiledTopics.Slot: [Span]] = [:]
    if !exclusions.isEmpty {
      for slot in topic.allOf where spans[slot].contains(where: { exclusions.phrase(covering: $0) != nil }) {
        standing[slot] = spans[slot].filter { exclusions.phrase(covering: $0) == nil }
      }
    }
    self.standing = standing
  }

  /// Why a span of the rule's phrases does not count; nil where it does.
  /// - Parameter beside: gets what the rule asks for near a span that counts: one of each list of `all-of`.
  func objection(
    to span: Span, by rule: CompiledTopics.CompiledRule, beside: inout [Span]
  ) -> TopicEvaluation.Reason? {
    if let phrase = exclusions.phrase(covering: span) { return .excluded(phrase: phrase) }
    let reach = rule.rule.within
    let known = beside.count
    for (index, slot) in rule.allOf.enumerated() {
      guard let other = nearest(to: span, within: reach, of: standing[slot].map { $0[...] } ?? spans[slot]) else {
        beside.removeSubrange(known...)
        return .lacks(list: index)
      }
      beside.append(other)
    }
    let spoiled = spoiler(of: span, by: rule)
    if spoiled != nil { beside.removeSubrange(known...) }
    return spoiled
  }

  /// The phrase of the rule's or the topic's `none-of` list that stands too near.
  private func spoiler(of span: Span, by rule: CompiledTopics.CompiledRule) -> TopicEvaluation.Reason? {
    let reach = rule.rule.within
    if let slot = rule.noneOf, let phrase = spoiler(of: span, within: reach, in: spans[slot]) {
      return .spoiled(phrase: phrase, within: reach)
    }
    if let slot = noneOf, let phrase = spoiler(of: span, within: .sentence, in: spans[slot]) {
      return .spoiled(phrase: phrase, within: .sentence)
    }
    return nil
  }

  /// One of `others`, which are in order, that stands beside `span` as near as asked.
  ///
  /// The nearest on each side decides, so the cost does not grow with the text.
  private func nearest(to span: Span, within reach: Reach, of others: ArraySlice<Span>) -> Span? {
    let middle = others.firstIndex(notBefore: span)
    if let before = nearest(before: span, within: reach, of: others[..<middle], mayOverlap: false) { return before }
    if let behind = others[middle...].first(where: { !$0.overlaps(span) }), reach.joins(span, behind) { return behind }
    return nil
  }

  /// The phrase of one of `others` that stands as near, perhaps over the span itself.
  private func spoiler(of span: Span, within reach: Reach, in others: ArraySlice<Span>) -> Int? {
    let middle = others.firstIndex(notBefore: span)
    if let before = nearest(before: span, within: reach, of: others[..<middle], mayOverlap: true) {
      return before.phrase
    }
    if middle < others.endIndex, reach.joins(span, others[middle]) { return others[middle].phrase }
    return nil
  }

  /// The last one of `others`, all of which begin before `span`, that stands near enough.
  ///
  /// Of two that overlap the one that begins earlier may reach further, and stand within some words where the other does not: all are
  /// asked that begin near enough for the longest phrase.
  private func nearest(
    before span: Span, within reach: Reach, of others: ArraySlice<Span>, mayOverlap: Bool
  ) -> Span? {
    for other in others.reversed() where mayOverlap || !other.overlaps(span) {
      if reach.joins(span, other) { return other }
      guard case .words(let limit) = reach, span.firstWord - other.firstWord <= limit + spans.mostWords else {
        return nil
      }
    }
    return nil
  }
}

/// The spans of a topic's excluding phrases, which unmake each shorter span inside them.
private struct Exclusions {
  private let spans: [ArticleSpans.Span]
  /// By index in `spans`: the one of those up to here that reaches furthest.
  private let furthest: [Int]

  var isEmpty: Bool { spans.isEmpty }

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

extension RandomAccessCollection where Element == ArticleSpans.Span, Index == Int {
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
