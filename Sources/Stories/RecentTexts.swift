/// The texts of the last stories by the numbers of their first articles: most of what a new text is compared with came shortly before,
/// and need not be read again.
///
/// Whole texts of the last moment, and of many more their runs with numbers, by which most that resemble each other are told apart. At
/// most 12 MB, 3 MB of usual length. What is not held is not lost: it stands in the store.
public struct RecentTexts: Sendable {
  public static let capacity = 512
  static let numbersCapacity = 8_192
  /// A text of more runs takes too much room.
  private static let mostRuns = 2_048
  private static let mostNumbers = 256

  /// A text with what else decides on its copies.
  public struct Entry: Sendable {
    public var runs: TextRuns
    public var origin: NearCopy.Origin

    public init(runs: TextRuns, origin: NearCopy.Origin) {
      self.runs = runs
      self.origin = origin
    }
  }

  /// By the article's number: its rest by how many there are.
  private var entries: [(article: Int64, entry: Entry)?] = Array(repeating: nil, count: capacity)
  private var numbers: [(article: Int64, numbers: TextRuns.Numbers)?] = Array(repeating: nil, count: numbersCapacity)

  public init() {}

  /// Takes the place of the text that came `capacity` articles before.
  public mutating func add(_ article: Int64, _ entry: Entry) {
    if entry.runs.count <= Self.mostRuns { entries[Self.place(of: article, Self.capacity)] = (article, entry) }
    let numbered = entry.runs.numbers
    if numbered.count <= Self.mostNumbers {
      numbers[Self.place(of: article, Self.numbersCapacity)] = (article, numbered)
    }
  }

  /// The text of an article; nil where it is not held any more.
  public func entry(of article: Int64) -> Entry? {
    guard let found = entries[Self.place(of: article, Self.capacity)], found.article == article else { return nil }
    return found.entry
  }

  /// The runs with numbers of an article; nil where they are not held any more.
  public func numbers(of article: Int64) -> TextRuns.Numbers? {
    guard let found = numbers[Self.place(of: article, Self.numbersCapacity)], found.article == article else {
      return nil
    }
    return found.numbers
  }

  private static func place(of article: Int64, _ count: Int) -> Int { Int(article) & (count - 1) }
}
