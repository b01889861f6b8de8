/// Where the words, sentences and paragraphs of a text begin.
///
/// A sentence ends with `.`, `!`, `?` or `…` and closing quotes, where a space and no small letter or digit follows, unless the full
/// stop belongs to an initial or a capitalised abbreviation of two letters (`J.`, `Mr.`, `TP.`); or with `。`, `！`, `？`. A paragraph
/// ends them all.
struct TextLayout {
  private(set) var paragraphs: [TextMatches.Paragraph] = []
  /// UTF-8 offsets.
  private var wordStarts: [Int32] = []
  /// UTF-8 offset of the first sign of each sentence but the first.
  private var sentenceStarts: [Int32] = []

  init(_ text: Span<UInt8>) {
    wordStarts.reserveCapacity(text.count / 5 + 1)
    let table = FoldingTable.shared
    var line = Line(firstWord: 0)
    var at = 0
    while at < text.count {
      if line.ending == nil, case let end = UTF8Text.endOfLatinLetters(text, from: at), end > at {
        // Most of a text: only where the word begins is worth a note.
        if line.group != .word { wordStarts.append(Int32(truncatingIfNeeded: at)) }
        line.add(.word, at, end)
        at = end
        continue
      }
      let (scalar, length) = UTF8Text.scalar(text, at: at)
      take(scalar, scalar.map { table.reading($0) } ?? .invalid, &line, text, at, length)
      at += length
    }
    close(&line, at)
  }

  /// Index of the word that `offset` is in, or of the last before it; 0 before the first.
  func word(at offset: Int) -> Int { max(wordStarts.countSorted { $0 <= offset } - 1, 0) }

  /// Index of the sentence that `offset` is in.
  func sentence(at offset: Int) -> Int { sentenceStarts.countSorted { $0 <= offset } }

  /// Index of the paragraph that `offset`, which is that of a word, is in.
  func paragraph(at offset: Int) -> Int { paragraphs.countSorted { $0.end <= offset } }

  private mutating func take(
    _ scalar: Unicode.Scalar?, _ reading: ScalarReading, _ line: inout Line, _ text: Span<UInt8>, _ at: Int,
    _ length: Int
  ) {
    switch reading.kind {
    case .ignored: break
    case .mark where line.isOpen: line.end = at + length
    case .base, .mark:
      if line.ending?.begins(with: reading, scalar) == true {
        sentenceStarts.append(Int32(truncatingIfNeeded: at))
        line.ending = nil
      }
      if let ending = SentenceEnding(scalar), !(ending.isFullStop && isAbbreviation(line, text, before: at)) {
        line.ending = ending
      } else if line.ending?.goesOn(with: scalar) == false {
        line.ending = nil
      }
      if reading.group.isPartOfWord, line.group.isEdge(before: reading.group) {
        wordStarts.append(Int32(truncatingIfNeeded: at))
      }
      line.add(reading.group, at, at + length)
    case .space:
      line.group = .none
      line.isOpen = false
      line.ending?.isSpaced = true
    case .lineBreak: close(&line, at)
    }
  }

  /// Whether the word before a full stop is a capital letter, or begins with one and has two.
  private func isAbbreviation(_ line: Line, _ text: Span<UInt8>, before end: Int) -> Bool {
    guard line.group == .word, let start = wordStarts.last else { return false }
    var (letters, isCapitalised) = (0, false)
    var at = Int(start)
    while at < end, letters <= 2 {
      let (scalar, length) = UTF8Text.scalar(text, at: at)
      at += length
      guard let scalar, case let reading = FoldingTable.shared.reading(scalar), reading.kind == .base else { continue }
      if letters == 0 { isCapitalised = reading.isCapital }
      letters += 1
    }
    return isCapitalised && letters <= 2
  }

  private mutating func close(_ line: inout Line, _ at: Int) {
    if let start = line.start, wordStarts.count > line.firstWord {
      paragraphs.append(
        TextMatches.Paragraph(
          start: start, end: line.end, firstWord: line.firstWord, words: wordStarts.count - line.firstWord))
      sentenceStarts.append(Int32(truncatingIfNeeded: at))
    }
    line = Line(firstWord: wordStarts.count)
  }

  /// What is known of the paragraph that is being read.
  private struct Line {
    let firstWord: Int
    /// nil until its first sign.
    var start: Int?
    var end = 0
    /// Of the last sign.
    var group = WordGroup.none
    /// Whether a mark would belong to the last sign.
    var isOpen = false
    /// nil where no sentence may begin.
    var ending: SentenceEnding?

    init(firstWord: Int) { self.firstWord = firstWord }

    @inline(__always)
    mutating func add(_ group: WordGroup, _ start: Int, _ end: Int) {
      if self.start == nil { self.start = start }
      self.end = end
      self.group = group
      isOpen = true
    }
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
