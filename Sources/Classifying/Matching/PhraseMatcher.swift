/// Finds every place where any of many phrases stands in a text, whatever the spelling.
///
/// A value that is built once and shared between threads. Looking through a text takes one step a byte; a text that is not in NFC, or
/// has characters without width, takes several times as long.
public struct PhraseMatcher: Sendable {
  /// In the order in which `PhraseMatch.phrase` counts them.
  public let phrases: [Phrase]
  /// Each for as many phrases as one automaton can number; mostly one.
  let parts: [Part]

  /// Compiles the phrases, in milliseconds. One without any letter or digit to look for never matches.
  public init(phrases: [Phrase]) {
    self.phrases = phrases
    var parts: [Part] = []
    var variants: [PhraseVariant] = []
    var signs = 0
    for (index, phrase) in phrases.enumerated() {
      for variant in PhraseVariant.variants(of: phrase, index: index) {
        variants.append(variant)
        signs += variant.signs.count
      }
      if signs > Part.signLimit {
        parts.append(Part(variants, phrases))
        (variants, signs) = ([], 0)
      }
    }
    if !variants.isEmpty { parts.append(Part(variants, phrases)) }
    self.parts = parts
  }

  /// All matches in one field of an article: paragraphs divided by newlines, in UTF-8. Bytes that are not UTF-8 match nothing.
  public func matches(in text: Span<UInt8>) -> TextMatches {
    locate(find(in: text), in: text, isUTF8: false)
  }

  /// All matches in one field of an article: paragraphs divided by newlines.
  public func matches(in text: String) -> TextMatches {
    locate(find(in: text), in: text)
  }

  /// The first half of `matches(in:)`.
  public func find(in text: String) -> FoundPhrases {
    find(in: text.utf8Span.span)
  }

  /// The second half of `matches(in:)`.
  /// - Parameter text: the one in which the phrases were found.
  public func locate(_ found: FoundPhrases, in text: String) -> TextMatches {
    locate(found, in: text.utf8Span.span, isUTF8: true)
  }

  private func find(in text: Span<UInt8>) -> FoundPhrases {
    var found = FoundPhrases()
    for part in parts { part.find(in: text, &found.places) }
    return found
  }

  private func locate(_ found: FoundPhrases, in text: Span<UInt8>, isUTF8: Bool) -> TextMatches {
    guard !found.isEmpty else { return TextMatches() }
    let layout = TextLayout(text, isUTF8: isUTF8 || (try? UTF8Span(validating: text)) != nil)
    var matches: [PhraseMatch] = []
    matches.reserveCapacity(found.places.count)
    // Of the last paragraph that was asked for: places are mostly in the order of the text.
    var unaccented: (paragraph: Int, isUnaccented: Bool)?
    for place in found.places {
      let paragraph = layout.paragraph(at: place.start)
      // Only a text other than the one searched has none there.
      guard paragraph < layout.paragraphs.count else { continue }
      if place.spelling == .unaccented {
        if unaccented?.paragraph != paragraph {
          unaccented = (paragraph, layout.paragraphs[paragraph].isUnaccented(text))
        }
        if unaccented?.isUnaccented == false { continue }
      }
      matches.append(
        PhraseMatch(
          phrase: place.phrase, start: place.start, end: place.end, spelling: place.spelling,
          firstWord: layout.word(at: place.start), lastWord: layout.word(at: place.end - 1),
          sentence: layout.sentence(at: place.start), paragraph: paragraph))
    }
    guard !matches.isEmpty else { return TextMatches() }
    matches.sort { ($0.start, -$0.end, $0.phrase) < ($1.start, -$1.end, $1.phrase) }
    return TextMatches(matches: matches, paragraphs: layout.paragraphs)
  }
}

extension TextMatches.Paragraph {
  /// Whether fewer than one letter of the Latin alphabet in twenty bears a diacritic.
  fileprivate func isUnaccented(_ text: Span<UInt8>) -> Bool {
    var (letters, accented) = (0, 0)
    var isOpen = false
    var at = start
    // No more letters than bytes: from here on it does not matter how many come without.
    while at < end, accented * 20 < end - start {
      let (scalar, length) = UTF8Text.scalar(text, at: at)
      at += length
      let folding = scalar.map(FoldingTable.shared.folding)
      switch folding?.kind {
      case .ignored: break
      case .mark:
        if isOpen { accented += 1 }
        isOpen = false
      case .base where folding?.folded[0].isLatin == true:
        letters += 1
        let bears = folding?.folded.count != 1 || folding?.folded[0] == "\u{111}"
        if bears { accented += 1 }
        isOpen = !bears
      default: isOpen = false
      }
    }
    return accented * 20 < letters
  }
}
