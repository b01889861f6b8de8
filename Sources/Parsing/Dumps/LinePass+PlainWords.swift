extension LinePass {
  /// Takes words of Latin letters and digits, and the ASCII characters that part them, as long as nothing else comes.
  ///
  /// This is what nearly all of most texts is. What it leaves goes piece by piece: a word of other letters, one that another character
  /// ends, one of 64 bytes and more.
  mutating func takePlainWords(
    _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int, onlyLatin: Bool, _ hashes: inout WordHashes
  ) {
    var (place, kept) = (index, hashes)
    var (words, capitalised, common, fingerprint) = (line.words, line.capitalised, line.commonWords, line.fingerprint)
    defer {
      (line.words, line.capitalised, line.commonWords, line.fingerprint) = (words, capitalised, common, fingerprint)
      if place > index { (index, lastIdeograph, hashes) = (place, 0, kept) }
    }
    while place < end {
      let start = place
      var bits = WordBits(text, from: start, to: end, onlyLatin: onlyLatin)
      // A word that these bytes cut is whole among those from its beginning on.
      while let offset = bits.nextBreak() {
        let wordEnd = start &+ offset
        let next = wordEnd < end ? text[wordEnd] : 0x20
        guard next < 0x80 else { return }
        let length = wordEnd &- place
        var word: UInt32?
        if length > 0 {
          let eight = EightBytes(text, at: place)
          let hash =
            length < 8
            ? WordHash().value(ending: eight.lowercased(length), count: length) : WordHash.hash(text, place..<wordEnd)
          word = hash
          kept.append(hash, if: length > 3)
          if words > 0, eight.beginsWithCapital { capitalised &+= 1 }
          words &+= 1
          fingerprint = fingerprint &* Self.fingerprintPrime ^ UInt64(hash)
          if words <= Self.longestPhrase, vocabulary.mayBePhrase(fingerprint) { lookUpPhrase(fingerprint) }
          let kinds = vocabulary.kinds(of: hash)
          common &+= kinds.contains(.common) ? 1 : 0
          if !kinds.isSubset(of: .common) { note(kinds, before: next, isAfterBracket: followsBracket, number: words) }
        }
        if next == 0x20 { followsBracket = false } else { mark(next, after: word, text, wordEnd, end) }
        place = wordEnd &+ 1
      }
      if place == start { return }
    }
  }
}
