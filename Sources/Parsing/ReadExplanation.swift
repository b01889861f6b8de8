/// How a document was read: for a person who asks why a text is what it is.
public struct ReadExplanation: Hashable, Sendable {
  public var outcome: ReadOutcome
  /// How many of its records hold no article though others do, and what to do; nil where there are none. Never article text.
  public var leftOut: String?
  /// `text`, `HTML`, `RSS`, `JSON`, …; empty where it could not be told.
  public var form = ""
  /// `utf-8`, `windows-1258`, …; empty where none was found.
  public var encoding = ""
  /// The parts of the document in order, with what became of each. Long documents give long lists: only asked for by a person.
  public var parts: [Part] = []

  public init(outcome: ReadOutcome) {
    self.outcome = outcome
  }

  /// A line or block of the document.
  public struct Part: Hashable, Sendable {
    /// The text, cut to 120 characters.
    public var text: String
    /// What became of it.
    public var role: Role
    /// Why, in a few words.
    public var reason: String

    public init(text: String, role: Role, reason: String) {
      (self.text, self.role, self.reason) = (String(text.prefix(120)), role, reason)
    }
  }

  /// What became of a part.
  public enum Role: String, Hashable, Sendable {
    case title, date, paragraph, credit, dropped, note
  }
}
