/// The runs of three words of a text, to tell exactly how much of it another text shares.
public struct TextRuns: Sendable {
  /// Below this many words a text has to be equal.
  static let leastWords = 24

  /// In order, each once.
  private let runs: [UInt64]
  /// Those of `runs` that hold a number, in order, each once.
  private let numbered: [UInt64]
  /// Of all words in their order, the headline's first.
  private let whole: UInt64
  /// Of the body.
  public let words: Int

  public init(title: String, body: String) {
    var heading = Reader()
    FoldedWords.read(title, &heading)
    var reader = Reader(whole: heading.whole)
    FoldedWords.read(body, &reader)
    runs = Self.unique(reader.runs)
    numbered = Self.unique(reader.numbered)
    (whole, words) = (reader.whole, reader.runs.count)
  }

  private struct Reader: WordTaking {
    var runs: [UInt64] = []
    var numbered: [UInt64] = []
    var whole: UInt64 = 0
    private var reader = WordRuns()
    private var sinceNumber = 3

    init(whole: UInt64 = 0) { self.whole = whole }

    mutating func take(_ word: UInt64, hasDigit: Bool) {
      whole = WordRuns.mixed(whole &+ word)
      let run = reader.add(word)
      runs.append(run)
      sinceNumber = hasDigit ? 0 : sinceNumber + 1
      if sinceNumber < 3 { numbered.append(run) }
    }
  }

  /// What two texts share.
  public struct Comparison: Hashable, Sendable {
    /// Of the runs of either, the part that both have.
    public var resemblance: Double
    /// Of the runs of the shorter text, the part that the longer has.
    public var containment: Double
    /// The same of runs that hold a number only; 1 where one has none.
    public var numbers: Double
    /// Whether the words are the same, headline and body.
    public var isEqual: Bool
    /// Of the shorter body.
    public var words: Int
  }

  public func compared(with other: TextRuns) -> Comparison {
    let shared = Self.shared(runs, other.runs)
    return Comparison(
      resemblance: Self.part(shared, of: runs.count + other.runs.count - shared),
      containment: Self.part(shared, of: min(runs.count, other.runs.count)),
      numbers: Self.part(Self.shared(numbered, other.numbered), of: min(numbered.count, other.numbered.count)),
      isEqual: whole == other.whole, words: min(words, other.words))
  }

  private static func part(_ part: Int, of whole: Int) -> Double { whole == 0 ? 1 : Double(part) / Double(whole) }

  private static func unique(_ values: [UInt64]) -> [UInt64] {
    var unique: [UInt64] = []
    unique.reserveCapacity(values.count)
    for value in values.bucketSorted() where unique.last != value { unique.append(value) }
    return unique
  }

  /// How many values two ordered lists have in common.
  private static func shared(_ one: [UInt64], _ other: [UInt64]) -> Int {
    var (left, right, shared) = (0, 0, 0)
    while left < one.count, right < other.count {
      if one[left] == other[right] {
        shared += 1
        left += 1
        right += 1
      } else if one[left] < other[right] {
        left += 1
      } else {
        right += 1
      }
    }
    return shared
  }
}
