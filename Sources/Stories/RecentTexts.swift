/// The texts of the last stories by the numbers of their first articles: most of what a new text is compared with came shortly before,
/// and need not be read again.
///
/// Whole texts of the last moment, and of all that `StoryWindow` remembers a sketch of their runs with numbers, by which most that
/// resemble each other are told apart. 5 MB of sketches when all are there, 1.5 MB of texts of usual length, 4 MB at most. What is not
/// held is not lost: it stands in the store.
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

  /// By the article's number: its rest by how many there are.
  private var entries: [(article: Int64, entry: Entry)?] = Array(repeating: nil, count: capacity)
  /// The same by `StoryWindow.capacity`, up to the last that was taken. Free ones have the number 0.
  private var sketches: [(article: Int64, sketch: NumberSketch)] = []

  public init() {}

  /// Takes the place of the text that came `capacity` articles before.
  public mutating func add(_ article: Int64, _ entry: Entry) {
    if entry.runs.count <= Self.mostRuns { entries[Self.place(of: article, Self.capacity)] = (article, entry) }
    let place = Self.place(of: article, StoryWindow.capacity)
    sketches.grow(to: place, of: StoryWindow.capacity, filling: (article: 0, sketch: NumberSketch([])))
    sketches[place] = (article, NumberSketch(entry.runs.numbers.hashes))
  }

  /// The text of an article; nil where it is not held any more.
  public func entry(of article: Int64) -> Entry? {
    guard let found = entries[Self.place(of: article, Self.capacity)], found.article == article else { return nil }
    return found.entry
  }

  /// What an article's runs with numbers may be; nil where it is not known.
  public func sketch(of article: Int64) -> NumberSketch? {
    let place = Self.place(of: article, StoryWindow.capacity)
    guard place < sketches.count, sketches[place].article == article else { return nil }
    return sketches[place].sketch
  }

  private static func place(of article: Int64, _ count: Int) -> Int { Int(article) & (count - 1) }
}
