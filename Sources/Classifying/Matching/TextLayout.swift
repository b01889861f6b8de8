/// Where the words, sentences and paragraphs of a text begin.
///
/// A sentence ends with `.`, `!`, `?` or `…` and closing quotes, where a space and no small letter or digit follows, unless the full
/// stop belongs to an initial or a capitalised abbreviation of two letters (`J.`, `Mr.`, `TP.`); or with `。`, `！`, `？`. A paragraph
/// ends them all.
struct TextLayout {
  private(set) var paragraphs: [TextMatches.Paragraph] = []
  /// UTF-8 offsets.
  private var wordStarts: [Int] = []
  /// UTF-8 offset of the first sign of each sentence but the first.
  private var sentenceStarts: [Int] = []

  private var paragraph = OpenParagraph()
  private var ending = SentenceEnding()
  private var group = WordGroup.none
  private var isOpen = false

  init(_ text: Span<UInt8>) {
    wordStarts.reserveCapacity(text.count / 5 + 1)
    let table = FoldingTable.shared
    var at = 0
    while at < text.count {
      let (scalar, length) = UTF8Text.scalar(text, at: at)
      let reading = scalar.map(table.reading) ?? ScalarReading(kind: .base, group: .none, isCapital: false)
      switch reading.kind {
      case .ignored: break
      case .base: place(reading, scalar, at, length)
      case .mark:
        if isOpen { paragraph.end = at + length } else { place(reading, scalar, at, length) }
      case .space:
        group = .none
        isOpen = false
        ending.space()
      case .lineBreak: close(at)
      }
      at += length
    }
    close(at)
  }

  /// Index of the word that `offset` is in, or of the last before it; 0 before the first.
  func word(at offset: Int) -> Int { max(wordStarts.countSorted { $0 <= offset } - 1, 0) }

  /// Index of the sentence that `offset` is in.
  func sentence(at offset: Int) -> Int { sentenceStarts.countSorted { $0 <= offset } }

  /// Index of the paragraph that `offset`, which is that of a word, is in.
  func paragraph(at offset: Int) -> Int { paragraphs.countSorted { $0.end <= offset } }

  private mutating func place(_ reading: ScalarReading, _ scalar: Unicode.Scalar?, _ at: Int, _ length: Int) {
    if paragraph.start == nil { paragraph.start = at }
    paragraph.end = at + length
    if ending.begins(with: reading, scalar) { sentenceStarts.append(at) }
    if reading.group.isPartOfWord, group.isEdge(before: reading.group) { wordStarts.append(at) }
    group = reading.group
    isOpen = true
  }

  private mutating func close(_ at: Int) {
    if let start = paragraph.start, wordStarts.count > paragraph.firstWord {
      paragraphs.append(
        TextMatches.Paragraph(
          start: start, end: paragraph.end, firstWord: paragraph.firstWord,
          words: wordStarts.count - paragraph.firstWord))
      sentenceStarts.append(at)
    }
    paragraph = OpenParagraph(firstWord: wordStarts.count)
    ending = SentenceEnding()
    group = .none
    isOpen = false
  }

  private struct OpenParagraph {
    var firstWord = 0
    /// nil until its first sign.
    var start: Int?
    var end = 0
  }
}

extension Array {
  /// How many elements at the beginning satisfy a condition that none satisfies behind the first that does not.
  fileprivate func countSorted(_ isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
