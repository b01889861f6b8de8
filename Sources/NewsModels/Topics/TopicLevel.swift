/// How much of an article is about a topic.
public enum TopicLevel: String, Hashable, Sendable, Codable, CaseIterable {
  /// At least one clause treats the topic as a current affair.
  case mention
  /// The headline or lead is about the topic, or at least a third of the text is.
  case main
}
