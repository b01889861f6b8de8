/// The texts of the last stories by the numbers of their first articles: most of what a new text is compared with came a moment ago,
/// and need not be read again.
///
/// Holds at most `capacity` texts in 4 MB, 1.5 MB of usual length. What it does not hold is not lost: it stands in the store.
public struct RecentTexts: Sendable {
  public static let capacity = 512
  /// A text of more runs takes too much room.
  private static let mostRuns = 2_048

  /// A text with what else decides on its copies.
  public struct Entry: Sendable {
    public var runs: TextRuns
    public var origin: NearCopy.Origin

    public init(runs: TextRuns, origin: NearCopy.Origin) {
      self.runs = runs
      self.origin = origin
    }
  }

  /// By the number's rest by `capacity`.
  private var entries: [(number: Int64, entry: Entry)?] = Array(repeating: nil, count: capacity)

  public init() {}

  /// Takes the place of the text that came `capacity` numbers before.
  public mutating func add(_ number: Int64, _ entry: Entry) {
    guard entry.runs.count <= Self.mostRuns else { return }
    entries[Self.place(of: number)] = (number, entry)
  }

  /// The text of an article; nil where it is not held any more.
  public func entry(of number: Int64) -> Entry? {
    guard let found = entries[Self.place(of: number)], found.number == number else { return nil }
    return found.entry
  }

  private static func place(of number: Int64) -> Int { Int(number) & (capacity - 1) }
}
