/// What a group that is added gets.
public enum GroupBeginning: String, Hashable, Sendable, Codable, CaseIterable {
  /// What is accepted from then on.
  case now
  /// What the outbox still holds for other groups, too.
  case held
}
