extension DumpLine {
  /// Measures the line in one pass over its bytes, which are valid UTF-8.
  mutating func measure(_ text: UnsafeBufferPointer<UInt8>, vocabulary: DumpVocabulary) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: WordHashes.most(of: text)) { memory in
      var hashes = WordHashes(memory)
      measure(text, vocabulary: vocabulary, hashes: &hashes)
    }
  }

  /// The same where others need its words, whose hashes are added to `hashes`.
  mutating func measure(_ text: UnsafeBufferPointer<UInt8>, vocabulary: DumpVocabulary, hashes: inout WordHashes) {
    let first = hashes.count
    var pass = LinePass(line: self, vocabulary: vocabulary)
    pass.run(text, &hashes)
    self = pass.line
    wordHashes = first..<hashes.count
  }
}

/// Hashes of words, written into memory that has room for all of a text.
struct WordHashes {
  private let memory: UnsafeMutableBufferPointer<UInt32>
  private(set) var count = 0

  init(_ memory: UnsafeMutableBufferPointer<UInt32>) { self.memory = memory }

  /// A word that is kept takes four bytes at least, a pair of ideographs three of its own.
  static func most(of text: UnsafeBufferPointer<UInt8>) -> Int { text.count / 3 + 1 }

  @inline(__always)
  mutating func append(_ hash: UInt32) {
    guard count < memory.count else { return }
    memory[count] = hash
    count += 1
  }
}

/// The state of one pass over a line.
private struct LinePass {
  var line: DumpLine
  let vocabulary: DumpVocabulary
  private var hash = WordHash()
  private var lastIdeograph: UInt32 = 0
  private var isInWord = false
  private var wordIsCapital = false
  private var halfWords = 0
  private var phraseEnd: UInt64 = 0
  private var followsBracket = false
  private var wordFollowsBracket = false
  private var bracketHasStroke = false
  /// The words before the last caption mark; nil where there is none.
  private var wordsBeforeMark: Int?

  /// Words.
  private static let longestCredit = 6

  init(line: DumpLine, vocabulary: DumpVocabulary) {
    self.line = line
    self.vocabulary = vocabulary
  }

  mutating func run(_ text: UnsafeBufferPointer<UInt8>, _ hashes: inout WordHashes) {
    let counts = LineCounts(text, line.range)
    line.units = counts.characters
    line.digits = counts.digits
    line.capitals = counts.capitals
    line.smallLetters = counts.smallLetters
    var index = line.range.lowerBound
    let end = line.range.upperBound
    while index < end {
      let eight = EightBytes(text, at: index)
      var letters = eight.letters | eight.digits
      if eight.wide != 0 { letters |= counts.hasOnlyLatin ? eight.wide : eight.latinLetters }
      let count = min(EightBytes.run(letters), end - index)
      if count > 0 {
        let next = index + count
        let isCapital = !isInWord && Self.beginsWithCapital(eight)
        if count < 8, next < end, text[next] == 0x20, !isInWord {
          openWord(capital: isCapital)
          close(WordHash.hash(eight.lowercased(count), count: count), length: count, before: 0x20, &hashes)
          index = next + 1
          continue
        }
        if !isInWord { openWord(capital: isCapital) }
        hash.add(eight.lowercased(count), count: count)
        index = next
        // A letter that these eight bytes cut is whole among the next eight.
        continue
      }
      let byte = text[index]
      if byte == 0x20 {
        closeWord(&hashes)
        followsBracket = false
        index += 1
      } else if byte < 0x80 {
        mark(byte, text, index, end, &hashes)
        index += 1
      } else {
        let size = min(end - index, byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2)
        wide(text, index, size, &hashes)
        index += size
      }
    }
    closeWord(&hashes)
    line.words += (halfWords + 1) / 2
    line.isPhraseWhole = line.phrase != nil && phraseEnd == line.fingerprint
    setEnds(text)
  }

  /// Whether a word of these bytes begins with a capital.
  @inline(__always)
  private static func beginsWithCapital(_ eight: EightBytes) -> Bool {
    let first = UInt8(truncatingIfNeeded: eight.value)
    if first < 0x80 { return first < 0x60 && first >= 0x41 }
    return WideCharacter.isCapital(
      first, UInt8(truncatingIfNeeded: eight.value >> 8), UInt8(truncatingIfNeeded: eight.value >> 16))
  }

