extension PhraseMatcher {
  /// One automaton with what it takes to turn the ends that it finds into matches. A class: a copy would copy all its tables' owners.
  final class Part: Sendable {
    /// How many signs the variants of one automaton may have together: its offsets have 21 bits.
    static let signLimit = 250_000

    /// Room for the ends of an article that treats a topic: most need no more, and it is the most that takes less than a kilobyte, which
    /// the C library gives at once.
    private static let usualEnds = 60

    let automaton: PhraseAutomaton
    private let trie: PhraseTrie
    private let signs: SignSet
    /// By variant.
    private let endings: [Ending]
    /// The numbers of signs between the spaces of each variant, in order.
    private let wordLengths: [Int]
    /// The letters of phrases in which capitals matter, with capitals.
    private let exactLetters: [[Unicode.Scalar]]

    /// What is known of a variant at its end.
    private struct Ending: Sendable {
      var phrase: Int
      var spelling: PhraseMatch.Spelling
      var boundary: Phrase.Boundary
      /// Index in `wordLengths` of its last word's length.
      var lastWord: Int
      /// How many words, divided by spaces, it has.
      var words: Int
      var firstGroup: WordGroup
      var lastGroup: WordGroup
      /// Whether it can be found in normalised texts only.
      var isPrivate: Bool
      /// Index in `exactLetters`, where capitals matter.
      var exact: Int?
    }

    init(_ variants: [PhraseVariant], _ phrases: [Phrase]) {
      let signs = SignSet(variants)
      let numbers = variants.map { variant in variant.signs.compactMap { signs.number(of: $0.scalars) } }
      let starts = zip(variants, numbers).map { variant, numbers in
        (
          signs: numbers,
          beginsAnywhere: phrases[variant.phrase].boundary == .anywhere || variant.signs[0].group != .word
        )
      }
      let trie = PhraseTrie(starts, groups: signs.groups)
      let spelling = SpellingTrie(signs)
      let states = ByteStates(trie: trie, spelling: spelling, maximumRows: PhraseAutomaton.maximumRows)
      automaton = PhraseAutomaton(states, classes: spelling.classes)
      self.trie = trie
      self.signs = signs
      var (endings, wordLengths, exactLetters): ([Ending], [Int], [[Unicode.Scalar]]) = ([], [], [])
      for (variant, numbers) in zip(variants, numbers) {
        let phrase = phrases[variant.phrase]
        let words = variant.signs.split(omittingEmptySubsequences: false, whereSeparator: \.isSpace)
        wordLengths += words.map(\.count)
        if phrase.isCaseSensitive { exactLetters.append(variant.signs.filter { !$0.isSpace }.map(\.exact)) }
        endings.append(
          Ending(
            phrase: variant.phrase, spelling: variant.spelling, boundary: phrase.boundary,
            lastWord: wordLengths.count - 1,
            words: words.count, firstGroup: variant.signs[0].group,
            lastGroup: variant.signs[variant.signs.count - 1].group,
            isPrivate: numbers.contains(where: signs.isPrivate),
            exact: phrase.isCaseSensitive ? exactLetters.count - 1 : nil))
      }
      (self.endings, self.wordLengths, self.exactLetters) = (endings, wordLengths, exactLetters)
    }

    /// How many matches of a text count: hundreds of times what a long article has, and few enough that a text of nothing but matches takes
    /// no more memory than others do.
    static let matchLimit = 65_536

    /// Adds every match in `text` to `found`, the first `matchLimit` of them, nearly in the order of the text.
    func find(in text: Span<UInt8>, _ found: inout [FoundPhrases.Place]) {
      var ends: [PhraseAutomaton.End] = []
      ends.reserveCapacity(Self.usualEnds)
      if automaton.scan(text, into: &ends) == .scanned {
        // In the order of the text, so that there is little to sort later: a lane's ends stand among those of others.
        ends.sort { $0.position < $1.position }
        // Most ends are those of one phrase.
        found.reserveCapacity(found.count + min(ends.count, Self.matchLimit))
        collect(ends, in: text, nil, text, &found)
        return
      }
      ends.removeAll(keepingCapacity: true)
      let normalized = NormalizedText(text, signs: signs)
      let bytes = normalized.bytes.span
      _ = automaton.scan(bytes, into: &ends)
      ends.sort { $0.position < $1.position }
      collect(ends, in: bytes, normalized, text, &found)
    }

