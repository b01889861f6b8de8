import NewsModels

/// Writes evaluations as people and programs read them: spans in Unicode scalars, with text and rule.
struct EvidenceWriter {
  let title: String
  let body: String
  let compiled: CompiledTopics

  /// The topic as it counts; nil where it does not.
  func topic(_ index: Int, _ evaluation: TopicEvaluation) -> Classification.Topic? {
    let definition = compiled.topics[index].definition
    guard evaluation.counts(for: definition) else { return nil }
    return Classification.Topic(
      topic: definition.id, level: evaluation.isMain(for: definition) ? .main : .mention, score: evaluation.score,
      evidence: evidence(evaluation.contributions.map { ($0.span, $0.rule, $0.weight) }, in: definition))
  }

  /// What nearly counted; nil where nothing did.
  func nearMiss(_ index: Int, _ evaluation: TopicEvaluation) -> NearMiss? {
    let topic = compiled.topics[index]
    let counts = evaluation.counts(for: topic.definition)
    let misses = counts ? evaluation.misses.filter { $0.reason.isExclusion } : evaluation.misses
    let spans =
      (counts ? [] : evaluation.contributions.map { ($0.span, $0.rule, $0.weight) })
      + misses.map { ($0.span, $0.rule, 0) }
    guard !spans.isEmpty else { return nil }
    return NearMiss(
      topic: topic.definition.id, score: evaluation.score,
      reason: reason(evaluation, misses, topic, counts: counts),
      evidence: evidence(Array(spans.prefix(TopicEvaluation.maximumSpans)), in: topic.definition))
  }

  private func reason(
    _ evaluation: TopicEvaluation, _ misses: [TopicEvaluation.Miss], _ topic: CompiledTopics.CompiledTopic, counts: Bool
  ) -> String {
    var reasons: [String] = []
    if !counts, !evaluation.contributions.isEmpty {
      let missing = Self.rounded(topic.definition.threshold - evaluation.score)
      reasons.append("\(missing) below the threshold of \(Self.rounded(topic.definition.threshold))")
    }
    for miss in misses {
      let reason = text(of: miss, in: topic)
      if !reasons.contains(reason), reasons.count < 4 { reasons.append(reason) }
    }
    return reasons.joined(separator: "; ")
  }

  private func text(of miss: TopicEvaluation.Miss, in topic: CompiledTopics.CompiledTopic) -> String {
    let rule = topic.rules[miss.rule].rule
    switch miss.reason {
    case .excluded(let phrase):
      return "excluded by \"\(compiled.phrases[phrase].notation)\""
    case .lacks(let list):
      return "the rule \"\(rule.name)\" finds nothing of \(rule.allOf[list].notation) \(rule.within.description)"
    case .spoiled(let phrase):
      return
        "the rule \"\(rule.name)\" is spoiled by \"\(compiled.phrases[phrase].notation)\" \(rule.within.description)"
    }
  }

  private func evidence(
    _ spans: [(span: ArticleSpans.Span, rule: Int, weight: Double)], in topic: TopicDefinition
  ) -> [Evidence] {
    let ordered = spans.sorted { $0.span.isBefore($1.span) }
    var titleOffsets = Offsets(of: title)
    var bodyOffsets = Offsets(of: body)
    return ordered.map { item in
      let isTitle = item.span.field == .title
      let text = isTitle ? title : body
      let start = isTitle ? titleOffsets.scalars(to: item.span.start) : bodyOffsets.scalars(to: item.span.start)
      let inside = Substring(
        text.utf8[
          text.utf8.index(
            text.startIndex, offsetBy: item.span.start)..<text.utf8.index(
              text.startIndex, offsetBy: item.span.end)])
      return Evidence(
        field: isTitle ? .title : .body, start: start, end: start + inside.unicodeScalars.count, text: String(inside),
        rule: "\(topic.rules[item.rule].name): \(compiled.phrases[item.span.phrase].notation)", weight: item.weight)
    }
  }

  /// At most two decimals.
  private static func rounded(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded(.up))
    let whole = "\(hundredths / 100)"
    guard hundredths % 100 != 0 else { return whole }
    let rest = hundredths % 100
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}

/// Counts Unicode scalars up to UTF-8 offsets that come in ascending order.
private struct Offsets {
  private let text: String
  private var index: String.UTF8View.Index
  private var offset = 0
  private var count = 0

  init(of text: String) {
    self.text = text
    index = text.utf8.startIndex
  }

  mutating func scalars(to target: Int) -> Int {
    while offset < target, index < text.utf8.endIndex {
      if text.utf8[index] & 0xC0 != 0x80 { count += 1 }
      index = text.utf8.index(after: index)
      offset += 1
    }
    return count
  }
}

extension TopicEvaluation.Reason {
  /// Whether an excluding phrase holds the span.
  var isExclusion: Bool {
    if case .excluded = self { true } else { false }
  }
}
