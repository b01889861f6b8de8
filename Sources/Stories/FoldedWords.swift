/// Takes the words of a text, one after the other.
protocol WordTaking {
  /// - Parameters:
  ///   - word: a number that is hardly ever the same for two words.
  ///   - hasDigit: whether a digit is among its letters.
  mutating func take(_ word: UInt64, hasDigit: Bool)
}

/// Reads a text word by word so that its spellings are equal: without case, diacritics, tone placement, punctuation and characters
/// without width. NFC and NFD are the same for the Latin alphabet. Chinese characters and kana are words of their own.
///
/// One step a character; any bytes can be read.
enum FoldedWords {
  @inline(__always)
  static func read<Taker: WordTaking>(_ text: UnsafeBufferPointer<UInt8>, _ taker: inout Taker) {
    FoldedLetters.table.withUnsafeBufferPointer { table in read(text, table, &taker) }
  }

  /// Its state is in plain variables: in a value of its own the compiler leaves it in memory, at twice the cost.
  @inline(__always)
  private static func read<Taker: WordTaking>(
    _ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt8>, _ taker: inout Taker
  ) {
    var word: UInt64 = 0
    // Of the word's letters, the bits that all have.
    var common = FoldedLetters.noDigit
    var at = 0
    while at < text.count {
      let byte = text[at]
      var letter = table[Int(byte)]
      if letter > FoldedLetters.lastSign {
        word = (word << 7 | word >> 57) ^ UInt64(letter)
        common &= letter
        at &+= 1
        continue
      }
      if letter != FoldedLetters.separator {
        let next = at &+ 1 < text.count ? text[at &+ 1] : 0
        if byte < 0xE0 {
          letter = table[FoldedLetters.pairs &+ Int(byte & 0x1F) << 6 &+ Int(next & 0x3F)]
          at &+= 1
        } else if byte == 0xE1, next & 0xFC == 0xB8, at &+ 2 < text.count {
          letter = table[FoldedLetters.vietnamese &+ Int(next & 3) << 6 &+ Int(text[at &+ 2] & 0x3F)]
          at &+= 2
        } else {
          let rare = rare(text, at)
          at &+= rare.length &- 1
          letter = rare.kind
          if rare.isWord {
            if word != 0 { taker.take(word, hasDigit: common == 0) }
            (word, common) = (0, FoldedLetters.noDigit)
          }
          if rare.letters != 0 { word = word &* 31 ^ UInt64(rare.letters) }
        }
        if letter > FoldedLetters.lastSign {
          word = (word << 7 | word >> 57) ^ UInt64(letter)
          at &+= 1
          continue
        }
        if letter == FoldedLetters.other { word = word &* 31 ^ UInt64(byte) << 8 ^ UInt64(next) }
        if letter != FoldedLetters.separator {
          at &+= 1
          continue
        }
      }
      at &+= 1
      if word != 0 {
        taker.take(word, hasDigit: common == 0)
        (word, common) = (0, FoldedLetters.noDigit)
      }
    }
    if word != 0 { taker.take(word, hasDigit: common == 0) }
  }

  /// What takes three or four bytes, but for Vietnamese.
  private struct Rare {
    /// As `FoldedLetters` has it.
    var kind: UInt8
    var length: Int
    /// The character, where it is a letter of another alphabet.
    var letters: UInt32 = 0
    /// Whether a word begins with it.
    var isWord = false
  }

  @inline(never)
  private static func rare(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Rare {
    guard at + 2 < text.count else { return Rare(kind: FoldedLetters.separator, length: 1) }
    let (first, second, third) = (text[at], text[at + 1], text[at + 2])
    let letters = UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    switch (first, second, third) {
    // Marks and spaces without width, the byte order mark.
    case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x81, 0xA0...0xAF), (0xEF, 0xBB, 0xBF):
      return Rare(kind: FoldedLetters.nothing, length: 3)
    // Full-width digits and letters.
    case (0xEF, 0xBC, 0x90...0x99), (0xEF, 0xBC, 0xA1...0xBA):
      return Rare(kind: FoldedLetters.table[Int(third) - 0x60], length: 3)
    case (0xEF, 0xBD, 0x81...0x9A): return Rare(kind: FoldedLetters.table[Int(third) - 0x20], length: 3)
    // Punctuation and signs; emoji.
    case (0xE2, _, _), (0xE3, 0x80, _), (0xEF, 0xBC...0xBD, _): return Rare(kind: FoldedLetters.separator, length: 3)
    case (0xF0, 0x9F, _): return Rare(kind: FoldedLetters.separator, length: 4)
    // Chinese and kana: the separator ends the word.
    case (0xE3...0xE9, _, _):
      return Rare(kind: FoldedLetters.separator, length: 3, letters: letters, isWord: true)
    case (0xF0..., _, _):
      let last = at + 3 < text.count ? UInt32(text[at + 3]) : 0
      return Rare(kind: FoldedLetters.separator, length: 4, letters: letters << 8 | last, isWord: true)
    default: return Rare(kind: FoldedLetters.nothing, length: 3, letters: letters)
    }
  }
}