    private func collect(
      _ ends: [PhraseAutomaton.End], in text: Span<UInt8>, _ normalized: NormalizedText?, _ own: Span<UInt8>,
      _ found: inout [FoundPhrases.Place]
    ) {
      let before = found.count
      for end in ends where found.count - before < Self.matchLimit { collect(end, in: text, normalized, own, &found) }
    }

    private func collect(
      _ end: PhraseAutomaton.End, in text: Span<UInt8>, _ normalized: NormalizedText?, _ own: Span<UInt8>,
      _ found: inout [FoundPhrases.Place]
    ) {
      let reader = GroupReader(normalizedSigns: normalized == nil ? nil : signs)
      var node = end.node
      while node >= 0 {
        var variant = trie.firstEnd[node]
        while variant >= 0 {
          let ending = endings[Int(variant)]
          variant = trie.nextEnd[Int(variant)]
          guard !ending.isPrivate || normalized != nil, endsWell(ending, end.position, text, reader) else { continue }
          let start = start(of: ending, end.position, text)
          guard beginsWell(ending, start, text, reader) else { continue }
          let place = FoundPhrases.Place(
            phrase: ending.phrase, start: normalized?.ownStart(of: start) ?? start,
            end: normalized?.ownEnd(of: end.position) ?? end.position, spelling: ending.spelling)
          if let exact = ending.exact, !isExact(exactLetters[exact], own, place) { continue }
          found.append(place)
        }
        let link = Int(trie.link[node])
        node = link < 0 ? -1 : Int(trie.output[link])
      }
    }

    /// Goes back from the end, sign by sign: spaces may be several.
    private func start(of ending: Ending, _ end: Int, _ text: Span<UInt8>) -> Int {
      var at = end
      for word in 0..<ending.words {
        if word > 0 {
          while at > 0, case let length = Self.spaceLength(before: at, text), length > 0 { at -= length }
        }
        for _ in 0..<wordLengths[ending.lastWord - word] where at > 0 {
          at -= 1
          while at > 0, text[at] & 0xC0 == 0x80 { at -= 1 }
        }
      }
      return at
    }

    private static func spaceLength(before end: Int, _ text: Span<UInt8>) -> Int {
      switch text[end - 1] {
      case 0x20, 0x2D, 0x09: return 1
      case 0x80...0xBF:
        let (scalar, length) = UTF8Text.scalar(text, before: end)
        guard let scalar, FoldingTable.shared.reading(scalar).kind == .space else { return 0 }
        return length
      default: return 0
      }
    }

    private func beginsWell(_ ending: Ending, _ start: Int, _ text: Span<UInt8>, _ reader: GroupReader) -> Bool {
      if ending.boundary == .anywhere || start == 0 { return true }
      return reader.group(before: start, text).isEdge(before: ending.firstGroup)
    }

    private func endsWell(_ ending: Ending, _ end: Int, _ text: Span<UInt8>, _ reader: GroupReader) -> Bool {
      guard ending.boundary == .wholeWord, let next = reader.group(at: end, text) else { return true }
      return ending.lastGroup.isEdge(before: next) || next == .hangul && reader.isKoreanParticle(at: end, text)
    }

    /// Whether the letters of the text have the capitals of the phrase.
    private func isExact(_ exact: [Unicode.Scalar], _ text: Span<UInt8>, _ place: FoundPhrases.Place) -> Bool {
      var wanted = exact.makeIterator()
      var isOpen: [Unicode.Scalar] = []
      var at = place.start
      while at < place.end {
        let (scalar, length) = UTF8Text.scalar(text, at: at)
        at += length
        guard let scalar else { return false }
        let folding = FoldingTable.shared.folding(scalar)
        switch folding.kind {
        case .ignored: continue
        case .space, .lineBreak: isOpen = []
        case .mark where !isOpen.isEmpty: isOpen += folding.folded
        case .base where scalar.continuesSyllable(isOpen): isOpen += folding.folded
        case .base, .mark:
          guard wanted.next() == folding.exact else { return false }
          isOpen = folding.folded
        }
      }
      return wanted.next() == nil
    }
  }
}
