import NewsModels

/// Writes evaluations as people and programs read them: spans in Unicode scalars, with text and rule.
struct EvidenceWriter {
  let title: String
  let body: String
  let compiled: CompiledTopics

  /// A span that becomes evidence.
  private struct Item {
    var span: ArticleSpans.Span
    var rule: String
    var weight: Double
  }

  /// The topic as it counts; nil where it does not.
  func topic(_ index: Int, _ evaluation: TopicEvaluation) -> Classification.Topic? {
    let definition = compiled.topics[index].definition
    guard evaluation.counts(for: definition) else { return nil }
    return Classification.Topic(
      topic: definition.id, level: evaluation.isMain(for: definition) ? .main : .mention, score: evaluation.score,
      evidence: evidence(items(of: evaluation, in: definition)))
  }

  /// What nearly counted; nil where nothing did.
  func nearMiss(_ index: Int, _ evaluation: TopicEvaluation) -> NearMiss? {
    let topic = compiled.topics[index]
    let counts = evaluation.counts(for: topic.definition)
    let counted = counts ? [] : items(of: evaluation, in: topic.definition)
    var seen = Set(evaluation.contributions.map(\.span))
    let misses = evaluation.misses.filter { (!counts || $0.reason.isExclusion) && !seen.contains($0.span) }
    let missed = misses.filter { seen.insert($0.span).inserted }.map { miss in
      Item(span: miss.span, rule: name(of: miss.rule, miss.span, in: topic.definition), weight: 0)
    }
    guard !counted.isEmpty || !missed.isEmpty else { return nil }
    return NearMiss(
      topic: topic.definition.id, score: evaluation.score,
      reason: reason(evaluation, misses, topic, counts: counts), evidence: evidence(counted + missed))
  }

  /// The sums.
  func arithmetic(_ index: Int, _ evaluation: TopicEvaluation) -> TopicArithmetic {
    let definition = compiled.topics[index].definition
    let main = evaluation.main
    return TopicArithmetic(
      topic: definition.id, score: evaluation.score, threshold: definition.threshold,
      main: .init(
        title: main.isInTitle ? definition.main.title : 0, lead: main.isInLead ? definition.main.lead : 0,
        share: main.share, body: main.share * definition.main.share, isRoundup: main.isRoundup, score: main.score,
        threshold: definition.main.threshold))
  }

  /// The counting spans, and what stands beside them as their rules ask, each once.
  private func items(of evaluation: TopicEvaluation, in topic: TopicDefinition) -> [Item] {
    var seen = Set(evaluation.contributions.map(\.span))
    var items = evaluation.contributions.map { contribution in
      Item(
        span: contribution.span, rule: name(of: contribution.rule, contribution.span, in: topic),
        weight: contribution.weight)
    }
    for contribution in evaluation.contributions {
      for span in contribution.beside where items.count < 3 * TopicEvaluation.maximumSpans {
        guard seen.insert(span).inserted else { continue }
        items.append(Item(span: span, rule: name(of: contribution.rule, span, in: topic), weight: 0))
      }
    }
    return items
  }

  private func name(of rule: Int, _ span: ArticleSpans.Span, in topic: TopicDefinition) -> String {
    "\(topic.rules[rule].name): \(compiled.phrases[span.phrase].notation)"
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

  private func evidence(_ items: [Item]) -> [Evidence] {
    let ordered = items.sorted { $0.span.isBefore($1.span) }
    return evidence(ordered.filter { $0.span.field == .title }, of: title, .title)
      + evidence(ordered.filter { $0.span.field == .body }, of: body, .body)
  }

  private func evidence(_ items: [Item], of text: String, _ field: Evidence.Field) -> [Evidence] {
    guard !items.isEmpty else { return [] }
    let bytes = text.utf8Span.span
    var offsets = ScalarOffsets()
    var evidence: [Evidence] = []
    for item in items {
      let inside = String(decoding: text.utf8.dropFirst(item.span.start).prefix(item.span.end - item.span.start), as: UTF8.self)
      let start = offsets.scalarOffset(ofByte: item.span.start, in: bytes)
      evidence.append(
        Evidence(
          field: field, start: start, end: start + inside.unicodeScalars.count, text: inside, rule: item.rule,
          weight: item.weight))
    }
    return evidence
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

extension TopicEvaluation.Reason {
  /// Whether an excluding phrase holds the span.
  var isExclusion: Bool {
    if case .excluded = self { true } else { false }
  }
}
