/// Whether pieces of text are about one thing: whether the telling words of one come again in others.
enum Coherence {
  /// The mean share of a piece's words that stand in another piece too; 1 for fewer than two pieces that hold words.
  ///
  /// Common words do not count. Vietnamese is written in syllables, which come again in any text: there two in a row count as a word.
  static func of(_ pieces: [ArraySlice<UInt8>], language: String?) -> Float {
    let words = pieces.prefix(mostPieces).map { self.words(of: $0, language: language) }.filter {
      $0.count >= fewestWords
    }
    guard words.count >= 2 else { return 1 }
    var pieces: [UInt32: Int] = [:]
    for word in words.joined() { pieces[word, default: 0] += 1 }
    let shares = words.map { words in Float(words.count { pieces[$0] ?? 0 > 1 }) / Float(words.count) }
    return shares.reduce(0, +) / Float(shares.count)
  }

  private static let mostPieces = 200
  private static let fewestWords = 4

  private static func words(of text: ArraySlice<UInt8>, language: String?) -> Set<UInt32> {
    let vocabulary = DumpVocabulary.of(language)
    var words: Set<UInt32> = []
    var last: UInt32?
    WordHash.forEachWord(in: text) { word in
      guard language == "vi" else {
        if !vocabulary.kinds(of: word).contains(.common) { words.insert(word) }
        return
      }
      if let last { words.insert(last &* 0x0100_0193 ^ word) }
      last = word
    }
    return words
  }
}
