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
  /// Of an outlet that was to be shown by another of its names: what it was shown as before. `outlet` is what it is shown as now.
  public var shownBefore: String?

  private enum CodingKeys: String, CodingKey {
    case outlet, before, now, inseparable
    case shownBefore = "shown_before"
  }

  public init(
    outlet: String, before: String, now: String, inseparable: [String]? = nil, shownBefore: String? = nil
  ) {
    self.outlet = outlet
    self.before = before
    self.now = now
    self.inseparable = inseparable
    self.shownBefore = shownBefore
  }
}
