/// The blocks that make up an article's text, and why each block is in or out.
struct BodySelection: Sendable {
  private(set) var isKept: [Bool]
  /// In a few words; of every block.
  private(set) var reasons: [String]
  private(set) var paragraphs: [PageArticle.Paragraph] = []
  /// Whether the paragraphs come from the page's linked data, because hardly any of them is shown.
  private(set) var isFromLinkedData = false
  /// From a credit line, which is not part of the text.
  private(set) var credit: String?

  init(_ analysis: PageAnalysis, scores: BlockScores) {
    isKept = scores.values.map { $0 > 0 }
    reasons = isKept.map { $0 ? "text" : "not the article's text" }
    dropRepeats(analysis)
    takeCredit(analysis)
    dropDate(analysis)
    var weight = 0
    for row in isKept.indices where isKept[row] {
      weight += analysis.blocks[row].weight
      paragraphs.append(.init(role: Self.role(of: row, analysis), text: analysis.blocks[row].text))
    }
    if let linked = analysis.article?.body, LinkedBody.isBetter(linked, thanKeptWeight: weight) {
      isFromLinkedData = true
      paragraphs = LinkedBody.paragraphs(of: linked)
    }
  }

  /// The paragraphs, one a line.
  var text: String { paragraphs.map(\.text).joined(separator: "\n") }

  /// What may stand for a headline where a page has none: the first line, cut at a word.
  var firstLine: String {
    guard let line = paragraphs.first?.text else { return "" }
    guard line.count > Self.longestHeadline else { return line }
    let start = line.prefix(Self.longestHeadline)
    return String(start.lastIndex(of: " ").map { start[..<$0] } ?? start)
  }

  /// Characters.
  private static let longestHeadline = 100

  /// Lines that pages put between paragraphs, whole.
  private static let furniture = Set(
    """
    Advertisement,Advert,Ad,Article continues below advertisement,Story continues below advertisement,Continue reading,\
    Story continues below,Read more,Read full story,Share,Share this,Share this article,Copy link,Sponsored,Loading,\
    Loading...,Quảng cáo,Chia sẻ,Xem thêm,Đọc thêm,Anzeige,Werbung,Publicité,Publicidad,Publicidade,Pubblicità,Reclame,\
    Annonse,Annons,Mainos,Reklama,Реклама,Advertentie,广告,廣告,広告,광고
    """.split(separator: ",").map { WordKeys(String($0)) })

  /// The headline above the text, labels, and text that stands on the page twice.
  private mutating func dropRepeats(_ analysis: PageAnalysis) {
    var seen: Set<WordKeys> = []
    for row in isKept.indices where isKept[row] {
      if analysis.features[row, .repeatsHeadline] > 0 || row == analysis.headline.block {
        drop(row, "the headline")
      } else if Self.furniture.contains(analysis.keys[row]) {
        drop(row, "a label of the page")
      } else if analysis.blocks[row].weight > Self.leastRepeated, !seen.insert(analysis.keys[row]).inserted {
        drop(row, "stands on the page twice")
      }
    }
  }

  /// Shorter lines may well stand in a text twice.
  private static let leastRepeated = 20

  /// First paragraphs that are nothing but the date would stand for the lead; what they credit counts unless the text's end does.
  private mutating func dropDate(_ analysis: PageAnalysis) {
    for row in isKept.indices where isKept[row] {
      guard analysis.features[row, .isHeading] == 0,
        let line = DateLine(analysis.blocks[row].text, language: analysis.head.languageCode)
      else { return }
      credit = credit ?? line.credit
      drop(row, "the date")
    }
  }

  private mutating func takeCredit(_ analysis: PageAnalysis) {
    for row in isKept.indices.reversed() {
      guard analysis.features[row, .inContainer] > 0, analysis.blocks[row].weight < 120 else { continue }
      guard let line = CreditLine.read(Array(analysis.blocks[row].text.utf8)[...]) else { continue }
      credit = line.credit
      if isKept[row] { drop(row, "credit line") }
      return
    }
  }

  private mutating func drop(_ row: Int, _ reason: String) {
    isKept[row] = false
    reasons[row] = reason
  }

  private static func role(of row: Int, _ analysis: PageAnalysis) -> PageArticle.Paragraph.Role {
    let features = analysis.features
    if features[row, .leadlike] > 0 { return .lead }
    if features[row, .isHeading] > 0 { return .subheading }
    if features[row, .isLi] > 0 { return .listItem }
    return features[row, .captionlike] > 0 || features[row, .isFigcaption] > 0 ? .caption : .text
  }
}
