/// What a group that is added gets.
public enum GroupBeginning: String, Hashable, Sendable, NamedChoice {
  /// What is accepted from then on.
  case now
  /// What the outbox still holds for other groups, too.
  case held
}
