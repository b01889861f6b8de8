/// How much of an article is about a topic.
public enum TopicLevel: String, Hashable, Sendable, NamedChoice {
  /// At least one clause treats the topic as a current affair.
  case mention
  /// The headline is about the topic, or a third of the text is, or the lead with a sixth of it: what the built-in topics ask for.
  case main
}
