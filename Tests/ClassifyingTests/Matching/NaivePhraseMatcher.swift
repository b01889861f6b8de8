import Foundation

@testable import Classifying

/// The matcher's meaning, said slowly: each text is folded unit by unit, and each phrase is tried at each unit.
struct NaivePhraseMatcher: Sendable {
  /// What a reader sees as one sign: a letter with its marks, a run of spaces and hyphens, or a line break.
  struct Unit: Sendable {
    enum Group { case none, single, word, hangul, katakana }

    /// Folded for comparing, capitals kept.
    var exact: [Unicode.Scalar]
    /// Folded for comparing.
    var key: [Unicode.Scalar]
    var group: Group
    var start: Int
    var end: Int
    /// Directly from the text, for ends of sentences.
    var first: Unicode.Scalar
  }

  struct Variant: Sendable {
    var phrase: Int
    var units: [Unit]
    var spelling: PhraseMatch.Spelling
  }

  let phrases: [Phrase]
  /// By the first unit's key.
  let variants: [[Unicode.Scalar]: [Variant]]

  init(phrases: [Phrase]) {
    self.phrases = phrases
    var variants: [Variant] = []
    for (index, phrase) in phrases.enumerated() {
      var units = Self.fold(Array(phrase.text.utf8))
      while let first = units.first, first.key == [" "] || first.key == ["\n"] { units.removeFirst() }
      while let last = units.last, last.key == [" "] || last.key == ["\n"] { units.removeLast() }
      for at in units.indices where units[at].key == ["\n"] {
        units[at].key = [" "]
        units[at].exact = [" "]
      }
      guard units.contains(where: { $0.group != .none }) else { continue }
      for spelled in Self.placements(units) {
        variants.append(Variant(phrase: index, units: spelled, spelling: .own))
      }
      if let plain = Self.unaccented(units) {
        variants.append(Variant(phrase: index, units: plain, spelling: .unaccented))
      }
    }
    self.variants = Dictionary(grouping: variants) { $0.units[0].key }
  }

  func matches(in bytes: [UInt8]) -> TextMatches {
    let units = Self.fold(bytes)
    let layout = NaiveLayout(units)
    var found: Set<PhraseMatch> = []
    for at in units.indices {
      for variant in variants[units[at].key] ?? [] {
        let end = at + variant.units.count
        guard end <= units.count, matches(variant, Array(units[at..<end])), isBounded(variant, at, end, units) else {
          continue
        }
        let paragraph = layout.paragraph[at]
        if variant.spelling == .unaccented, !layout.isUnaccented[paragraph] { continue }
        found.insert(
          PhraseMatch(
            phrase: variant.phrase, start: units[at].start, end: units[end - 1].end, spelling: variant.spelling,
            firstWord: layout.word[at], lastWord: layout.word[end - 1], sentence: layout.sentence[at],
            paragraph: paragraph))
      }
    }
    let matches = found.sorted { one, other in
      (one.start, -one.end, one.phrase) < (other.start, -other.end, other.phrase)
    }
    return TextMatches(matches: matches, paragraphs: matches.isEmpty ? [] : layout.paragraphs)
  }

  private func matches(_ variant: Variant, _ units: [Unit]) -> Bool {
    zip(variant.units, units).allSatisfy { wanted, unit in
      phrases[variant.phrase].isCaseSensitive ? wanted.exact == unit.exact : wanted.key == unit.key
    }
  }

  private func isBounded(_ variant: Variant, _ start: Int, _ end: Int, _ units: [Unit]) -> Bool {
    let boundary = phrases[variant.phrase].boundary
    if boundary == .anywhere { return true }
    guard start == 0 || Self.isEdge(units[start - 1], units[start]) else { return false }
    if boundary == .prefix || end == units.count || Self.isEdge(units[end - 1], units[end]) { return true }
    guard units[end].group == .hangul else { return false }
    let rest = units[end...].prefix { $0.group == .hangul }
    var scalars = String.UnicodeScalarView()
    for unit in rest { scalars.append(contentsOf: unit.key) }
    return KoreanParticles.all.contains(String(scalars).precomposedStringWithCanonicalMapping)
  }

  static func isEdge(_ one: Unit, _ other: Unit) -> Bool {
    switch one.group {
    case .none, .single: true
    case .word, .hangul, .katakana: one.group != other.group
    }
  }
}
