import NewsModels

/// Runs the sentences that a topic's author says must match, or must not.
struct ExamplesCheck {
  private let classifier: Classifier

  init(_ classifier: Classifier) { self.classifier = classifier }

  /// The examples that come out otherwise than their author says, with the reason.
  func mistakes() -> [TopicsFileError.Mistake] {
    classifier.topics.definitions.flatMap { topic in
      topic.examples.compactMap { mistake(of: $0, in: topic) }
    }
  }

  private func mistake(
    of example: TopicDefinition.Example, in topic: TopicDefinition
  ) -> TopicsFileError.Mistake? {
    let explanation = classifier.explain(title: "", body: example.text, language: nil)
    let counted = explanation.classification.topics.first { $0.topic == topic.id }
    guard (counted != nil) != example.matches else { return nil }
    let message: String
    if let counted {
      let rules = Set(counted.evidence.filter { $0.weight > 0 }.map { "`\($0.rule)`" }).sorted().joined(separator: ", ")
      message = "this example must not match `\(topic.id)`, but does by \(rules)"
    } else {
      let near = explanation.nearMisses.first { $0.topic == topic.id }?.reason ?? "no phrase of the topic stands in it"
      message = "this example must match `\(topic.id)`, but does not: \(near)"
    }
    return .init(line: example.position.line, column: example.position.column, message: message)
  }
}
