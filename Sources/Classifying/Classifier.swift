import NewsModels

/// Labels articles with topics by the rules of one topics file.
///
/// A value that is built once, in milliseconds, and shared between threads: classifying changes nothing in it.
public struct Classifier: Sendable {
  /// The topics and rules that decide.
  public let topics: TopicsFile

  /// Compiles the rules.
  public init(_ topics: TopicsFile) {
    self.topics = topics
  }

  /// The topics that an article counts for, with levels and evidence.
  public func classify(title: String, body: String, language: String?) -> Classification {
    Classification(topicsVersion: topics.version, topics: [])
  }

  /// The same decision, with what nearly counted and why it did not.
  public func explain(title: String, body: String, language: String?) -> Explanation {
    Explanation(classification: classify(title: title, body: body, language: language), nearMisses: [])
  }
}
