import NewsModels
import Testing

@testable import Parsing

/// Texts whose lines were broken at a width: mails, wires, `lynx -dump`.
@Suite struct WrappedLinesTests {
  static let english = [
    "Harbour council votes to rebuild the eastern pier",
    "The harbour council voted on Monday to rebuild the eastern pier, which a storm had damaged in early spring, and to move "
      + "the landing stage of the ferry line a hundred metres to the south, where the water is deeper and the wall is new.",
    "Work is to begin in June, said the head of the port. It should be finished before the first winter storms arrive, but "
      + "the council has set money aside for a second year, since nobody knows yet how deep the damage goes.",
    "Fishermen welcomed the decision, although some fear that the price of a berth will rise once the pier is open again.",
    "The city will pay a third of the cost, and the rest is to come from a regional fund for coastal protection, which has "
      + "paid for two other walls along the coast since the great storm, and for a study of a third one in the north.",
  ]

  static let vietnamese = [
    "Hội chợ sách mùa thu khai mạc tại thành phố cảng",
    "Sáng 7-10, hội chợ sách mùa thu khai mạc bên bờ sông với sự tham gia của hơn bốn mươi nhà xuất bản trong nước, cùng "
      + "nhiều tác giả đến từ các nước trong khu vực và đông đảo bạn đọc trẻ của thành phố cảng.",
    "Ban tổ chức cho biết hội chợ kéo dài năm ngày, mở cửa miễn phí và có nhiều buổi nói chuyện với tác giả, trong đó có "
      + "buổi giao lưu với các nhà văn viết cho thiếu nhi vào sáng thứ bảy tại nhà văn hóa của quận.",
    "Theo kế hoạch, doanh thu của ba ngày đầu sẽ được trao cho các thư viện ở vùng núi, nơi sách vẫn còn thiếu. Những năm "
      + "trước, hội chợ đã trao hơn mười nghìn cuốn sách cho học sinh các trường ở miền Trung.",
  ]

