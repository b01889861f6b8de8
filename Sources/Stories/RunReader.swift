/// Makes runs of three words of a body's words, and notes which of them hold a number, in memory that is lent to it.
struct RunReader {
  private let numbered: UnsafeMutableBufferPointer<UInt32>
  private var numberedCount = 0
  /// Of all words in their order, the headline's first.
  private(set) var whole: UInt64
  /// Words that were taken, each of which ended a run.
  private(set) var words = 0
  private var runs = WordRuns()
  private var sinceNumber = 3

  /// Most words that a text can hold: a word takes a byte and what ends it another, or it is a character of three.
  static func mostWords(in text: UnsafeBufferPointer<UInt8>) -> Int { text.count / 2 + 2 }

  /// - Parameters:
  ///   - title: of the article: its words count for whether two texts are equal, and make no runs.
  ///   - numbered: room for all words of the body.
  init(title: UnsafeBufferPointer<UInt8>, numbered: UnsafeMutableBufferPointer<UInt32>) {
    var heading = Heading()
    FoldedWords.read(title, &heading)
    whole = heading.whole
    self.numbered = numbered
  }

  /// Answers the hash of the run that the word ends.
  @inline(__always)
  mutating func take(_ word: UInt64, hasDigit: Bool) -> UInt64 {
    whole = WordRuns.mixed(whole &+ word)
    let run = runs.add(word)
    words &+= 1
    sinceNumber = hasDigit ? 0 : sinceNumber &+ 1
    if sinceNumber < 3 {
      numbered[numberedCount] = TextRuns.hash(of: run)
      numberedCount &+= 1
    }
    return run
  }

  /// The runs with a number.
  var numbers: TextRuns.Numbers {
    TextRuns.Numbers(hashes: TextRuns.set(of: numbered[..<numberedCount]).hashes)
  }

  private struct Heading: WordTaking {
    var whole: UInt64 = 0

    mutating func take(_ word: UInt64, hasDigit: Bool) { whole = WordRuns.mixed(whole &+ word) }
  }
}
