/// The runs of three words of a text, to tell exactly how much of it another text shares.
public struct TextRuns: Sendable {
  /// Below this many words a text has to be equal.
  static let leastWords = 24

  /// Their hashes in the order of the text, as often as they stand there: of two texts of a thousand words one run in several thousand
  /// pairs is taken for another.
  private let runs: [UInt32]
  public let numbers: Numbers
  /// Of all words in their order, the headline's first.
  private let whole: UInt64
  /// Of the body.
  public let words: Int

  /// The runs that hold a number: what is asked of a text first.
  public struct Numbers: Sendable {
    /// Each once.
    let hashes: [UInt32]

    /// How many runs hold a number.
    public var count: Int { hashes.count }
  }

  public init(title: String, body: String) {
    var (title, body) = (title, body)
    self = title.withUTF8 { title in body.withUTF8 { body in TextRuns(title: title, body: body) } }
  }

  /// Of UTF-8; any bytes can be read.
  public init(title: UnsafeBufferPointer<UInt8>, body: UnsafeBufferPointer<UInt8>) {
    let most = RunReader.mostWords(in: body)
    self = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * most) { room in
      var reader = Reader(
        hashes: UnsafeMutableBufferPointer(rebasing: room[..<most]),
        runs: RunReader(title: title, numbered: UnsafeMutableBufferPointer(rebasing: room[most...])))
      FoldedWords.read(body, &reader)
      return TextRuns(reader)
    }
  }

  private init(_ reader: Reader) {
    (words, whole, numbers) = (reader.runs.words, reader.runs.whole, reader.runs.numbers)
    runs = Array(reader.hashes[..<words])
  }

  private struct Reader: WordTaking {
    /// Room for the hash of each run.
    let hashes: UnsafeMutableBufferPointer<UInt32>
    var runs: RunReader

    @inline(__always)
    mutating func take(_ word: UInt64, hasDigit: Bool) {
      let place = runs.words
      hashes[place] = TextRuns.hash(of: runs.take(word, hasDigit: hasDigit))
    }
  }

  /// The first 32 bits of a run's hash. 0 stands for nothing.
  @inline(__always)
  static func hash(of run: UInt64) -> UInt32 { max(1, UInt32(truncatingIfNeeded: run >> 32)) }

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
  public struct Compared {
    private let numbers: Numbers
    private let read: () -> TextRuns
    // Made when they are asked for: most texts differ in a sketch of their numbers already, and most others in these.
    private lazy var text = read()
    private lazy var runs = TextRuns.set(of: text.runs)
    private lazy var numbered = TextRuns.set(of: numbers.hashes).set

    /// - Parameter text: reads the text whose numbers these are; called at most once, where numbers do not decide.
    public init(_ numbers: Numbers, text: @escaping () -> TextRuns) {
      self.numbers = numbers
      read = text
    }

    init(_ text: TextRuns) { self.init(text.numbers) { text } }

    /// Whether the two may be one story by what is known of the other's numbers at once.
    public func mayJoin(_ other: NumberSketch) -> Bool { other.mayShareEnough(of: numbers.hashes) }

    /// Whether the two may be one story by their numbers alone.
    public mutating func mayJoin(_ other: Numbers) -> Bool {
      numbered.holds(NearCopy.leastNumbers(of: min(numbers.count, other.count)), of: other.hashes)
    }

    /// As `Comparison.numbers`.
    mutating func shared(_ other: Numbers) -> Double {
      TextRuns.part(numbered.count(of: other.hashes), of: min(numbers.count, other.count))
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
