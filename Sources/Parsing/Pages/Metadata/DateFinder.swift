import NewsModels

/// Gathers all dates of a page that may be its article's, each scored by its origin.
struct DateFinder {
  let analysis: PageAnalysis
  /// The address that the page was fetched from, or that it calls its own.
  let address: String?
  let language: String?
  /// Blocks of the article's text.
  let kept: [Bool]
  private let firstKept: Int?
  private let lastKept: Int?

  init(analysis: PageAnalysis, address: String?, language: String?, kept: [Bool]) {
    (self.analysis, self.address, self.language, self.kept) = (analysis, address, language, kept)
    firstKept = kept.firstIndex(of: true)
    lastKept = kept.lastIndex(of: true)
  }

  /// More candidates than this from one origin are not looked at.
  private static let mostCandidates = 100

  func candidates() -> [DateCandidate] {
    fromLinkedData() + fromMetas() + fromElements() + fromBlocks() + fromAddress()
  }

  private func fromLinkedData() -> [DateCandidate] {
    guard let text = analysis.article?.datePublished, let time = MachineDate.read(text, language: language) else {
      return []
    }
    return [DateCandidate(time: time, origin: "linked data", score: 100, isStated: true)]
  }

  /// The names that sites give to the day of publication, the most meant so first.
  private static let metaNames: [(name: String, score: Int)] = [
    ("article:published_time", 95), ("og:article:published_time", 95), ("og:published_time", 94), ("datepublished", 93),
    ("article:published", 92), ("parsely-pub-date", 92), ("cxenseparse:recs:publishtime", 91), ("publishdate", 90),
    ("publish-date", 90), ("publish_date", 90), ("pubdate", 90), ("published-date", 90), ("published_time", 90),
    ("published", 88), ("sailthru.date", 88), ("dc.date.issued", 88), ("dcterms.created", 84), ("dc.date.created", 84),
    ("citation_publication_date", 84), ("citation_date", 83), ("bt:pubdate", 88),
    ("shareaholic:article_published_time", 88),
    ("originalpublicationdate", 90), ("article_date_original", 88), ("ptime", 84), ("dc.date", 80), ("date", 78),
    ("article.published", 88), ("article.created", 84), ("dcterms.date", 80), ("rnews:datepublished", 88),
    ("cxenseparse:publishtime", 88),
    ("weibo: article:create_at", 84), ("release_date", 70), ("og:release_date", 80), ("datecreated", 78),
    ("vr:published_time", 88), ("article:created", 80), ("timestamp", 60),
  ]

  private func fromMetas() -> [DateCandidate] {
    analysis.head.metas.compactMap { meta in
      guard let score = Self.metaNames.first(where: { $0.name == meta.name })?.score ?? Self.score(ofName: meta.name),
        let time = MachineDate.read(meta.content, language: language)
      else { return nil }
      return DateCandidate(time: time, origin: "meta \(meta.name)", score: score, isStated: true)
    }
  }

  /// Names that sites make up: `w-published-date`.
  private static func score(ofName name: String) -> Int? {
    guard name.contains("publish"), name.contains("date") || name.contains("time") else { return nil }
    return ["modif", "updat", "expir", "last"].contains { name.contains($0) } ? nil : 80
  }

  /// `time` elements and elements that say `datePublished`.
  private func fromElements() -> [DateCandidate] {
    let tree = analysis.tree
    var found: [DateCandidate] = []
    for node in 0..<tree.count where found.count < Self.mostCandidates {
      let element = tree.nodes[node]
      guard element.tag != .text, element.tag != .meta else { continue }
      let property = tree.value(of: .itemprop, at: node)
      let isPublished = property?.elementsEqual("datePublished".utf8) ?? false
      guard element.tag == .time || isPublished else { continue }
      if property?.elementsEqual("dateModified".utf8) ?? false { continue }
      guard
        let time = [AttributeName.datetime, .content, .title].lazy.compactMap({ tree.string(of: $0, at: node) })
          .compactMap({ MachineDate.read($0, language: language) }).first
      else { continue }
      let isTold = isPublished || tree.value(of: .pubdate, at: node) != nil
      found.append(
        DateCandidate(
          time: time, origin: isTold ? "datePublished element" : "time element",
          score: min((isTold ? 86 : 66) + nearness(ofNode: node), Self.mostOfElements), isStated: isPublished))
    }
    return found
  }

  /// What a page's head states about publication goes before what its elements do, which often are updates under that name.
  private static let mostOfElements = 94

