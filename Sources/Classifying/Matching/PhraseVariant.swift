/// One way to write a phrase, after folding.
struct PhraseVariant: Sendable {
  /// Index in the list of phrases.
  var phrase: Int
  var signs: [FoldedSign]
  var spelling: PhraseMatch.Spelling

  /// Every way to write `phrase`; none where there is nothing to look for.
  static func variants(of phrase: Phrase, index: Int) -> [PhraseVariant] {
    let signs = FoldedSign.signs(of: phrase.text)
    guard signs.contains(where: { $0.group.isPartOfWord }) else { return [] }
    var variants = placements(signs).map { PhraseVariant(phrase: index, signs: $0, spelling: .own) }
    if let plain = unaccented(signs) {
      variants.append(PhraseVariant(phrase: index, signs: plain, spelling: .unaccented))
    }
    return variants
  }

  /// The tone of oa, oe and uy on either letter (`hoà`, `hòa`). Beyond three such places, all in one style: papers keep to one.
  private static func placements(_ signs: [FoldedSign]) -> [[FoldedSign]] {
    let places = signs.indices.dropLast().filter { isTonePlace(signs[$0].scalars, signs[$0 + 1].scalars) }
    guard !places.isEmpty else { return [signs] }
    let choices = places.count <= 3 ? Array(0..<(1 << places.count)) : [0, -1]
    return choices.map { choice in
      var spelled = signs
      for (bit, at) in places.enumerated() {
        let (from, to) = choice >> bit & 1 == 1 ? (at + 1, at) : (at, at + 1)
        guard spelled[from].scalars.count == 2 else { continue }
        spelled[to].scalars.append(spelled[from].scalars.removeLast())
      }
      return spelled
    }
  }

  private static func isTonePlace(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Bool {
    guard one.count + other.count == 3 else { return false }
    switch (one[0], other[0]) {
    case ("o", "a"), ("o", "e"), ("u", "y"): break
    default: return false
    }
    return switch (one.count == 2 ? one[1] : other[1]).value {
    case 0x300, 0x301, 0x303, 0x309, 0x323: true
    default: false
    }
  }

  /// nil for one word, for letters that are not Latin, and where there is no diacritic to drop.
  private static func unaccented(_ signs: [FoldedSign]) -> [FoldedSign]? {
    guard signs.contains(where: \.isSpace) else { return nil }
    var plain = signs
    var dropped = false
    for at in plain.indices where plain[at].group != .none {
      guard plain[at].group == .word else { return nil }
      let letter = plain[at].scalars[0]
      guard letter.isLatin else {
        if letter.properties.numericType != nil { continue }
        return nil
      }
      if plain[at].scalars.count > 1 || letter == "\u{111}" { dropped = true }
      plain[at].scalars = [letter == "\u{111}" ? "d" : letter]
      if letter == "\u{111}" { plain[at].exact = plain[at].exact == "\u{111}" ? "d" : "D" }
    }
    return dropped ? plain : nil
  }
}

extension Unicode.Scalar {
  /// Whether this is a letter of the Vietnamese alphabet without marks, or one of English.
  var isLatin: Bool {
    switch value {
    case 0x41...0x5A, 0x61...0x7A, 0x110, 0x111: true
    default: false
    }
  }
}
