/// What became of an outlet that was to be joined or parted.
public struct SourceChange: Hashable, Sendable, Codable {
  /// Its name in statistics, whichever spelling it was asked for by.
  public var outlet: String
  /// The source that it was counted with: its own name where it was one itself.
  public var before: String
  /// The source that it is counted with now; the same as before where nothing was to be done.
  public var now: String
  /// Of an outlet that could not be parted: its spellings, two or more, which have one key and were never joined by a person.
  public var inseparable: [String]?

  public init(outlet: String, before: String, now: String, inseparable: [String]? = nil) {
    self.outlet = outlet
    self.before = before
    self.now = now
    self.inseparable = inseparable
  }
}
