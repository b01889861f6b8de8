/// When two texts are one story: the same text, or one with a changed headline, another credit, some paragraphs more or fewer.
public enum NearCopy {
  /// What is known of an article beside its text.
  public struct Origin: Hashable, Sendable {
    /// Whatever is the same for the same outlet.
    public var outlet: Int64
    /// Days after any day; nil where it is not known.
    public var day: Int64?

    public init(outlet: Int64, day: Int64?) {
      self.outlet = outlet
      self.day = day
    }
  }

  /// Below these runs a sentence more or less is too great a part: only what resembles as a whole is a copy.
  private static let shortWords = 60

  /// Of the runs with a number, the part that texts of one story share at least, in fifths: tables, market reports and forecasts repeat
  /// their words with other numbers.
  private static let numberFifths = 4

  /// Whether texts may be one story by their numbers alone.
  /// - Parameter shared: of the runs with a number, the part that both texts have.
  static func mayJoin(numbers shared: Double) -> Bool { shared >= Double(numberFifths) / 5 }

  /// How many of so many runs with a number texts of one story share at least.
  static func leastNumbers(of runs: Int) -> Int { (numberFifths * runs + 4) / 5 }

  /// - Parameter shared: what the texts share.
  public static func joins(_ shared: TextRuns.Comparison, _ one: Origin, _ other: Origin) -> Bool {
    guard mayJoin(numbers: shared.numbers) else { return false }
    let days = one.day.flatMap { day in other.day.map { abs(day - $0) } }
    if shared.words < TextRuns.leastWords {
      // A headline that comes every day is no copy of yesterday's.
      guard shared.isEqual, let days else { return shared.isEqual && one.day == other.day }
      return days == 0 || days == 1 && one.outlet != other.outlet
    }
    // What an outlet prints again on another day is rather a report that it fills in daily: lottery results share 86 of 100.
    if one.outlet == other.outlet, one.day != other.day { return shared.resemblance >= 0.9 }
    if shared.resemblance >= 0.8 { return true }
    return shared.words >= shortWords && shared.containment >= 0.9 && shared.resemblance >= 0.5
  }
}
