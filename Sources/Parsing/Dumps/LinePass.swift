/// The state of one pass over a line.
struct LinePass {
  var line: DumpLine
  let vocabulary: DumpVocabulary
  private var hash = WordHash()
  var lastIdeograph: UInt32 = 0
  private var isInWord = false
  private var wordIsCapital = false
  private var halfWords = 0
  private var phraseEnd: UInt64 = 0
  var followsBracket = false
  private var wordFollowsBracket = false
  private var bracketHasStroke = false
  /// Letters that are not Latin.
  private var otherCapitals = 0
  private var otherSmallLetters = 0
  /// The words before the last caption mark; nil where there is none.
  private var wordsBeforeMark: Int?

  /// Words.
  private static let longestCredit = 6
  static let longestPhrase = 6
  /// Of the FNV hash.
  static let fingerprintPrime: UInt64 = 0x100_0000_01B3

  init(line: DumpLine, vocabulary: DumpVocabulary) {
    self.line = line
    self.vocabulary = vocabulary
  }

  /// - Parameter byWords: whether plain words are taken whole; else each is read piece by piece, as words of other scripts are.
  mutating func run(_ text: UnsafeBufferPointer<UInt8>, byWords: Bool, _ hashes: inout WordHashes) {
    let counts = LineCounts(text, line.range)
    line.units = counts.characters
    line.digits = counts.digits
    var index = line.range.lowerBound
    let end = line.range.upperBound
    while index < end {
      if byWords, !isInWord {
        takePlainWords(text, &index, end, onlyLatin: counts.hasOnlyLatin, &hashes)
        if index >= end { break }
      }
      let eight = EightBytes(text, at: index)
      let letters = eight.lettersAndDigits | (counts.hasOnlyLatin ? eight.wide : eight.latinLetters)
      let count = min(EightBytes.run(letters), end - index)
      if count > 0 {
        if !isInWord { openWord(capital: eight.beginsWithCapital) }
        hash.add(eight.lowercased(count), count: count)
        index += count
        // A letter that these eight bytes cut is whole among the next eight.
        continue
      }
      let byte = text[index]
      if byte < 0x80 {
        let word = isInWord ? hash.value : nil
        closeWord(before: byte, &hashes)
        if byte == 0x20 { followsBracket = false } else { mark(byte, after: word, text, index, end) }
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
    setLetters(text, counts)
    setEnds(text)
  }

  /// Letters are counted only where it matters how many there are.
  private mutating func setLetters(_ text: UnsafeBufferPointer<UInt8>, _ counts: LineCounts) {
    guard !counts.hasSmallLetters || line.ideographs > 0 else { return }
    let letters = LetterCounts(text, line.range)
    let small = letters.smallLetters + otherSmallLetters
    line.isInCapitals = small == 0 && letters.capitals + otherCapitals > 2
    line.isIdeographic = line.ideographs * 2 > small
  }

  /// An ASCII character that is no letter, digit or space, and the hash of the word that it ended.
  @inline(never)
  mutating func mark(
    _ byte: UInt8, after word: UInt32?, _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int
  ) {
    switch byte {
    case UInt8(ascii: ":"):
      if index > line.range.lowerBound, text[index - 1].isASCIIDigit, index + 1 < end, text[index + 1].isASCIIDigit {
        line.hasClock = true
      } else {
        line.clauseMarks += 1
      }
      if word == WordHash.http || word == WordHash.https { line.hasAddress = true }
    case UInt8(ascii: ","), UInt8(ascii: ";"): line.clauseMarks += 1
    case UInt8(ascii: "."):
      if index + 1 < end, text[index + 1] == 0x20 { line.clauseMarks += 1 }
      if word == WordHash.www { line.hasAddress = true }
    case UInt8(ascii: "@"): if word != nil { line.hasAddress = true }
    case UInt8(ascii: "|"), UInt8(ascii: ">"): line.separators += 1
    case UInt8(ascii: "/"), UInt8(ascii: "-"):
      if index > line.range.lowerBound, text[index - 1] == 0x20, index + 1 < end, text[index + 1] == 0x20,
        byte == UInt8(ascii: "/")
      {
        line.separators += 1
      }
    default: break
    }
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
      line.fingerprint =
        line.fingerprint &* Self.fingerprintPrime ^ UInt64(first) << 16 ^ UInt64(second) << 8 ^ UInt64(third)
      if line.ideographs >= 2 && line.ideographs <= 10 { lookUpPhrase(line.fingerprint) }
    case .capital, .letter:
      let isCapital = WideCharacter.isCapital(first, second, third)
      if !isInWord { openWord(capital: isCapital) }
      if isCapital { otherCapitals += 1 } else { otherSmallLetters += 1 }
      for offset in 0..<size { hash.add(text[index + offset]) }
    }
  }

  @inline(never)
  mutating func lookUpPhrase(_ fingerprint: UInt64) {
    guard let phrase = vocabulary.phrases[fingerprint] else { return }
    line.phrase = phrase
    phraseEnd = fingerprint
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
  @inline(__always)
  private mutating func close(_ hash: UInt32, length: Int, before next: UInt8, _ hashes: inout WordHashes) {
    isInWord = false
    hashes.append(hash, if: length > 3)
    if line.words > 0 && wordIsCapital { line.capitalised += 1 }
    line.words += 1
    line.fingerprint = line.fingerprint &* Self.fingerprintPrime ^ UInt64(hash)
    if line.words <= Self.longestPhrase { lookUpPhrase(line.fingerprint) }
    let kinds = vocabulary.kinds(of: hash)
    if kinds.contains(.common) { line.commonWords += 1 }
    if !kinds.isSubset(of: .common) {
      note(kinds, before: next, isAfterBracket: wordFollowsBracket, number: line.words)
    }
  }

  /// A word that tells what the line is, the `number`th.
  @inline(never)
  mutating func note(_ kinds: DumpVocabulary.Kinds, before next: UInt8, isAfterBracket: Bool, number: Int) {
    if kinds.contains(.notice) { line.noticeWords += 1 }
    if kinds.contains(.furniture) { line.furniture += 1 }
    if kinds.contains(.caption) {
      line.captionWords += 1
      if next == UInt8(ascii: ":") || isAfterBracket {
        line.hasCaptionMark = true
        wordsBeforeMark = number
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
