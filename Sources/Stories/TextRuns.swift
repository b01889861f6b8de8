/// The runs of three words of a text, to tell exactly how much of it another text shares.
public struct TextRuns: Sendable {
  /// Below this many words a text has to be equal.
  static let leastWords = 24

  /// The first 32 bits of their hashes, in the order of the text, as often as they stand there: of two texts of a thousand words one run
  /// in several thousand pairs is taken for another.
  private let runs: [UInt32]
  /// Those of `runs` that hold a number, each once.
  private let numbered: [UInt32]
  /// Of all words in their order, the headline's first.
  private let whole: UInt64
  /// Of the body.
  public let words: Int

  public init(title: String, body: String) {
    self = StoryText(title: title, body: body).runs
  }

  /// What is asked of a text first.
  public struct Numbers: Sendable {
    /// Each once.
    let hashes: [UInt32]

    /// How many runs hold a number.
    public var count: Int { hashes.count }
  }

  /// Its runs that hold a number.
  public var numbers: Numbers { Numbers(hashes: numbered) }

  /// How many runs it holds: each takes four bytes in memory.
  public var count: Int { runs.count }

  /// - Parameter numbered: those of the reader, each once.
  init(_ reader: Reader, numbered: [UInt32]) {
    runs = Array(reader.runs[..<reader.words])
    self.numbered = numbered
    (whole, words) = (reader.whole, reader.words)
  }

  /// Takes the words of a body into memory that is lent to it.
  struct Reader {
    let runs: UnsafeMutableBufferPointer<UInt32>
    let numbered: UnsafeMutableBufferPointer<UInt32>
    /// Begins as the headline's.
    var whole: UInt64
    private(set) var words = 0
    private(set) var numberedCount = 0
    private var reader = WordRuns()
    private var sinceNumber = 3

    /// - Parameter runs: room for all words of the text, as `numbered`.
    init(
      runs: UnsafeMutableBufferPointer<UInt32>, numbered: UnsafeMutableBufferPointer<UInt32>, whole: UInt64
    ) {
      (self.runs, self.numbered, self.whole) = (runs, numbered, whole)
    }

    /// Answers the hash of the run that the word ends.
    @inline(__always)
    mutating func take(_ word: UInt64, hasDigit: Bool) -> UInt64 {
      whole = WordRuns.mixed(whole &+ word)
      let run = reader.add(word)
      // 0 stands for nothing.
      let hash = max(1, UInt32(truncatingIfNeeded: run >> 32))
      runs[words] = hash
      words &+= 1
      sinceNumber = hasDigit ? 0 : sinceNumber &+ 1
      if sinceNumber < 3 {
        numbered[numberedCount] = hash
        numberedCount &+= 1
      }
      return run
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
    var compared = Compared(self)
    return compared.compared(with: other)
  }

  /// A text made ready to be compared with several.
  public struct Compared: Sendable {
    private let text: TextRuns
    // Made when they are asked for: most texts differ in a sketch of their numbers already, and most others in these.
    private lazy var runs = TextRuns.set(of: text.runs)
    private lazy var numbered = TextRuns.set(of: text.numbered).set

    public init(_ text: TextRuns) { self.text = text }

    /// Whether the two may be one story by what is known of the other's numbers at once.
    public func mayJoin(_ other: NumberSketch) -> Bool { other.mayShareEnough(of: text.numbered) }

    /// Whether the two may be one story by their numbers alone.
    public mutating func mayJoin(_ other: Numbers) -> Bool {
      numbered.holds(NearCopy.leastNumbers(of: min(text.numbered.count, other.count)), of: other.hashes)
    }

    /// As `Comparison.numbers`.
    mutating func shared(_ other: Numbers) -> Double {
      TextRuns.part(numbered.count(of: other.hashes), of: min(text.numbered.count, other.count))
    }

    public mutating func compared(with other: TextRuns) -> Comparison {
      let (own, others) = (runs, TextRuns.set(of: other.runs))
      let shared = own.set.count(of: others.hashes)
      return Comparison(
        resemblance: TextRuns.part(shared, of: own.hashes.count + others.hashes.count - shared),
        containment: TextRuns.part(shared, of: min(own.hashes.count, others.hashes.count)),
        numbers: self.shared(other.numbers),
        isEqual: text.whole == other.whole, words: min(text.words, other.words))
    }
  }

  private static func part(_ part: Int, of whole: Int) -> Double { whole == 0 ? 1 : Double(part) / Double(whole) }

  /// The hashes as a set, and each once.
  static func set(of hashes: some RandomAccessCollection<UInt32>) -> (set: RunSet, hashes: [UInt32]) {
    var set = RunSet(most: hashes.count)
    // An array without room is the library's one empty array, and filling it writes the count that all threads share.
    if hashes.isEmpty { return (set, []) }
    let unique = [UInt32](unsafeUninitializedCapacity: hashes.count) { unique, count in
      for hash in hashes where set.insert(hash) {
        unique.initializeElement(at: count, to: hash)
        count &+= 1
      }
    }
    return (set, unique)
  }
}
