/// The build of Vietnamese syllables: onset, vowels with at most one tone, coda. Confirms a guessed Vietnamese encoding.
enum VietnameseSyllable {
  /// The share of well-built syllables among the words with letters beyond ASCII; 0 where fewer than 8 words have such letters,
  /// or where they are under a quarter of all words, which no Vietnamese text is.
  static func share(inWordsOf utf8: [UInt8]) -> Double {
    var words = 0
    var accented = 0
    var built = 0
    var word: [Unicode.Scalar] = []
    var isAccented = false
    func close() {
      defer {
        word.removeAll(keepingCapacity: true)
        isAccented = false
      }
      guard !word.isEmpty else { return }
      words += 1
      guard isAccented else { return }
      accented += 1
      if isSyllable(word) { built += 1 }
    }
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.value >= 0xA1 && scalar.value < 0x2000 {
        word.append(scalar.value < 0x80 ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar)
        if scalar.value >= 0x80 { isAccented = true }
      } else {
        close()
      }
    }
    close()
    guard accented >= 8, accented * 4 >= words else { return 0 }
    return Double(built) / Double(accented)
  }

  private static func isSyllable(_ word: [Unicode.Scalar]) -> Bool {
    guard word.count <= 7 else { return false }
    var onset = 0
    while onset < word.count, consonants.contains(word[onset]) { onset += 1 }
    var vowelEnd = onset
    var tones = 0
    while vowelEnd < word.count, let toned = vowels[word[vowelEnd]] {
      if toned { tones += 1 }
      vowelEnd += 1
    }
    let coda = word.count - vowelEnd
    guard onset <= 3, (1...4).contains(vowelEnd - onset), tones <= 1, coda <= 2 else { return false }
    if coda == 0 { return true }
    return codas.contains(String(String.UnicodeScalarView(word[vowelEnd...])))
  }

  private static let consonants = Set("bcdđĐghklmnpqrstvx".unicodeScalars)
  private static let codas: Set<String> = ["c", "ch", "m", "n", "ng", "nh", "p", "t"]

  /// Each vowel letter, small and capital, and whether it bears a tone.
  private static let vowels: [Unicode.Scalar: Bool] = {
    var table: [Unicode.Scalar: Bool] = [:]
    for vowel in "aăâeêioôơuưyĂÂÊÔƠƯ".unicodeScalars { table[vowel] = false }
    let toned = "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    for vowel in (toned + toned.uppercased()).unicodeScalars { table[vowel] = true }
    return table
  }()
}
