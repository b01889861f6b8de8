/// All that is asked of a text, from one reading.
public struct StoryText: Sendable {
  public let fingerprint: TextFingerprint
  public let runs: TextRuns

  public init(title: String, body: String) {
    var (title, body) = (title, body)
    self = title.withUTF8 { title in body.withUTF8 { body in StoryText(title: title, body: body) } }
  }

  /// Of UTF-8; any bytes can be read.
  public init(title: UnsafeBufferPointer<UInt8>, body: UnsafeBufferPointer<UInt8>) {
    var heading = Heading()
    FoldedWords.read(title, &heading)
    // A word takes a byte and what ends it another, or it is a character of three.
    let most = body.count / 2 + 2
    let (runs, parts) = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * most) { room in
      var reader = Reader(
        runs: TextRuns.Reader(
          runs: UnsafeMutableBufferPointer(rebasing: room[..<most]),
          numbered: UnsafeMutableBufferPointer(rebasing: room[most...]), whole: heading.whole))
      FoldedWords.read(body, &reader)
      let numbered = TextRuns.set(of: reader.runs.numbered[..<reader.runs.numberedCount]).hashes
      return (TextRuns(reader.runs, numbered: numbered), reader)
    }
    self.runs = runs
    fingerprint =
      runs.words < TextRuns.leastWords ? TextFingerprint(whole: parts.runs.whole) : parts.sketch.fingerprint
  }

  private struct Heading: WordTaking {
    var whole: UInt64 = 0

    mutating func take(_ word: UInt64, hasDigit: Bool) { whole = WordRuns.mixed(whole &+ word) }
  }

  private struct Reader: WordTaking {
    var runs: TextRuns.Reader
    var sketch = TextFingerprint.Sketch()

    @inline(__always)
    mutating func take(_ word: UInt64, hasDigit: Bool) {
      sketch.take(run: runs.take(word, hasDigit: hasDigit))
    }
  }
}
