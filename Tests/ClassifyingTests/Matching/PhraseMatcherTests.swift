import Foundation
import TestSupport
import Testing

@testable import Classifying

@Suite struct PhraseMatcherTests {
  /// The matched texts, and how each is spelled where not with the phrase's own letters.
  static func found(_ phrases: [Phrase], in text: String) -> [String] {
    let bytes = Array(text.utf8)
    return PhraseMatcher(phrases: phrases).matches(in: text).matches.map { match in
      let own = String(decoding: bytes[match.start..<match.end], as: UTF8.self)
      return match.spelling == .own ? own : own + " (unaccented)"
    }
  }

  static func found(_ phrase: String, in text: String) -> [String] { found([Phrase(phrase)], in: text) }

  @Test func wordsMatchWholeOnly() {
    #expect(
      Self.found("Gaza", in: "Gazaa, Gaza's Gaza-Krieg «Gaza» xGaza Gaza2 Gaza地带 gaza") == [
        "Gaza", "Gaza", "Gaza", "Gaza", "gaza",
      ])
    #expect(Self.found([Phrase("Palästin", boundary: .prefix)], in: "Palästinenser, Exilpalästinenser") == ["Palästin"])
    #expect(Self.found([Phrase("krieg", boundary: .anywhere)], in: "Gazakrieges Krieg") == ["krieg", "Krieg"])
    #expect(Self.found("tên lửa", in: "tên lửa, tên lửaa, ctên lửa, tên  lửa") == ["tên lửa", "tên  lửa"])
  }

  /// The first ones, in whichever way a text is read.
  @Test(arguments: ["Gaza ", "Ga\u{AD}za ", "Gaza\n"])
  func ofATextOfNothingButMatchesTheFirstCount(word: String) {
    let limit = PhraseMatcher.Part.matchLimit
    let matcher = PhraseMatcher(phrases: [Phrase("Gaza")])
    func starts(_ count: Int) -> [Int] {
      matcher.matches(in: String(repeating: word, count: count)).matches.map(\.start)
    }
    let all = (0..<limit).map { $0 * word.utf8.count }
    #expect(starts(limit - 1) == all.dropLast())
    #expect(starts(limit) == all)
    #expect(starts(limit * 2) == all)
  }

  @Test func koreanNounsMatchWithParticlesAndNotWithinOtherWords() {
    #expect(Self.found("북한", in: "북한은 북한의 북한에서는 북한 북한산 대북한 (북한)") == ["북한", "북한", "북한", "북한", "북한"])
    let decomposed = "북한은 북한산".decomposedStringWithCanonicalMapping
    #expect(Self.found("북한", in: decomposed).count == 1)
  }

  @Test func chineseAndJapaneseMatchWithoutSpacesInEitherScript() {
    #expect(Self.found("朝鲜", in: "據朝鮮中央通訊社報道,朝鲜") == ["朝鮮", "朝鲜"])
    #expect(Self.found("台湾海峡", in: "臺灣海峽和台灣海峽及台湾海峡") == ["臺灣海峽", "台灣海峽", "台湾海峡"])
    #expect(Self.found("聯合國", in: "联合国 聯合國\u{200B}") == ["联合国", "聯合國"])
    #expect(Self.found("戦争", in: "战争 戰爭 戦争") == ["战争", "戰爭", "戦争"])
    #expect(Self.found("北朝鮮", in: "北朝鮮は北朝鮮の") == ["北朝鮮", "北朝鮮"])
    #expect(Self.found("ガザ", in: "ガザ地区とイガザ ｶﾞザ") == ["ガザ"])
  }

  @Test func hyphensAndSpacesAreTheSameButNotTheirAbsence() {
    let text =
      "Kim Jong-un, Kim Jong Un, Kim Jong\u{2011}un, Kim Jong – Un, Kim\u{A0}Jong\u{2010}un, Kim Jongun, Kim Jong—un"
    #expect(Self.found("Kim Jong-un", in: text).count == 5)
    #expect(Self.found("Kim Jong Un", in: text).count == 5)
  }

  @Test func spellingsOfOneWordMatchWithTheirOwnSpans() {
    let spellings = [
      "Hòa", "Hoà", "HÒA", "Hòa".decomposedStringWithCanonicalMapping, "Hoà".decomposedStringWithCanonicalMapping,
      "Ho\u{AD}à",
    ]
    for spelling in spellings {
      #expect(Self.found("hoà", in: "(\(spelling))") == [spelling])
      #expect(Self.found("hòa", in: "(\(spelling))") == [spelling])
    }
    for letter in ["Đ", "\u{D0}", "đ", "\u{F0}", "\u{189}"] {
      #expect(Self.found("Đài Loan", in: letter + "ài Loan").count == 1)
    }
    #expect(Self.found("Workers' Party", in: "Workers’ Party").count == 1)
    #expect(Self.found("ấy", in: "a\u{301}\u{302}y").count == 1)
  }

  @Test func aPhraseReachesOverNoLineBreakOrOtherSign() {
    for between in ["\n", "\r\n", " \n ", ", ", "—", " . ", "\u{2028}"] {
      #expect(Self.found("Triều Tiên", in: "Triều\(between)Tiên") == [])
    }
  }

  @Test func capitalsMatterWhereThePhraseSaysSo() {
    #expect(Self.found([Phrase("UN", isCaseSensitive: true)], in: "UN un Un ＵＮ") == ["UN", "ＵＮ"])
    #expect(
      Self.found([Phrase("Đài", isCaseSensitive: true)], in: "Đài đài ĐÀI Đài".decomposedStringWithCanonicalMapping)
        .count == 2)
  }

  @Test func textWithoutDiacriticsMatchesPhrasesOfSeveralWordsApart() {
    let phrases = [Phrase("Triều Tiên"), Phrase("Bình Nhưỡng"), Phrase("hòa"), Phrase("Kim Jong Un")]
    #expect(
      Self.found(phrases, in: "Trieu Tien va hoa binh, Kim Jong Un\nTriều Tiên nói Trieu Tien bị phạt nặng")
        == ["Trieu Tien (unaccented)", "Kim Jong Un", "Triều Tiên"])
  }

  @Test(arguments: ["Mỹ", "My\u{303}", "Ý", "Bỉ", "Úc", "Áo", "Lào"])
  func countriesOfTwoLettersEndASentence(country: String) {
    let matcher = PhraseMatcher(phrases: [Phrase("Gaza")])
    let found = matcher.matches(in: "Gaza thắng \(country). Gaza")
    #expect(found.matches.map(\.sentence) == [0, 1])
  }

  @Test(arguments: ["Mr", "TP", "Đ", "TĐ", "J", "Th"])
  func abbreviationsOfTwoLettersDoNot(abbreviation: String) {
    let matcher = PhraseMatcher(phrases: [Phrase("Gaza")])
    let found = matcher.matches(in: "Gaza thắng \(abbreviation). Gaza")
    #expect(found.matches.map(\.sentence) == [0, 0])
  }

  @Test func wordsSentencesAndParagraphsAreCounted() throws {
    let text = "Tin nóng\n\n Ông J. Biden tới. Mr. Kim nói: “Gaza!” Rồi đi... tiếp 2. lần Gaza\n---\n。朝鲜。朝鲜\n"
    let found = PhraseMatcher(phrases: [Phrase("Gaza"), Phrase("朝鲜"), Phrase("Biden tới")]).matches(in: text)
    #expect(found.paragraphs.map(\.words) == [2, 14, 4])
    #expect(found.paragraphs.map(\.firstWord) == [0, 2, 16])
    #expect(found.words == 20)
    #expect(found.matches.map(\.firstWord) == [4, 9, 15, 16, 18])
    #expect(found.matches.map(\.lastWord) == [5, 9, 15, 17, 19])
    #expect(found.matches.map(\.paragraph) == [1, 1, 1, 2, 2])
    let sentences = found.matches.map(\.sentence)
    #expect(sentences.map { $0 - (sentences.first ?? 0) } == [0, 1, 2, 4, 5])
  }

  @Test func overlappingMatchesAreAllThere() {
    let phrases = ["bán đảo Triều Tiên", "Triều Tiên", "bán đảo", "đảo Triều Tiên", "Tiên"].map { Phrase($0) }
    #expect(
      Self.found(phrases, in: "bán đảo Triều Tiên")
        == ["bán đảo Triều Tiên", "bán đảo", "đảo Triều Tiên", "Triều Tiên", "Tiên"])
  }

  @Test func evidenceIsGivenInScalars() {
    let text = Array("Đài 😀 Gaza".utf8)
    var offsets = ScalarOffsets()
    #expect([0, 6, 11, 15, 99].map { offsets.scalarOffset(ofByte: $0, in: text.span) } == [0, 4, 6, 10, 10])
    #expect(offsets.scalarOffset(ofByte: 6, in: text.span) == 4)
  }

  @Test func nothingToLookForMatchesNothing() {
    #expect(Self.found([], in: "Gaza") == [])
    #expect(Self.found(["", " - ", "?!", "\u{AD}"].map { Phrase($0) }, in: "?! - Gaza") == [])
    #expect(Self.found("Gaza", in: "") == [])
  }

  @Test func anyBytesAreReadToTheEnd() {
    let matcher = PhraseMatcher(phrases: PhraseMatcherTwinTests.phrases.map { Phrase($0) })
    var random = SeededGenerator(seed: 9)
    for _ in 0..<300 {
      var bytes = (0..<Int.random(in: 0...2000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      bytes += Array(" Gaza ".utf8)
      #expect(matcher.matches(in: bytes.span).matches.contains { $0.end == bytes.count - 1 })
    }
  }

  /// Sixteen times the work for four times the text would be quadratic.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("a", [0, 1]), ("a\u{301}", []), ("a-", [2]), ("한", [4]), ("Triều ", [3]), ("\u{1112}\u{1161}", []), (".", []),
      ("\n", []),
    ] as [(String, Set<Int>)])
  func hardTextsTakeLinearWork(unit: String, found: Set<Int>) {
    let phrases = [String(repeating: "a", count: 400), "aaaa", "a a a a", "Triều Triều", "한"]
    let matcher = PhraseMatcher(phrases: phrases.map { Phrase($0, boundary: .anywhere) })
    let (small, large) = (String(repeating: unit, count: 20_000), String(repeating: unit, count: 80_000))
    let matches = matcher.matches(in: small).matches
    #expect(Set(matches.map(\.phrase)) == found)
    #expect(matches.allSatisfy { $0.start < $0.end && $0.end <= small.utf8.count })
    #expect(
      WorkTime.growth(from: { _ = matcher.matches(in: small) }, to: { _ = matcher.matches(in: large) }, below: 9) < 9)
  }

  @Test func tenThousandPhrasesWorkAsWellAsThreeHundred() {
    var random = SeededGenerator(seed: 3)
    let syllables = [
      "triều", "tiên", "hòa", "bình", "tên", "lửa", "đạn", "đạo", "kim", "jong", "un", "quân", "sự", "biển", "đông",
      "eo",
    ]
    let phrases = (0..<10_000).map { _ in
      Phrase(
        (0..<Int.random(in: 2...5, using: &random)).map { _ in syllables.randomElement(using: &random) ?? "" }.joined(
          separator: " "))
    }
    var matcher = PhraseMatcher(phrases: [])
    let time = ContinuousClock().measure { matcher = PhraseMatcher(phrases: phrases) }
    print("10,000 phrases: built in \(time)")
    for (index, phrase) in phrases.enumerated() where index % 37 == 0 {
      let found = matcher.matches(in: "x \(phrase.text), y").matches
      #expect(found.contains { $0.phrase == index && $0.start == 2 })
    }
  }
}
