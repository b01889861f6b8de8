/// Where the words, sentences and paragraphs of a text begin.
///
/// A sentence ends with `.`, `!`, `?` or `…` and closing quotes, where a space and no small letter or digit follows, unless the full
/// stop belongs to an initial or a capitalised abbreviation of two letters (`J.`, `Mr.`, `TP.`), which bear no diacritics: `Mỹ`, `Ý` and
/// `Úc` are countries; or with `。`, `！`, `？`. A paragraph ends them all.
struct TextLayout {
  private(set) var paragraphs: [TextMatches.Paragraph] = []
  /// With the beginnings of words.
  private var blocks: [PlainBlock]
  private var wordCount = 0
  /// UTF-8 offset of the last word so far.
  private var lastWord = 0
  /// UTF-8 offset of the first sign of each sentence but the first.
  private var sentenceStarts: [Int32] = []

  /// - Parameter isUTF8: whether `text` is known to be UTF-8 throughout, which makes it faster.
  init(_ text: Span<UInt8>, isUTF8: Bool) {
    blocks = PlainBlock.blocks(of: text, isUTF8: isUTF8)
    // Enough for most texts.
    paragraphs.reserveCapacity(blocks.count / 4)
    sentenceStarts.reserveCapacity(blocks.count)
    let table = FoldingTable.shared
    var line = Line(firstWord: 0)
    var at = 0
    while at < text.count {
      if line.ending == nil, case let end = takePlain(text, from: at, &line), end > at {
        at = end
        continue
      }
      let (scalar, length) = UTF8Text.scalar(text, at: at)
      take(scalar, scalar.map { table.reading($0) } ?? .invalid, &line, text, at, length)
      at += length
    }
    close(&line, at)
    var words = 0
    for block in blocks.indices {
      blocks[block].wordsBefore = words
      words += blocks[block].wordStarts.nonzeroBitCount
    }
  }

  /// Index of the word that `offset`, which lies in the text, is in, or of the last before it; 0 before the first.
  func word(at offset: Int) -> Int {
    max(blocks[offset / PlainBlock.size].words(through: offset % PlainBlock.size) - 1, 0)
  }

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
        blocks[at / PlainBlock.size].wordStarts |= 1 << UInt64(at % PlainBlock.size)
        wordCount += 1
        lastWord = at
      }
      line.add(reading.group, at, at + length)
    case .space:
      line.group = .none
      line.isOpen = false
      line.ending?.isSpaced = true
    case .lineBreak: close(&line, at)
    }
  }

  /// Takes a run of ASCII and precomposed Latin letters in which no sentence and no line ends, or its part in one block, at once: most
  /// of a text. Returns its end.
  private mutating func takePlain(_ text: Span<UInt8>, from start: Int, _ line: inout Line) -> Int {
    let (block, place) = (start / PlainBlock.size, start % PlainBlock.size)
    let length = blocks[block].run(from: place)
    if length == 0 { return start }
    let all = blocks[block].words &>> UInt64(place)
    let words = all & (.max &>> UInt64(PlainBlock.size - length))
    let starts = words & ~(words << 1 | (line.group == .word ? 1 : 0))
    if starts != 0 {
      blocks[block].wordStarts |= starts << UInt64(place)
      wordCount += starts.nonzeroBitCount
      lastWord = start + UInt64.bitWidth - 1 - starts.leadingZeroBitCount
    }
    line.addPlain(text, start, start + length, endsInWord: words >> UInt64(length - 1) & 1 != 0)
    return start + length
  }

  /// Whether the word before a full stop is a capital letter, or begins with one and has two, without diacritics.
  private func isAbbreviation(_ line: Line, _ text: Span<UInt8>, before end: Int) -> Bool {
    guard line.group == .word, wordCount > 0 else { return false }
    let table = FoldingTable.shared
    var (letters, isCapitalised) = (0, false)
    var at = lastWord
    while at < end, letters <= 2 {
      let (scalar, length) = UTF8Text.scalar(text, at: at)
      at += length
      guard let scalar, case let reading = table.reading(scalar), reading.kind != .ignored else { continue }
      if reading.kind == .mark || (!scalar.isASCII && table.folding(scalar).folded.count > 1) { return false }
      if letters == 0 { isCapitalised = reading.isCapital }
      letters += 1
    }
    return isCapitalised && letters <= 2
  }

  private mutating func close(_ line: inout Line, _ at: Int) {
    if let start = line.start, wordCount > line.firstWord {
      paragraphs.append(
        TextMatches.Paragraph(
          start: start, end: line.end, firstWord: line.firstWord, words: wordCount - line.firstWord))
      sentenceStarts.append(Int32(truncatingIfNeeded: at))
    }
    line = Line(firstWord: wordCount)
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

    mutating func add(_ group: WordGroup, _ start: Int, _ end: Int) {
      if self.start == nil { self.start = start }
      self.end = end
      self.group = group
      isOpen = true
    }

    mutating func addPlain(_ text: Span<UInt8>, _ start: Int, _ end: Int, endsInWord: Bool) {
      var (first, last) = (start, end)
      while last > start, Self.isSpace(text[last - 1]) { last -= 1 }
      isOpen = last == end
      group = endsInWord ? .word : .none
      guard start < last else { return }
      self.end = last
      if self.start != nil { return }
      while Self.isSpace(text[first]) { first += 1 }
      self.start = first
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x2D || byte == 0x09 }
  }
}

extension RandomAccessCollection where Index == Int {
  /// How many elements at the beginning satisfy a condition that none satisfies behind the first that does not.
  fileprivate func countSorted(_ isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low - startIndex
  }
}
