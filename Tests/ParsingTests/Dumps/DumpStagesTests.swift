import Testing

@testable import Parsing

/// Each stage of reading a dump by itself.
@Suite struct DumpStagesTests {
  private func lines(_ text: String) -> DumpLines { DumpLines(Array(text.utf8)) }

  @Test func linesAreTrimmedAndBlankOnesOnlyRemembered() {
    let dump = lines("\n One \n\u{A0}\nTwo\n\u{3000}Three\u{A0}\n")
    #expect(dump.lines.map(dump.string) == ["One", "Two", "Three"])
    #expect(dump.lines.map(\.isAfterBlank) == [true, true, false])
    #expect(dump.lines.map(\.isBeforeBlank) == [true, false, true])
  }

  @Test func oneLineIsMeasured() throws {
    let line = try #require(lines("“Harbour Council” votes, at 10:30, to rebuild 2 piers.").lines.first)
    #expect((line.words, line.capitalised, line.isInCapitals) == (10, 1, false))
    #expect((line.digits, line.clauseMarks, line.hasClock) == (5, 2, true))
    #expect((line.opening, line.ending) == (.quote, .sentence))
  }

  @Test(arguments: [
    ("ĐẠI HỘI ĐẢNG", true, false), ("ABC", true, false), ("AB", false, false), ("ABCd", false, false),
    ("МОСКВА", true, false), ("МОСКВа", false, false), ("港口重建 ABC", true, true), ("港口 abcde", false, false),
    ("港口 abc", false, true),
  ])
  func linesOfCapitalsOrIdeographsAreTold(text: String, isInCapitals: Bool, isIdeographic: Bool) throws {
    let line = try #require(lines(text).lines.first)
    #expect((line.isInCapitals, line.isIdeographic) == (isInCapitals, isIdeographic))
  }

  /// The features of a line in the order in which they were listed.
  private struct ListedFeatures: DumpFeatureRow {
    var listed: [DumpFeature] = []
    mutating func set(_ feature: DumpFeature, _ value: Float) { listed.append(feature) }
  }

  @Test func featuresAreListedOnceAndInTheirOrder() {
    let features = DumpFeatures(
      lines("Home\n\nThe pier\n06:17, 24 February 2024\n\nThe council votes.\n\nPhoto: A. Person\nHome\n"))
    for index in features.lines.indices {
      var row = ListedFeatures()
      features.list(index, in: &row)
      let order = row.listed.map(\.rawValue)
      #expect(zip(order, order.dropFirst()).allSatisfy { $0 < $1 }, "line \(index): \(row.listed)")
    }
  }

  /// The hashes that the measuring pass leaves are those that a pass of their own would find.
  @Test(arguments: [
    "Quân đội Hàn Quốc: 2 tên lửa, “Hwasong-18” (KCNA).", "港口重建 Harbour 港 Council 123", "a bb ccc dddd éééé", "",
    "Straße 東京a東京 x/y www.example.org", "一，二、三 four—five",
  ])
  func wordsOfALineAreThoseOfItsText(_ text: String) {
    let dump = lines(text + "\n" + text)
    for line in dump.lines {
      var words: [UInt32] = []
      WordHash.forEachWord(in: dump.bytes(line)) { words.append($0) }
      #expect(Array(dump.wordHashes[line.wordHashes]) == words)
    }
  }

  @Test func ideographsWeighMore() throws {
    let latin = try #require(lines("abcd").lines.first)
    let ideographs = try #require(lines("港口重建").lines.first)
    #expect((latin.units, latin.words) == (4, 1))
    #expect((ideographs.units, ideographs.words, ideographs.ideographs) == (10, 2, 4))
  }

  @Test(arguments: [
    ("The pier in March (Photo: A. Person).", true), ("Cầu tàu tháng ba. Ảnh: TTXVN", true),
    ("The pier in March. Foto: dpa", true),
    ("The photo: it shows the pier, which a storm in early spring had damaged badly and which nobody rebuilt.", false),
    ("The pier was rebuilt in March.", false),
  ])
  func creditAtTheEndMakesACaption(text: String, isCaption: Bool) throws {
    #expect(try #require(lines(text).lines.first).endsWithCaptionMark == isCaption)
  }

  @Test func equalLinesHaveEqualFingerprints() {
    let dump = lines("Read our newsletter\nREAD our newsletter!\nRead our letter\n")
    #expect(dump.lines[0].fingerprint == dump.lines[1].fingerprint)
    #expect(dump.lines[0].fingerprint != dump.lines[2].fingerprint)
    #expect(DumpContext(dump).places.map(\.isRepetition) == [false, true, false])
    #expect(DumpContext(dump).places.map(\.isRepeatedLater) == [true, false, false])
  }

  @Test func runsOfShortSentencesCountAsText() {
    let sentence = "“It was dark when we came to the pier,” the sailor said."
    let menu = "News Sport Weather Opinion Business Culture Travel Podcasts"
    let dump = lines([menu, sentence, sentence, sentence, menu, sentence, menu].joined(separator: "\n"))
    #expect(DumpContext(dump).places.map(\.isStrong) == [false, true, true, true, false, false, false])
  }

  @Test func choiceKeepsShortLinesAmongTextAndDropsThemAmongFurniture() {
    let text = (1...6).map {
      "Paragraph \($0) says that the council has voted to rebuild the pier that a storm had damaged, and that work begins soon."
    }
    let menu = ["Home", "Sport", "Weather", "Subscribe", "Log in"]
    let all = menu + ["The pier"] + text.prefix(3) + ["It is cold."] + text.suffix(3) + menu
    let dump = lines(all.joined(separator: "\n"))
    let chosen = DumpScores(DumpFeatures(dump)).choice(dump)
    let kept = zip(all, chosen).filter(\.1).map(\.0)
    #expect(
      kept.filter { $0.hasPrefix("Paragraph") || $0 == "It is cold." } == text.prefix(3) + ["It is cold."]
        + text.suffix(3))
    #expect(Set(kept).isDisjoint(with: menu))
  }

  /// How long that takes, `LinearTimeTests` measures.
  @Test func linesBeyondTheLimitAreLeftOut() {
    let dump = lines((1...DumpLines.limit + 10).map { "a\($0)\n" }.joined())
    #expect(dump.lines.map(dump.string) == (1...DumpLines.limit).map { "a\($0)" })
  }
}