  /// Broken where the next word does not fit.
  static func broken(_ text: String, at width: Int, indent: String) -> String {
    var lines = [indent]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.allSatisfy({ $0 == " " }) {
        lines[lines.count - 1] += word
      } else if line.count + 1 + word.count > width {
        lines.append(String(word))
      } else {
        lines[lines.count - 1] += " " + word
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: [english, vietnamese], [60, 65, 72, 80, 100])
  func paragraphsAreWholeAgain(paragraphs: [String], width: Int) {
    let whole = paragraphs.joined(separator: "\n")
    for (separator, indent) in [("\n\n", ""), ("\n", ""), ("\n", "   ")] {
      let text = paragraphs.map { Self.broken($0, at: width, indent: indent) }.joined(separator: separator)
      let joined = WrappedLines.joined(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
      #expect(joined?.replacing("\n\n", with: "\n") == whole)
      #expect(SampleDump.read(text)?.paragraphs.map(String.init) == Array(paragraphs.dropFirst()))
    }
  }

  /// The headline and one paragraph.
  @Test(arguments: [english, vietnamese], [60, 65, 72, 80])
  func noteOfFewLinesIsWholeAgain(paragraphs: [String], width: Int) {
    for separator in ["\n\n", "\n"] {
      let text = paragraphs[...1].map { Self.broken($0, at: width, indent: "") }.joined(separator: separator)
      let joined = WrappedLines.joined(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
      #expect(joined == paragraphs[...1].joined(separator: separator))
    }
  }

  /// Mails close with addresses that say who opened them.
  @Test func anAddressOfAnyLengthStaysAsItIs() {
    let address = "See more: https://click.example.com/f/a/" + String(repeating: "Ab3dEf6hIj9kLm2n", count: 16)
    let text = Self.english.map { Self.broken($0, at: 72, indent: "") } + [address]
    let joined = WrappedLines.joined(Array(text.joined(separator: "\n\n").utf8))
    #expect(
      joined.map { String(decoding: $0, as: UTF8.self) } == (Self.english + [address]).joined(separator: "\n\n"))
    let sentence = String(repeating: "The council has set money aside for a second year. ", count: 6)
    #expect(WrappedLines.joined(Array((text + [sentence]).joined(separator: "\n\n").utf8)) == nil)
  }

  /// Each paragraph of two lines ends beyond the half of the width, where the indent of the next one tells it.
  @Test func shortParagraphsWithAnIndentAreWholeAgain() {
    let paragraphs = Self.english.dropFirst().map { $0.prefix(112) + "s" }.map(String.init)
    let text = paragraphs.map { Self.broken($0, at: 64, indent: "    ") }.joined(separator: "\n")
    let joined = WrappedLines.joined(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    #expect(joined == paragraphs.joined(separator: "\n"))
  }

  /// Most lines begin with a noun, hence a capital.
  @Test func germanIsWholeAgain() {
    let text =
      "Der Rat der Hafenstadt hat am Montag über den Wiederaufbau der Mole beraten, die ein Sturm im Frühjahr zerstört hat. "
      + "Die Arbeiten sollen im Juni beginnen, sagte die Leiterin des Hafens nach der Sitzung. Sie könnten vor den ersten "
      + "Stürmen des Winters beendet sein, doch der Rat hat auch für ein zweites Jahr Geld zurückgelegt, denn niemand weiß "
      + "bisher, wie tief der Schaden reicht. Die Stadt zahlt ein Drittel der Kosten, der Rest soll aus einem Fonds des "
      + "Landes kommen, der schon zwei andere Mauern an der Küste bezahlt hat."
    let joined = WrappedLines.joined(Array(Self.broken(text, at: 63, indent: "").utf8))
    #expect(joined.map { String(decoding: $0, as: UTF8.self) } == text)
  }

  @Test func aDashAtTheEndOfALineIsNoHyphen() throws {
    let text = Self.english.map { Self.broken($0, at: 65, indent: "") }.joined(separator: "\n\n")
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("The harbour council") })
    let dashed = text.replacing(line + "\n", with: line.dropLast(3) + " --\n")
    let joined = try #require(WrappedLines.joined(Array(dashed.utf8)).map { String(decoding: $0, as: UTF8.self) })
    #expect(joined.contains(line.dropLast(3) + " -- "))
    let halves = text.replacing(line + "\n", with: line.dropLast(3) + "a--\n")
    let glued = try #require(WrappedLines.joined(Array(halves.utf8)).map { String(decoding: $0, as: UTF8.self) })
    #expect(glued.contains(line.dropLast(3) + "a-- "))
  }

  @Test func aWordThatIsBrokenAtItsHyphenIsWhole() throws {
    let text = Self.english.map { Self.broken($0, at: 65, indent: "") }.joined(separator: "\n\n")
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("The harbour council") })
    let halves = text.replacing(line + "\n", with: line.dropLast(3) + "a-\n")
    let joined = try #require(WrappedLines.joined(Array(halves.utf8)).map { String(decoding: $0, as: UTF8.self) })
    #expect(joined.contains(line.dropLast(3) + "a-"))
    #expect(!joined.contains("a- "))
  }

  @Test(arguments: [
    english.joined(separator: "\n"), DocumentReaderTests.dump, "", "\n", EncodingTests.simplified,
    EncodingTests.japanese,
    english.joined(separator: " ").split(separator: ",").joined(separator: "\n"),
    (english + english).joined(separator: " ").split(separator: ". ").joined(separator: ".\n\n"),
    (0..<40).map { "Line \($0) of a list of things that are to be done" }.joined(separator: "\n"),
    "Harbour council votes to rebuild the eastern pier and the sea wall\nFishermen fear that the price of a berth will rise again soon\n"
      + "The city is to pay a third of the cost of all the work on the wall",
    "The harbour council voted on Monday to rebuild the eastern pier.\nvnexpress.net published the news of the vote on the same day.",
  ])
  func linesThatEndOfThemselvesStay(text: String) {
    #expect(WrappedLines.joined(Array(text.utf8)) == nil)
  }
}
