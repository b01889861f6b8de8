/// Tells the word groups of the signs beside a match.
struct GroupReader: Sendable {
  /// The signs of private bytes, where the text is a normalised one; nil for a text as it was given.
  let normalizedSigns: SignSet?

  /// The group of the sign that ends before `end`, which is greater than 0.
  func group(before end: Int, _ text: Span<UInt8>) -> WordGroup {
    var start = end - 1
    if text[start] >= 0x80, text[start] < 0xC0 {
      while start > 0, end - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
      let (group, length) = sign(at: start, text)
      return start + length == end ? group : .none
    }
    return sign(at: start, text).group
  }

  /// nil at the end of the text.
  func group(at start: Int, _ text: Span<UInt8>) -> WordGroup? {
    start < text.count ? sign(at: start, text).group : nil
  }

  /// Whether what stands at `start`, up to the end of the Korean word, is a particle.
  func isKoreanParticle(at start: Int, _ text: Span<UInt8>) -> Bool {
    var rest = String.UnicodeScalarView()
    var at = start
    while at < text.count, rest.count <= KoreanParticles.longest {
      let (group, length) = sign(at: at, text)
      guard group == .hangul else { break }
      rest.append(UTF8Text.scalar(text, at: at).scalar ?? "\u{FFFD}")
      at += length
    }
    return KoreanParticles.all.contains(String(rest))
  }

  private func sign(at start: Int, _ text: Span<UInt8>) -> (group: WordGroup, length: Int) {
    let first = text[start]
    if first >= 0xF8, let normalizedSigns {
      guard first == 0xF8 else { return (NormalizedText.group(ofPlaceholder: first), 1) }
      guard start + 3 < text.count else { return (.none, 1) }
      let number = SignSet.privateNumber(text[start + 1], text[start + 2], text[start + 3])
      return (number < normalizedSigns.count ? normalizedSigns.groups[number] : .none, 4)
    }
    let (scalar, length) = UTF8Text.scalar(text, at: start)
    return (scalar.map { FoldingTable.shared.reading($0).group } ?? .none, length)
  }
}
