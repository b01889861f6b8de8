import NewsModels

/// Labels articles with topics by the rules of one topics file.
///
/// A value that is built once, in milliseconds, and shared between threads: classifying changes nothing in it.
public struct Classifier: Sendable {
  /// The topics and rules that decide.
  public let topics: TopicsFile

  let compiled: CompiledTopics
  private let matcher: PhraseMatcher

  /// Compiles the rules.
  public init(_ topics: TopicsFile) {
    self.topics = topics
    compiled = CompiledTopics(topics.definitions)
    matcher = PhraseMatcher(phrases: compiled.phrases)
  }

  /// The topics that an article counts for, with levels and evidence.
  /// - Parameters:
  ///   - title: the headline.
  ///   - body: the paragraphs, separated by one newline each; the lead is the first.
  ///   - language: a lower-case ISO 639-1 code. Phrases of other languages do not count; where it is nil, or the file has
  ///     no phrases for it, those of every language do.
  public func classify(title: String, body: String, language: String?) -> Classification {
    let evaluations = evaluate(title: title, body: body, language: language, explaining: false)
    guard !evaluations.isEmpty else { return Classification(topicsVersion: topics.version, topics: []) }
    let writer = EvidenceWriter(title: title, body: body, compiled: compiled)
    return Classification(topicsVersion: topics.version, topics: evaluations.compactMap(writer.topic))
  }

  /// The same decision, with what nearly counted and why it did not.
  public func explain(title: String, body: String, language: String?) -> Explanation {
    let evaluations = evaluate(title: title, body: body, language: language, explaining: true)
    let writer = EvidenceWriter(title: title, body: body, compiled: compiled)
    let classification = Classification(
      topicsVersion: topics.version, topics: evaluations.compactMap(writer.topic))
    return Explanation(
      classification: classification, nearMisses: evaluations.compactMap(writer.nearMiss),
      arithmetic: evaluations.map(writer.arithmetic))
  }

  /// The topics of which some phrase stands in the article, in the order of the file.
  func evaluate(
    title: String, body: String, language: String?, explaining: Bool
  ) -> [(topic: Int, evaluation: TopicEvaluation)] {
    let inTitle = matcher.matches(in: title)
    let inBody = matcher.matches(in: body)
    var topics: UInt64 = 0
    for match in inTitle.matches { topics |= compiled.anchors[match.phrase] }
    for match in inBody.matches { topics |= compiled.anchors[match.phrase] }
    guard topics != 0 else { return [] }
    let spans = ArticleSpans(
      title: inTitle, body: inBody, compiled: compiled, languages: compiled.languageMask(of: language))
    return compiled.topics.indices.compactMap { index in
      guard topics & (1 << UInt64(index)) != 0 else { return nil }
      return (index, TopicEvaluation(compiled.topics[index], in: spans, explaining: explaining))
    }
  }
}
