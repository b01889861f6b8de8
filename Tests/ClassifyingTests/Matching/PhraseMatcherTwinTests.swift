import Foundation
import TestSupport
import Testing

@testable import Classifying

/// The fast matcher against the slow one, which says what is meant.
@Suite struct PhraseMatcherTwinTests {
  static let phrases = [
    "Triều Tiên", "bán đảo Triều Tiên", "Kim Jong-un", "Hòa Bình", "hoà", "thủy quân", "Đài Loan", "đài", "UN", "Gaza",
    "dải Gaza",
    "Israel - Hamas", "D.P.R.K.", "북한", "김정은", "朝鮮", "金正恩", "台湾海峡", "北朝鮮", "ガザ", "Workers' Party",
    "một quốc gia, hai chế độ",
    "Đài Loan (Trung Quốc)", "Palästin", "Krieg", "J-20", "7/10", "oa", "án", "aa", "a", "Ø", "ế", "x\u{302}", "गाज़ा",
    "غزة", "СССР",
    "o\u{301}a", "tọa độ", "thoả thuận hoà bình", "UNRWA", "ten", "tên lửa", "tiên", "Tiên Yên", "a b a b", "b a", "ß",
    "Ａ", "?!", "",
  ]

  static func randomPhrases(_ random: inout SeededGenerator) -> [Phrase] {
    let boundaries: [Phrase.Boundary] = [.wholeWord, .wholeWord, .prefix, .anywhere]
    return (0..<Int.random(in: 1...30, using: &random)).map { _ in
      var text = phrases.randomElement(using: &random) ?? ""
      if Bool.random(using: &random) { text += " " + (phrases.randomElement(using: &random) ?? "") }
      return Phrase(
        text, boundary: boundaries.randomElement(using: &random) ?? .anywhere,
        isCaseSensitive: Int.random(in: 0..<6, using: &random) == 0)
    }
  }

  static let noise =
    [
      " ", "  ", "-", "\u{A0}", "\u{2011}", "\u{2013}", "\u{200B}", "\u{AD}", "\u{FEFF}", "\n", "\r\n", "\u{3000}",
      "\u{2028}", ".", ". ", "? ",
      ",", "'", "’", "\"", "”", "(", ")", "。", "、", "!", "…", "\u{301}", "\u{323}", "\u{302}", "\u{309A}", "a", "A",
      "o", "b", "un", "ỡ", "Z",
      "7", "é", "ñ", "은", "는", "산", "에서", "\u{1112}\u{1161}\u{11AB}", "한", "国", "國", "の", "カ", "я", "ъ", "\u{1F1FB}",
      "😀", "\u{FE0F}", "Mr. ",
      "TP. ", "Mỹ. ", "Y\u{301}. ", "Úc.", "\u{F0001}", "\u{2212}", "\u{301}\u{323}", "ắ", "K", "ſ", "İ", "ǅ", "Ð", "ð",
      "ɖ", "\u{1E9E}", "ﬁ", "\t",
      "×", "÷", "ἀ", "ṣ",
      "\u{0}", "_", "x",
    ].map { Array($0.utf8) } + [
      [0xFF], [0x80], [0xE1, 0xBA], [0xC3], [0xF8, 0x80, 0x80, 0x81], [0xF9], [0xFB], [0xED, 0xA0, 0x80], [0xC4],
    ]

  static func randomText(_ phrases: [Phrase], _ random: inout SeededGenerator, pieces: Int = 25) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 1...pieces, using: &random) {
      switch Int.random(in: 0..<3, using: &random) {
      case 0: text += noise.randomElement(using: &random) ?? []
      case 1: text += Array(Self.phrases.randomElement(using: &random)?.utf8 ?? "".utf8) + [0x20]
      default:
        let phrase = phrases.randomElement(using: &random)?.text ?? ""
        text += Array(Respelling.random(phrase, using: &random).utf8)
        if Bool.random(using: &random) { text.append(0x20) }
      }
      if Int.random(in: 0..<20, using: &random) == 0, !text.isEmpty {
        text.remove(at: Int.random(in: 0..<text.count, using: &random))
      }
    }
    return text
  }

  @Test(arguments: 0..<40) func randomTextsGiveWhatTheSlowTwinGives(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3 {
      let phrases = Self.randomPhrases(&random)
      let fast = PhraseMatcher(phrases: phrases)
      let slow = NaivePhraseMatcher(phrases: phrases)
      for _ in 0..<25 {
        guard agree(fast, slow, Self.randomText(phrases, &random), seed) else { return }
      }
    }
  }

  /// Texts long enough to be read in several lanes; some are without anything that must be normalised.
  @Test(arguments: 0..<10) func longTextsOfManyParagraphsGiveWhatTheSlowTwinGives(seed: UInt64) {
    var random = SeededGenerator(seed: 1000 + seed)
    let phrases = Self.randomPhrases(&random)
    let fast = PhraseMatcher(phrases: phrases)
    let slow = NaivePhraseMatcher(phrases: phrases)
    for _ in 0..<8 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 4...30, using: &random) {
        let line = Bool.random(using: &random) ? phrases.map(\.text).joined(separator: " và ") : "không có gì"
        text += Array(line.precomposedStringWithCanonicalMapping.utf8)
        if seed % 2 == 1 { text += Self.randomText(phrases, &random, pieces: 8) }
        text.append(0x0A)
      }
      guard agree(fast, slow, text, seed) else { return }
    }
  }

  private func agree(_ fast: PhraseMatcher, _ slow: NaivePhraseMatcher, _ text: [UInt8], _ seed: UInt64) -> Bool {
    let (got, wanted) = (fast.matches(in: text.span), slow.matches(in: text))
    if got == wanted { return true }
    Issue.record(
      """
      seed \(seed), text \(String(decoding: text, as: UTF8.self).debugDescription) \(text)
      too few: \(Self.list(wanted, got, fast.phrases))
      too many: \(Self.list(got, wanted, fast.phrases))
      \(got.paragraphs) \(wanted.paragraphs)
      """)
    return false
  }

  static func list(_ one: TextMatches, _ other: TextMatches, _ phrases: [Phrase]) -> [String] {
    one.matches.filter { !other.matches.contains($0) }.map { "\(phrases[$0.phrase]) \($0)" }
  }
}