  private func fromBlocks() -> [DateCandidate] {
    var found: [DateCandidate] = []
    for (row, block) in analysis.blocks.enumerated() where !kept[row] || block.weight < 80 {
      guard found.count < Self.mostCandidates else { break }
      guard analysis.features[row, .copyright] == 0 else { continue }
      guard block.digits >= 3, block.weight < 300, let date = visibleDate(in: block.text),
        let year = date.time.statedDay?.year, MachineDate.years.contains(year)
      else { continue }
      let times = TimesInBlock(block, tree: analysis.tree, language: language)
      let features = analysis.features
      let isLabelled = row > 0 && Self.labels.contains(analysis.keys[row - 1])
      let isMarked =
        isLabelled || features[row, .nDate] > 0 || features[row, .nDetails] > 0 || features[row, .dateStart] > 0
        || features[row, .bylinelike] > 0
      let isAlone = date.range.count * 2 > block.text.utf8.count
      var score = 40 + (isMarked ? 12 : 0) + (isAlone ? 8 : block.weight < 60 ? 5 : 0) + nearness(ofBlock: row)
      // What a page shows under its headline is what it means by its date, unless it says that this is a later one.
      let phrases = BlockPhrases(block.text).found
      let isUpdate =
        (phrases.contains(.update) || times.areUpdates) && !phrases.contains(.original) && date.label != .publication
      if isUpdate, isDayOfUpdate(date, in: block.text) { continue }
      if phrases.contains(.original) {
        score += 60
      } else if !isUpdate, isMarked || isAlone || isShortLine(row), isBelowHeadline(row) {
        score += 45
      }
      if isUpdate { score -= 6 }
      if isLabelled { score += 30 }
      if score > Self.leastVisibleScore {
        found.append(DateCandidate(time: times.exact(date), origin: "visible text", score: score))
      }
    }
    return found
  }

  /// Whether a block is short, and no sentence of the text: its day is that of what it tells.
  private func isShortLine(_ row: Int) -> Bool {
    let block = analysis.blocks[row]
    return block.weight < 100 && (!kept[row] || DateLine(block.text, language: language) != nil)
  }

  /// A plain day that only an update is said to be of: such pages are kept up for years, and say nowhere when they came out.
  ///
  /// News that is updated gives the time of day.
  private func isDayOfUpdate(_ date: VisibleDate, in text: String) -> Bool {
    guard !date.saysTime else { return false }
    let before = String(decoding: text.utf8.prefix(date.range.lowerBound), as: UTF8.self)
    return BlockPhrases(before).found.contains(.update)
  }

  /// What stands alone before the date that it names.
  private static let labels = Set(
    [
      "published", "publish date", "date published", "publication date", "published on", "posted", "posted on",
      "(re)published",
      "ngày đăng", "ngày xuất bản", "đăng ngày", "veröffentlicht", "veröffentlicht am", "publié", "publié le",
      "publicado",
      "fecha de publicación", "pubblicato", "data di pubblicazione", "发布时间", "发布日期", "發布時間", "發布日期", "公開日",
    ].map { WordKeys($0) })

  /// English dates in numbers begin with the day everywhere but in America.
  private func visibleDate(in text: String) -> VisibleDate? {
    if let date = VisibleDate.find(in: text, language: language) { return date }
    return language == "en" && analysis.head.writesDayFirst ? VisibleDate.find(in: text, language: nil) : nil
  }

  private static let leastVisibleScore = 50

  private func isBelowHeadline(_ row: Int) -> Bool {
    guard let headline = analysis.headline.block else { return false }
    return (-2...5).contains(row - headline) && analysis.features[row, .otherArticle] == 0
  }

  private func fromAddress() -> [DateCandidate] {
    guard let address, let day = MachineDate.inAddress(address) else { return [] }
    return [DateCandidate(time: .day(day), origin: "address", score: 82, isStated: true)]
  }

  // MARK: How near to the headline

  private func nearness(ofNode node: Int) -> Int {
    // Blocks stand in the order of their nodes.
    let row = analysis.blocks.firstIndex { Int($0.nodes.upperBound) > node } ?? analysis.blocks.count - 1
    return row >= 0 ? nearness(ofBlock: row) : 0
  }

  private func nearness(ofBlock row: Int) -> Int {
    let features = analysis.features
    var score = 0
    let fromHeadline = analysis.headline.block.map { row - $0 }
    let fromText = firstKept.map { row - $0 }
    let fromEnd = lastKept.map { row - $0 } ?? 0
    if let distance = fromHeadline, (-4...10).contains(distance) {
      score += 14 - abs(distance)
    } else if let distance = fromText, (-8...2).contains(distance) {
      score += 12 - abs(distance)
    } else if (1...4).contains(fromEnd) {
      score += 8
    } else if fromHeadline ?? fromText ?? 0 < 0 {
      score -= 12
    } else if fromEnd > 6 {
      score -= 20
    }
    let isForeign = features[row, .otherArticle] > 0 || features[row, .mRelated] > 0 || features[row, .mComments] > 0
    let isAside =
      features[row, .inAside] > 0 || features[row, .inFooter] > 0 || features[row, .mFooter] > 0
      || features[row, .mSidebar] > 0
    if isForeign || (isAside && !isBelowHeadline(row)) { score -= 25 }
    return score
  }
}
