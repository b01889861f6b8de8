/// What is asked of every text, from one reading: by what others are found that resemble it, and by what most of them are told from it.
///
/// A few hundred bytes, since thousands of texts may wait for their transaction. The text itself is read again (`TextRuns`) where that
/// does not decide.
public struct StoryText: Sendable {
  public let fingerprint: TextFingerprint
  public let numbers: TextRuns.Numbers

  public init(title: String, body: String) {
    var (title, body) = (title, body)
    self = title.withUTF8 { title in body.withUTF8 { body in StoryText(title: title, body: body) } }
  }

  /// Of UTF-8; any bytes can be read.
  public init(title: UnsafeBufferPointer<UInt8>, body: UnsafeBufferPointer<UInt8>) {
    (fingerprint, numbers) = withUnsafeTemporaryAllocation(
      of: UInt32.self, capacity: RunReader.mostWords(in: body)
    ) { room in
      var reader = Reader(runs: RunReader(title: title, numbered: room))
      FoldedWords.read(body, &reader)
      return (reader.fingerprint, reader.runs.numbers)
    }
  }

  private struct Reader: WordTaking {
    var runs: RunReader
    var sketch = TextFingerprint.Sketch()

    @inline(__always)
    mutating func take(_ word: UInt64, hasDigit: Bool) {
      sketch.take(run: runs.take(word, hasDigit: hasDigit))
    }

    var fingerprint: TextFingerprint {
      runs.words < TextRuns.leastWords ? TextFingerprint(whole: runs.whole) : sketch.fingerprint
    }
  }
}
