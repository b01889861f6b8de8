/// What is known of the numbers in recent stories, by their first articles: most texts that resemble one are told from it without being
/// read again.
///
/// The runs with numbers of the last texts, and a sketch of them of all that `StoryWindow` remembers: 5 MB of sketches when all are there,
/// half a megabyte of runs in texts of usual length, 4 MB at most. What is not held is not lost: the text stands in the store.
public struct RecentNumbers: Sendable {
  public static let capacity = 512
  /// More runs of one text take too much room.
  private static let mostRuns = 2_048

  /// By the article's number: its rest by how many there are.
  private var entries: [(article: Int64, numbers: TextRuns.Numbers)?] = Array(repeating: nil, count: capacity)
  /// The same by `StoryWindow.capacity`. Free ones have the number 0.
  private var sketches = RecentTable(free: (article: Int64(0), sketch: NumberSketch([])))

  public init() {}

  /// Takes the place of the text that came `capacity` articles before.
  public mutating func add(_ article: Int64, _ numbers: TextRuns.Numbers) {
    if numbers.count <= Self.mostRuns { entries[Self.place(of: article, Self.capacity)] = (article, numbers) }
    sketches[Self.place(of: article, StoryWindow.capacity)] = (article, NumberSketch(numbers.hashes))
  }

  /// Forgets an article, whose text is another one now.
  public mutating func remove(_ article: Int64) {
    if numbers(of: article) != nil { entries[Self.place(of: article, Self.capacity)] = nil }
    if sketch(of: article) != nil {
      sketches[Self.place(of: article, StoryWindow.capacity)] = (0, NumberSketch([]))
    }
  }

  /// Those of an article; nil where they are not held any more.
  public func numbers(of article: Int64) -> TextRuns.Numbers? {
    guard let found = entries[Self.place(of: article, Self.capacity)], found.article == article else { return nil }
    return found.numbers
  }

  /// What an article's runs with numbers may be; nil where it is not known.
  public func sketch(of article: Int64) -> NumberSketch? {
    let found = sketches[Self.place(of: article, StoryWindow.capacity)]
    return found.article == article ? found.sketch : nil
  }

  private static func place(of article: Int64, _ count: Int) -> Int { Int(article) & (count - 1) }
}
