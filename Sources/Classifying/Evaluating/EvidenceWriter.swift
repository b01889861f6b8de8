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
      causes: causes(evaluation, misses, topic, counts: counts), evidence: evidence(counted + missed, of: topic))
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

  private func causes(
    _ evaluation: TopicEvaluation, _ misses: [TopicEvaluation.Miss], _ topic: CompiledTopics.CompiledTopic, counts: Bool
  ) -> [NearMiss.Cause] {
    var causes: [NearMiss.Cause] = []
    var further = Set<NearMiss.Cause>()
    if !counts, !evaluation.contributions.isEmpty {
      causes.append(.below(topic.definition.threshold, score: evaluation.score))
    }
    for miss in misses {
      let cause = cause(of: miss, in: topic)
      if causes.contains(cause) { continue }
      if causes.count < 4 { causes.append(cause) } else { further.insert(cause) }
    }
    if !further.isEmpty { causes.append(.others(count: further.count)) }
    return causes
  }

  private func cause(of miss: TopicEvaluation.Miss, in topic: CompiledTopics.CompiledTopic) -> NearMiss.Cause {
    let rule = topic.rules[miss.rule].rule
    return switch miss.reason {
    case .excluded(let phrase):
      .excluded(phrase: compiled.phrases[phrase].notation)
    case .lacks(let list):
      .lacks(rule: rule.name, phrases: rule.allOf[list].notation, within: rule.within)
    case .spoiled(let phrase, let reach):
      .spoiled(rule: rule.name, phrase: compiled.phrases[phrase].notation, within: reach)
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
}

extension TopicEvaluation.Reason {
  /// Whether an excluding phrase holds the span.
  var isExclusion: Bool {
    if case .excluded = self { true } else { false }
  }
}
