import NewsModels

/// Writes evaluations as people and programs read them: spans in Unicode scalars, with text and rule.
struct EvidenceWriter {
  let title: String
  let body: String
  let compiled: CompiledTopics

  /// A span that becomes evidence.
  private struct Item {
    var span: ArticleSpans.Span
    /// Index in the topic's rules.
    var rule: Int
    var weight: Double
  }

  /// The topic as it counts; nil where it does not.
  func topic(_ index: Int, _ evaluation: TopicEvaluation) -> Classification.Topic? {
    let topic = compiled.topics[index]
    guard evaluation.counts(for: topic.definition) else { return nil }
    return Classification.Topic(
      topic: topic.definition.id, level: evaluation.isMain(for: topic.definition) ? .main : .mention,
      score: evaluation.score, evidence: evidence(items(of: evaluation), of: topic))
  }

  /// What nearly counted; nil where nothing did.
  func nearMiss(_ index: Int, _ evaluation: TopicEvaluation) -> NearMiss? {
    let topic = compiled.topics[index]
    let counts = evaluation.counts(for: topic.definition)
    let counted = counts ? [] : items(of: evaluation)
    var seen = Set(evaluation.contributions.map(\.span))
    let misses = evaluation.misses.filter { (!counts || $0.reason.isExclusion) && !seen.contains($0.span) }
    let missed = misses.filter { seen.insert($0.span).inserted }.map { miss in
      Item(span: miss.span, rule: miss.rule, weight: 0)
    }
    guard !counted.isEmpty || !missed.isEmpty else { return nil }
    return NearMiss(
      topic: topic.definition.id, score: evaluation.score,
      reason: reason(evaluation, misses, topic, counts: counts), evidence: evidence(counted + missed, of: topic))
  }

  /// The sums.
  func arithmetic(_ index: Int, _ evaluation: TopicEvaluation) -> TopicArithmetic {
    let definition = compiled.topics[index].definition
    let main = evaluation.main
    return TopicArithmetic(
      topic: definition.id, score: evaluation.score, threshold: definition.threshold,
      terms: terms(of: evaluation, in: compiled.topics[index]),
      main: .init(
        title: main.isInTitle ? definition.main.title : 0, lead: main.isInLead ? definition.main.lead : 0,
        share: main.share, body: main.share * definition.main.share, isRoundup: main.isRoundup, score: main.score,
        threshold: definition.main.threshold))
  }

  private func terms(
    of evaluation: TopicEvaluation, in topic: CompiledTopics.CompiledTopic
  ) -> [TopicArithmetic.Term] {
    var places = Places(title: title, body: body)
    return evaluation.contributions.map { contribution in
      let (span, rule) = (contribution.span, topic.rules[contribution.rule].rule)
      let scalars = places.scalars(of: span)
      return TopicArithmetic.Term(
        field: span.field.ofEvidence, start: scalars.lowerBound, end: scalars.upperBound,
        rule: rule.weight, place: topic.definition.factor(of: span.place), spelling: span.spellingFactor,
        weight: contribution.weight)
    }
  }

  /// The counting spans, and what stands beside them as their rules ask, each once.
  private func items(of evaluation: TopicEvaluation) -> [Item] {
    var items = evaluation.contributions.map { Item(span: $0.span, rule: $0.rule, weight: $0.weight) }
    for contribution in evaluation.contributions {
      for span in evaluation.beside[contribution.beside] where items.count < 3 * TopicEvaluation.maximumSpans {
        // So few are compared faster than hashed.
        if items.contains(where: { $0.span == span }) { continue }
        items.append(Item(span: span, rule: contribution.rule, weight: 0))
      }
    }
    return items
  }

  private func reason(
    _ evaluation: TopicEvaluation, _ misses: [TopicEvaluation.Miss], _ topic: CompiledTopics.CompiledTopic, counts: Bool
  ) -> String {
    var reasons: [String] = []
    var further = Set<String>()
    if !counts, !evaluation.contributions.isEmpty {
      let missing = Self.rounded(topic.definition.threshold - evaluation.score)
      reasons.append("\(missing) below the threshold of \(Self.rounded(topic.definition.threshold))")
    }
    for miss in misses {
      let reason = text(of: miss, in: topic)
      if reasons.contains(reason) { continue }
      if reasons.count < 4 { reasons.append(reason) } else { further.insert(reason) }
    }
    if !further.isEmpty { reasons.append("and \(further.count) more") }
    return reasons.joined(separator: "; ")
  }

  private func text(of miss: TopicEvaluation.Miss, in topic: CompiledTopics.CompiledTopic) -> String {
    let rule = topic.rules[miss.rule].rule
    switch miss.reason {
    case .excluded(let phrase):
      return "excluded by \"\(compiled.phrases[phrase].notation)\""
    case .lacks(let list):
      return "the rule \"\(rule.name)\" finds nothing of \(rule.allOf[list].notation) \(rule.within.description)"
    case .spoiled(let phrase, let reach):
      return "the rule \"\(rule.name)\" is spoiled by \"\(compiled.phrases[phrase].notation)\" \(reach.description)"
    }
  }

  private func evidence(_ items: [Item], of topic: CompiledTopics.CompiledTopic) -> [Evidence] {
    var places = Places(title: title, body: body)
    return items.sorted { $0.span.isBefore($1.span) }.map { item in
      let scalars = places.scalars(of: item.span)
      return Evidence(
        field: item.span.field.ofEvidence, start: scalars.lowerBound, end: scalars.upperBound,
        text: places.text(of: item.span), rule: name(of: topic.rules[item.rule], item.span.phrase),
        weight: item.weight)
    }
  }

  /// Where spans stand in the article, asked in the order of the text.
  private struct Places {
    let title: String
    let body: String
    private var inTitle = ScalarOffsets()
    private var inBody = ScalarOffsets()

    init(title: String, body: String) {
      self.title = title
      self.body = body
    }

    mutating func scalars(of span: ArticleSpans.Span) -> Range<Int> {
      switch span.field {
      case .title: Self.scalars(of: span, in: title, &inTitle)
      case .body: Self.scalars(of: span, in: body, &inBody)
      }
    }

    private static func scalars(
      of span: ArticleSpans.Span, in text: String, _ offsets: inout ScalarOffsets
    ) -> Range<Int> {
      let bytes = text.utf8Span.span
      let start = offsets.scalarOffset(ofByte: span.start, in: bytes)
      return start..<start + bytes.extracting(span.start..<span.end).scalarStarts
    }

    func text(of span: ArticleSpans.Span) -> String {
      (span.field == .title ? title : body).utf8Span.span.extracting(span.start..<span.end)
        .withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The rule's name and the phrase, put together in one piece of memory.
  private func name(of rule: CompiledTopics.CompiledRule, _ phrase: Int) -> String {
    let notation = compiled.phrases[phrase].notation
    var name = ""
    name.reserveCapacity(rule.rule.name.utf8.count + 2 + notation.utf8.count)
    name += rule.rule.name
    name += ": "
    name += notation
    return name
  }

  /// Up, to two decimals at most. Sums of weights are a little more than they are: 1 less 0.7 is 0.3, not 0.31.
  private static func rounded(_ number: Double) -> String {
    let hundredths = Int((number * 100 - 1e-6).rounded(.up))
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
