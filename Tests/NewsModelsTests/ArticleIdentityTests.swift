import NewsModels
import TestSupport
import Testing

@Suite struct ArticleIdentityTests {
  let article = Article(
    title: "Họp tại Tokyo", body: "Một đoạn.\nHai đoạn.", published: PublicationTime("2024-02-24T06:17:00+07:00"),
    source: "HNM")

  @Test func whiteSpaceAndInvisibleCharactersDoNotCount() {
    var other = article
    other.title = " Họp\u{A0}tại \u{200B}Tokyo\u{FEFF}"
    other.body = "Một  đoạn.\n\nHai đo\u{AD}ạn."
    #expect(other.id == article.id)
  }

  @Test func theTimeOfDayDoesNotCountButTheDayDoes() {
    var other = article
    other.published = PublicationTime("2024-02-24")
    #expect(other.id == article.id)
    other.published = PublicationTime("2024-02-23T23:17:00Z")
    #expect(other.id != article.id)
    other.published = nil
    #expect(other.id != article.id)
  }

  @Test func eachFieldCountsInItsOwnPlace() {
    var ids = Set([article.id])
    var other = article
    other.source = "VnExpress"
    ids.insert(other.id)
    other = article
    other.title = "Họp tại Tokyo Một"
    other.body = "đoạn.\nHai đoạn."
    ids.insert(other.id)
    other = article
    other.body += " Ba đoạn."
    ids.insert(other.id)
    #expect(ids.count == 4)
  }

  /// The id is taken from runs of bytes; scalar by scalar it must be the same.
  @Test func runsGiveTheSameIDAsSingleScalars() {
    let parts = [
      "Quân đội Hàn Quốc thông báo Triều Tiên đã phóng tên lửa", "plain words of sixteen bytes and more", " ", "  ",
      "\n",
      "\u{A0}", "\u{200B}", "\u{AD}", "\u{3000}", "“trích”", "\u{FEFF}", "北朝鮮のミサイル", "x", "\u{2028}", "\u{7F}", "…",
      "é", "", "\t", "\r\n", "\n\n", " \n", "first line\nsecond line\nthird line, longer than sixteen bytes\n",
    ]
    var generator = SeededGenerator(seed: SeededGenerator.seedOfThisRun)
    for _ in 0..<2_000 {
      var texts: [String] = []
      for _ in 0..<3 {
        let count = Int.random(in: 0..<12, using: &generator)
        texts.append((0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }.joined())
      }
      let article = Article(title: texts[0], body: texts[1], published: self.article.published, source: texts[2])
      var plain: [UInt8] = []
      for field in [texts[2], texts[0], texts[1], "2024-02-24"] {
        plain += Self.normalised(field)
        plain.append(0x1F)
      }
      let expected = ArticleID(Digest(of: plain))
      #expect(article.id == expected, "title \(texts[0].debugDescription), body \(texts[1].debugDescription)")
    }
  }

  /// As the documentation of `Article.id` says it, by scalars.
  private static func normalised(_ text: String) -> [UInt8] {
    let spaces: Set<UInt32> = [0x85, 0xA0, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
    let ignored: Set<UInt32> = [0x7F, 0xAD, 0x2060, 0xFEFF]
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0...0x20, 0x2000...0x200A: words.append([])
      case let value where spaces.contains(value): words.append([])
      case 0x200B...0x200F: break
      case let value where ignored.contains(value): break
      default: words[words.count - 1] += Array(String(Character(scalar)).utf8)
      }
    }
    return Array(words.filter { !$0.isEmpty }.joined(separator: [0x20]))
  }
}