  /// An ASCII character that is no letter, digit or space.
  private mutating func mark(
    _ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int, _ hashes: inout WordHashes
  ) {
    switch byte {
    case UInt8(ascii: ":"):
      if index > line.range.lowerBound, text[index - 1].isASCIIDigit, index + 1 < end, text[index + 1].isASCIIDigit {
        line.hasClock = true
      } else {
        line.clauseMarks += 1
      }
      if isInWord, hash.value == WordHash.http || hash.value == WordHash.https { line.hasAddress = true }
    case UInt8(ascii: ","), UInt8(ascii: ";"): line.clauseMarks += 1
    case UInt8(ascii: "."):
      if index + 1 < end, text[index + 1] == 0x20 { line.clauseMarks += 1 }
      if isInWord, hash.value == WordHash.www { line.hasAddress = true }
    case UInt8(ascii: "@"): if isInWord { line.hasAddress = true }
    case UInt8(ascii: "|"), UInt8(ascii: ">"): line.separators += 1
    case UInt8(ascii: "/"), UInt8(ascii: "-"):
      if index > line.range.lowerBound, text[index - 1] == 0x20, index + 1 < end, text[index + 1] == 0x20,
        byte == UInt8(ascii: "/")
      {
        line.separators += 1
      }
    default: break
    }
    closeWord(before: byte, &hashes)
    followsBracket =
      byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "|")
    if byte == UInt8(ascii: "(") { bracketHasStroke = false }
    if byte == UInt8(ascii: "/") { bracketHasStroke = true }
  }

  /// A character beyond ASCII that is no Latin letter.
  private mutating func wide(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ size: Int, _ hashes: inout WordHashes
  ) {
    let first = text[index]
    let second = size > 1 ? text[index + 1] : 0
    let third = size > 2 ? text[index + 2] : 0
    switch WideCharacter.kind(first, second, third) {
    case .space:
      closeWord(&hashes)
    case .mark:
      closeWord(before: first == 0xEF && second == 0xBC && third == 0x9A ? UInt8(ascii: ":") : 0x20, &hashes)
      followsBracket = (first == 0xC2 && second == 0xA9) || (first == 0xEF && second == 0xBC && third == 0x88)
      note(first, second, third)
    case .ideograph:
      let before = lastIdeograph
      closeWord(&hashes)
      let ideograph = UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
      if before != 0 { hashes.append(before &* 0x0100_0193 ^ ideograph) }
      lastIdeograph = ideograph
      line.ideographs += 1
      line.units += 1 + (line.ideographs & 1)
      halfWords += 1
      line.fingerprint = line.fingerprint &* 0x100_0000_01B3 ^ UInt64(first) << 16 ^ UInt64(second) << 8 ^ UInt64(third)
      if line.ideographs >= 2 && line.ideographs <= 10 { lookUpPhrase() }
    case .capital, .letter:
      let isCapital = WideCharacter.isCapital(first, second, third)
      if !isInWord { openWord(capital: isCapital) }
      if isCapital { line.capitals += 1 } else { line.smallLetters += 1 }
      for offset in 0..<size { hash.add(text[index + offset]) }
    }
  }

  private mutating func lookUpPhrase() {
    guard let phrase = vocabulary.phrases[line.fingerprint] else { return }
    line.phrase = phrase
    phraseEnd = line.fingerprint
  }

  private mutating func note(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    switch (first, second, third) {
    case (0xC2, 0xA9, _): line.hasCopyright = true
    case (0xC2, 0xBB, _), (0xE2, 0x80, 0xBA), (0xE2, 0x80, 0xA2), (0xC2, 0xB7, _), (0xE2, 0x86...0x97, _),
      (0xEF, 0xBD, 0x9C):
      line.separators += 1
    default: if WideCharacter.isClauseMark(first, second, third) { line.clauseMarks += 1 }
    }
  }

  private mutating func openWord(capital: Bool) {
    isInWord = true
    lastIdeograph = 0
    wordIsCapital = capital
    wordFollowsBracket = followsBracket
    followsBracket = false
    hash = WordHash()
  }

  /// `next` is the byte that ends the word.
  private mutating func closeWord(before next: UInt8 = 0x20, _ hashes: inout WordHashes) {
    lastIdeograph = 0
    if isInWord { close(hash.value, length: hash.length, before: next, &hashes) }
  }

  /// The end of a word.
  private mutating func close(_ hash: UInt32, length: Int, before next: UInt8, _ hashes: inout WordHashes) {
    isInWord = false
    if length > 3 { hashes.append(hash) }
    if line.words > 0 && wordIsCapital { line.capitalised += 1 }
    line.words += 1
    line.fingerprint = line.fingerprint &* 0x100_0000_01B3 ^ UInt64(hash)
    if line.words <= 6 { lookUpPhrase() }
    let kinds = vocabulary.kinds(of: hash)
    guard !kinds.isEmpty else { return }
    if kinds.contains(.common) { line.commonWords += 1 }
    if kinds.contains(.notice) { line.noticeWords += 1 }
    if kinds.contains(.furniture) { line.furniture += 1 }
    if kinds.contains(.caption) {
      line.captionWords += 1
      if next == UInt8(ascii: ":") || wordFollowsBracket {
        line.hasCaptionMark = true
        wordsBeforeMark = line.words
      }
    }
    if kinds.contains(.byline) { line.bylineWords += 1 }
  }

  private mutating func setEnds(_ text: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeBufferPointer(rebasing: text[line.range])
    line.opening = WideCharacter.opening(of: bytes)
    line.ending = WideCharacter.ending(of: bytes)
    if bracketHasStroke, bytes.last == UInt8(ascii: ")"), line.units < 400 { line.hasCaptionMark = true }
    if let wordsBeforeMark { line.endsWithCaptionMark = line.words - wordsBeforeMark <= Self.longestCredit }
  }
}
