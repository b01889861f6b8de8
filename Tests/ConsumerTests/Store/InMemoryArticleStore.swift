import NewsModels

@testable import Consumer

/// An article store without a disk that counts by looking at every article: the plain meaning of the protocol.
actor InMemoryArticleStore: ArticleStore {
  let identity = StoreID(unchecked: String(repeating: "8", count: 32))
  let timeZone: String

  /// An article with what filters ask of it.
  private struct Entry {
    var stored: StoredArticle
    var producer: ProducerID
    var sequence: SequenceNumber
    var day: CalendarDay?
    var outlet: String?
  }

  private struct Place {
    var producer: ProducerID
    var sequence: SequenceNumber
  }

  private struct Account {
    var acknowledged = SequenceRanges()
    var stored = 0
    var known = 0
    var quarantined = 0
    var redelivered = 0
    var released = 0
    var dropped = 0
  }

  private let catalogue: TopicCatalogue
  private let calendar: StoreCalendar
  private var isClosed = false
  private var entries: [Entry] = []
  private var outlets: [String: String] = [:]
  private var quarantine: [(article: QuarantinedArticle, content: EncodedArticle, place: Place)] = []
  private var accounts: [(producer: ProducerID, account: Account)] = []
  private var versions: [String] = []
  private var arrived: Int64 = 0

  init?(timeZone: String = SQLiteArticleStore.defaultTimeZone, catalogue: TopicCatalogue) {
    guard let calendar = StoreCalendar(identifier: timeZone) else { return nil }
    self.timeZone = timeZone
    self.calendar = calendar
    self.catalogue = catalogue
  }

  // MARK: Storing

  func store(_ batch: StoreBatch) throws(StoreError) -> [ConsumerFrame.Receipt] {
    try checkOpen()
    if !accounts.contains(where: { $0.producer == batch.producer }) { accounts.append((batch.producer, Account())) }
    guard let index = accounts.firstIndex(where: { $0.producer == batch.producer }) else { return [] }
    arrived = max(arrived, batch.arrived)
    return batch.entries.map { entry in
      ConsumerFrame.Receipt(
        sequence: entry.sequence, id: entry.id, outcome: store(entry, batch, &accounts[index].account))
    }
  }

  private func store(
    _ entry: StoreBatch.Entry, _ batch: StoreBatch, _ account: inout Account
  ) -> ConsumerFrame.Receipt.Outcome {
    let known = entries.first { $0.stored.id == entry.id }
    if account.acknowledged.contains(entry.sequence), known != nil || isAside(entry.id) {
      account.redelivered += 1
      guard let known else { return .quarantined }
      return known.producer == batch.producer && known.sequence == entry.sequence ? .stored : .known
    }
    account.acknowledged.insert(entry.sequence)
    if known != nil {
      account.known += 1
      return .known
    }
    switch entry.content {
    case .quarantined(let article, let reason):
      if !isAside(entry.id) {
        let aside = QuarantinedArticle(
          number: (quarantine.map(\.article.number).max() ?? 0) + 1, id: entry.id, reason: reason, size: article.size,
          arrived: batch.arrived)
        quarantine.append((aside, article, Place(producer: batch.producer, sequence: entry.sequence)))
      }
      account.quarantined += 1
      return .quarantined
    case .classified(let article, let classification):
      add(entry, article, classification, batch)
      account.stored += 1
      return .stored
    }
  }

  private func add(
    _ entry: StoreBatch.Entry, _ article: Article, _ classification: Classification, _ batch: StoreBatch
  ) {
    quarantine.removeAll { $0.article.id == entry.id }
    var days = StoreCalendar.Days(calendar)
    let day = days.day(of: article.published, arrived: batch.arrived).flatMap { CalendarDay(daysSince1970: $0) }
    let outlet = article.source.map { spelling in
      let key = OutletName.key(spelling)
      if outlets[key] == nil { outlets[key] = OutletName.name(spelling) }
      return key
    }
    if !versions.contains(classification.topicsVersion) { versions.append(classification.topicsVersion) }
    entries.append(
      Entry(
        stored: StoredArticle(
          id: entry.id, article: article, classification: classification, arrived: batch.arrived),
        producer: batch.producer, sequence: entry.sequence, day: day, outlet: outlet))
  }

  private func isAside(_ id: ArticleID) -> Bool { quarantine.contains { $0.article.id == id } }

  func quarantined(after: Int64, limit: Int) -> [QuarantinedArticle] {
    Array(quarantine.map(\.article).filter { $0.number > after }.prefix(limit))
  }

  func quarantined(prefix: String) -> [QuarantinedArticle] {
    quarantine.map(\.article).filter { $0.id.digest.hex.hasPrefix(prefix.lowercased()) }
  }

  func quarantinedContent(_ id: ArticleID) -> EncodedArticle? { quarantine.first { $0.article.id == id }?.content }

  func release(_ id: ArticleID, _ article: Article, _ classification: Classification, arrived: Int64) -> Bool {
    guard let aside = quarantine.first(where: { $0.article.id == id }),
      let index = accounts.firstIndex(where: { $0.producer == aside.place.producer })
    else { return false }
    let content = StoreBatch.Content.classified(article, classification)
    let entry = StoreBatch.Entry(sequence: aside.place.sequence, id: id, content: content)
    add(
      entry, article, classification, StoreBatch(producer: aside.place.producer, arrived: arrived, entries: [entry]))
    accounts[index].account.quarantined -= 1
    accounts[index].account.stored += 1
    accounts[index].account.released += 1
    return true
  }

  func dropQuarantined(_ id: ArticleID) -> Bool {
    guard let aside = quarantine.first(where: { $0.article.id == id }),
      let index = accounts.firstIndex(where: { $0.producer == aside.place.producer })
    else { return false }
    quarantine.removeAll { $0.article.id == id }
    accounts[index].account.quarantined -= 1
    accounts[index].account.dropped += 1
    return true
  }

  func quarantineBytes() -> Int { quarantine.reduce(0) { $0 + $1.content.size } }

  func backup(to folder: String) throws(StoreError) -> Int { throw .storage("this store has no disk") }

  // MARK: Asking

  func statistics(_ query: StatisticsQuery) throws(StoreError) -> StatisticsAnswer {
    try checkOpen()
    try check(query)
    let filter = query.filter
    let matching = entries.filter { matches($0, filter) }
    var topics = catalogue.topics
    let known = Set(topics.map(\.id))
    let older = Set(entries.flatMap { $0.stored.classification.topics.map(\.topic) }).subtracting(known)
    topics += older.sorted().map { TopicCatalogue.Topic(id: $0, name: $0.rawValue) }
    if let wanted = filter.topic { topics = topics.filter { $0.id == wanted } }
    var unranged = filter
    (unranged.since, unranged.until, unranged.undated) = (nil, nil, true)
    var answer = StatisticsAnswer(
      query: query, asOf: arrived, timeZone: timeZone,
      topicsVersions: [catalogue.version] + versions.reversed().filter { $0 != catalogue.version },
      articles: matching.count,
      articlesWithTopic: matching.filter { entry in topics.contains { counts(entry, $0.id, filter.level) != nil } }
        .count,
      topics: topics.map { topic in
        let levels = matching.compactMap { counts($0, topic.id, filter.level) }
        return StatisticsAnswer.TopicTotal(
          topic: topic.id, name: topic.name, articles: levels.count, main: levels.filter { $0 == .main }.count,
          mention: levels.filter { $0 == .mention }.count)
      }, rows: [],
      gaps: StatisticsAnswer.Gaps(
        pending: nil, quarantined: quarantine.count, undated: entries.filter { matches($0, unranged) }.count,
        dropped: accounts.reduce(0) { $0 + $1.account.dropped }))
    if !query.by.isEmpty { answer.rows = try rows(query, matching, topics) }
    return answer
  }

  private func check(_ query: StatisticsQuery) throws(StoreError) {
    guard query.by.filter({ [.day, .week, .month].contains($0) }).count <= 1 else {
      throw .badQuery("expected at most one of day, week and month")
    }
    let filter = query.filter
    if let topic = filter.topic, !catalogue.topics.contains(where: { $0.id == topic }) { throw .badQuery("no topic") }
    if let since = filter.since, let until = filter.until, since > until { throw .badQuery("no range") }
    if filter.undated == true, filter.since != nil || filter.until != nil { throw .badQuery("no range") }
  }

  private struct Key: Hashable {
    var day: CalendarDay?
    var outlet: String?
    var language: String?
  }

  private func rows(
    _ query: StatisticsQuery, _ matching: [Entry], _ topics: [TopicCatalogue.Topic]
  ) throws(StoreError) -> [StatisticsAnswer.Row] {
    let cells = Dictionary(grouping: matching) { entry in
      Key(
        day: entry.day.flatMap { start(of: $0, query.by) }, outlet: query.by.contains(.source) ? entry.outlet : nil,
        language: query.by.contains(.language) ? entry.stored.article.language : nil)
    }
    var keys = Set(cells.keys)
    if query.by.contains(where: { [.day, .week, .month].contains($0) }) {
      for key in cells.keys {
        guard var day = key.day else { continue }
        let last = cells.keys.filter { $0.outlet == key.outlet && $0.language == key.language }.compactMap(\.day).max()
        while let last, day < last, let next = CalendarDay(daysSince1970: day.daysSince1970 + 1) {
          day = next
          keys.insert(Key(day: start(of: day, query.by), outlet: key.outlet, language: key.language))
        }
      }
    }
    guard keys.count * topics.count <= StatisticsReader.maximumRows else { throw .badQuery("too many rows") }
    return keys.sorted { isBefore($0, $1) }.flatMap { key in
      topics.map { topic in
        let levels = (cells[key] ?? []).compactMap { counts($0, topic.id, query.filter.level) }
        return StatisticsAnswer.Row(
          day: key.day, source: key.outlet.flatMap { outlets[$0] }, language: key.language, topic: topic.id,
          articles: levels.count, main: levels.filter { $0 == .main }.count,
          mention: levels.filter { $0 == .mention }.count, total: cells[key]?.count ?? 0)
      }
    }
  }

  private func start(of day: CalendarDay, _ by: [StatisticsQuery.Key]) -> CalendarDay? {
    if by.contains(.month) { return CalendarDay(year: day.year, month: day.month, day: 1) }
    if by.contains(.week) { return CalendarDay(daysSince1970: day.daysSince1970 - day.weekday + 1) }
    return by.contains(.day) ? day : nil
  }

  private func isBefore(_ one: Key, _ other: Key) -> Bool {
    if one.day != other.day {
      return other.day == nil || (one.day.map { day in other.day.map { day < $0 } ?? true } ?? false)
    }
    let (name, otherName) = (one.outlet.flatMap { outlets[$0] }, other.outlet.flatMap { outlets[$0] })
    if name != otherName {
      return otherName == nil || (name.map { name in otherName.map { name < $0 } ?? true } ?? false)
    }
    let (code, otherCode) = (one.language, other.language)
    return code != otherCode
      && (otherCode == nil || (code.map { code in otherCode.map { code < $0 } ?? true } ?? false))
  }

  func articles(_ query: ArticlesQuery) throws(StoreError) -> ArticleListing {
    try checkOpen()
    guard (1...ArticlesQuery.maximumLimit).contains(query.limit) else { throw .badQuery("limit") }
    try check(StatisticsQuery(filter: query.filter))
    var matching: [(index: Int, entry: Entry)] = []
    for (index, entry) in entries.enumerated() where matches(entry, query.filter) {
      let topics = entry.stored.classification.topics
      let takes =
        switch (query.filter.topic, query.filter.level) {
        case (let topic?, let level): counts(entry, topic, level) != nil
        case (nil, let level?): topics.contains { $0.level == level }
        case (nil, nil): true
        }
      if takes { matching.append((index, entry)) }
    }
    matching.sort { one, other in
      let (day, otherDay) = (one.entry.day?.daysSince1970 ?? .min, other.entry.day?.daysSince1970 ?? .min)
      return day == otherDay ? one.index > other.index : day > otherDay
    }
    if let after = query.after {
      guard let index = Int(after), let place = matching.firstIndex(where: { $0.index == index }) else {
        throw .badQuery("after")
      }
      matching.removeFirst(place + 1)
    }
    let page = matching.prefix(query.limit)
    return ArticleListing(
      articles: page.map { item($0.entry.stored) },
      next: page.count < matching.count ? page.last.map { String($0.index) } : nil)
  }

  private func item(_ stored: StoredArticle) -> ArticleListing.Item {
    let article = stored.article
    return ArticleListing.Item(
      id: stored.id, title: article.title, published: article.published, source: article.source,
      credit: article.credit, language: article.language, url: article.url,
      topics: stored.classification.topics.map {
        ArticleListing.Item.Topic(topic: $0.topic, level: $0.level, score: $0.score)
      })
  }

  /// Whether an entry is one of those that `filter` takes, whatever its topics.
  private func matches(_ entry: Entry, _ filter: ArticleFilter) -> Bool {
    if let source = filter.source, entry.outlet != OutletName.key(source) { return false }
    if let language = filter.language, entry.stored.article.language != language { return false }
    guard let day = entry.day else { return filter.undated ?? (filter.since == nil && filter.until == nil) }
    if filter.undated == true { return false }
    return (filter.since.map { $0 <= day } ?? true) && (filter.until.map { day <= $0 } ?? true)
  }

  private func counts(_ entry: Entry, _ topic: TopicID, _ level: TopicLevel?) -> TopicLevel? {
    let found = entry.stored.classification.topics.first { $0.topic == topic }?.level
    return level == nil || found == level ? found : nil
  }

  func article(prefix: String) throws(StoreError) -> StoredArticle? {
    try checkOpen()
    let found = entries.filter { $0.stored.id.description.hasPrefix(prefix) }
    return prefix.count >= 8 && found.count == 1 ? found.first?.stored : nil
  }

  func stored(_ ids: [ArticleID]) throws(StoreError) -> Set<ArticleID> {
    try checkOpen()
    return Set(entries.map(\.stored.id)).intersection(ids)
  }

  func ledger() -> StoreLedger {
    StoreLedger(
      store: identity, stored: entries.count,
      withTopic: entries.filter { !$0.stored.classification.topics.isEmpty }.count, quarantined: quarantine.count,
      producers: accounts.map { producer, account in
        StoreLedger.Producer(
          producer: producer, stored: account.stored, known: account.known, quarantined: account.quarantined,
          redelivered: account.redelivered, released: account.released, dropped: account.dropped,
          acknowledged: account.acknowledged)
      })
  }

  func verify() -> [String] { [] }

  func damages() -> [String] { [] }

  func close() { isClosed = true }

  private func checkOpen() throws(StoreError) {
    if isClosed { throw .closed }
  }
}
