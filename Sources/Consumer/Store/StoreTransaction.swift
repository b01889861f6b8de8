import DurableSQLite
import Foundation
import GRDB
import NewsModels
import Stories

/// Stores the articles of a batch inside one transaction.
struct StoreTransaction {
  private let db: Database
  private let articles: HashIndex
  private let delivery: RawStatement
  private let insertArticle: RawStatement
  private let insertListing: RawStatement
  private let insertTopic: RawStatement
  private let stories: StoryFinder
  private let texts: TextSegments
  private var days: StoreCalendar.Days

  /// - Parameter texts: of the database.
  init(_ db: Database, texts: TextSegments, calendar: StoreCalendar, stories: StoryMemory) throws {
    self.db = db
    self.texts = texts
    self.stories = try StoryFinder(db, texts: texts, memory: stories)
    days = StoreCalendar.Days(calendar)
    articles = try HashIndex(db, table: "article")
    delivery = try RawStatement(db, "SELECT producer, sequence FROM article WHERE number = ?")
    insertArticle = try RawStatement(
      db,
      """
      INSERT INTO article (number, id, day, spelling, outlet, language, version, producer, sequence, arrived, published, credit,
        url, title, topics, story, body_segment, body_start, body_size, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertListing = try RawStatement(db, "INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?)")
    insertTopic = try RawStatement(db, "INSERT INTO topic_listing VALUES (?, ?, ?, ?, ?, ?, ?)")
  }

  /// - Parameter texts: of the entries; nil for those without a readable text.
  mutating func store(
    _ batch: StoreBatch, _ texts: [StoryText?], _ account: inout StoreAccount
  ) throws -> [StoreReceipt] {
    var producer: StoreAccount.Producer
    if let known = account.producers[batch.producer] {
      producer = known
    } else {
      producer = StoreAccount.Producer(number: (account.producers.values.map(\.number).max() ?? 0) + 1)
    }
    producer.isChanged = true
    let receipts = try zip(batch.entries, texts).map { entry, text in
      let (outcome, inserted) = try store(entry, text, arrived: batch.arrived, &producer, &account)
      return StoreReceipt(
        receipt: ConsumerFrame.Receipt(sequence: entry.sequence, id: entry.id, outcome: outcome),
        sequence: inserted?.number, day: inserted.flatMap { StoreSchema.calendarDay($0.day) })
    }
    account.producers[batch.producer] = producer
    account.arrived = max(account.arrived, batch.arrived)
    return receipts
  }

  /// An article that is new in the store.
  private struct Inserted {
    var number: Int64
    /// As the tables keep it.
    var day: Int64
  }

  private mutating func store(
    _ entry: StoreBatch.Entry, _ text: StoryText?, arrived: Int64,
    _ producer: inout StoreAccount.Producer, _ account: inout StoreAccount
  ) throws -> (outcome: ConsumerFrame.Receipt.Outcome, inserted: Inserted?) {
    let hash = entry.id.digest.bytes
    let place = try articles.place(of: hash, recent: account.articleKeys)
    if producer.acknowledged.contains(entry.sequence),
      let outcome = try earlierOutcome(entry, hash: hash, place, producer: producer.number, account)
    {
      producer.redelivered += 1
      return (outcome, nil)
    }
    let outcome: ConsumerFrame.Receipt.Outcome
    var inserted: Inserted?
    switch (place, entry.content) {
    case (.known, _):
      outcome = .known
      producer.known += 1
    case (.free(let key), .classified(let article, let classification)):
      outcome = .stored
      producer.stored += 1
      let new = try insert(
        article, classification, entry, text, hash, arrived: arrived, producer.number, &account)
      account.articleKeys.add(key: key, number: new.number)
      inserted = new
      if account.quarantined > 0 { try leaveQuarantine(hash, &account) }
    case (.free, .quarantined(let encoded, let reason)):
      outcome = .quarantined
      producer.quarantined += 1
      try quarantine(encoded, reason: reason, entry, hash, arrived: arrived, producer.number, &account)
    }
    producer.acknowledged.insert(entry.sequence)
    return (outcome, inserted)
  }

  /// What was answered when the sequence came before; nil where the article is not there any more.
  private func earlierOutcome(
    _ entry: StoreBatch.Entry, hash: [UInt8], _ place: HashIndex.Place, producer: Int64, _ account: StoreAccount
  ) throws -> ConsumerFrame.Receipt.Outcome? {
    if case .known(let number) = place {
      try delivery.bind(1, number)
      defer { delivery.reset() }
      let isFirst =
        try delivery.step() && delivery.integer(0) == producer && delivery.integer(1) == entry.sequence.rawValue
      return isFirst ? .stored : .known
    }
    guard account.quarantined > 0 else { return nil }
    let isQuarantined = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM quarantine WHERE id = ?)", arguments: [Data(hash)])
    return isQuarantined == true ? .quarantined : nil
  }

  private mutating func insert(
    _ article: Article, _ classification: Classification, _ entry: StoreBatch.Entry, _ text: StoryText?,
    _ hash: [UInt8], arrived: Int64, _ producer: Int64, _ account: inout StoreAccount
  ) throws -> Inserted {
    account.lastArticle += 1
    let number = account.lastArticle
    let spelling = try account.names.spelling(article.source, db)
    let language = try account.names.language(article.language, db)
    let version = try account.names.version(classification.topicsVersion, db)
    let day = days.day(of: article.published, arrived: arrived).map(Int64.init) ?? StoreSchema.undated
    let cell = CountChanges.Cell(outlet: spelling.outlet, language: language, day: day)
    let text = text ?? StoryText(title: article.title, body: article.body)
    let story = try stories.story(of: article, text, cell)
    try insertArticle.bind(1, number)
    try insertArticle.bind(2, hash)
    try insertArticle.bind(3, day)
    try insertArticle.bind(4, spelling.number)
    try insertArticle.bind(5, spelling.outlet)
    try insertArticle.bind(6, language)
    try insertArticle.bind(7, version)
    try insertArticle.bind(8, producer)
    try insertArticle.bind(9, entry.sequence.rawValue)
    try insertArticle.bind(10, arrived)
    try insertArticle.bind(11, article.published?.description)
    try insertArticle.bind(12, article.credit)
    try insertArticle.bind(13, article.url)
    try insertArticle.bind(14, article.title)
    if let topics = TopicsBlob.encode(classification.topics) {
      try insertArticle.bind(15, topics)
    } else {
      try insertArticle.bindNull(15)
    }
    try insertArticle.bind(16, story)
    let place = try texts.add(article.body)
    try insertArticle.bind(17, place)
    try insertArticle.run(20, place == nil ? article.body : "")
    try stories.add(number, text, story: story, &account)
    try list(number, cell, classification.topics, arrived: arrived, isCopy: story != nil, &account)
    account.stored += 1
    account.versions[version, default: 0] += 1
    return Inserted(number: number, day: day)
  }

  private func list(
    _ number: Int64, _ cell: CountChanges.Cell, _ topics: [Classification.Topic], arrived: Int64, isCopy: Bool,
    _ account: inout StoreAccount
  ) throws {
    var counted: [(topic: Int64, level: TopicLevel)] = []
    var levels: Int64 = 0
    for topic in topics {
      let topicNumber = try account.names.topic(topic.topic, db)
      // A classification that names a topic twice counts it once.
      if counted.contains(where: { $0.topic == topicNumber }) { continue }
      counted.append((topicNumber, topic.level))
      levels |= topic.level.bit
      try insertTopic.bind(1, topicNumber)
      try insertTopic.bind(2, cell.day)
      try insertTopic.bind(3, number)
      try insertTopic.bind(4, cell.outlet)
      try insertTopic.bind(5, cell.language)
      try insertTopic.bind(6, topic.level.bit)
      try insertTopic.bind(7, isCopy ? Int64(1) : Int64(0))
      try insertTopic.run()
    }
    try insertListing.bind(1, cell.day)
    try insertListing.bind(2, number)
    try insertListing.bind(3, cell.outlet)
    try insertListing.bind(4, cell.language)
    try insertListing.bind(5, levels)
    try insertListing.bind(6, isCopy ? Int64(1) : Int64(0))
    try insertListing.run()
    account.changes.add(cell, topics: counted, arrived: arrived, isCopy: isCopy)
    if !counted.isEmpty { account.withTopic += 1 }
  }

  private func quarantine(
    _ encoded: EncodedArticle, reason: String, _ entry: StoreBatch.Entry, _ hash: [UInt8], arrived: Int64,
    _ producer: Int64, _ account: inout StoreAccount
  ) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO quarantine (id, producer, sequence, arrived, reason, header, body)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        Data(hash), producer, entry.sequence.rawValue, arrived, reason, Data(encoded.header), Data(encoded.body),
      ])
    guard db.changesCount > 0 else { return }
    account.quarantined += 1
    account.quarantineBytes += encoded.size
  }

  /// An article that was put aside and could be processed now is not aside any more.
  private func leaveQuarantine(_ hash: [UInt8], _ account: inout StoreAccount) throws {
    let size = try Int.fetchOne(
      db, sql: "SELECT length(header) + length(body) FROM quarantine WHERE id = ?", arguments: [Data(hash)])
    guard let size else { return }
    try db.execute(sql: "DELETE FROM quarantine WHERE id = ?", arguments: [Data(hash)])
    account.quarantined -= 1
    account.quarantineBytes -= size
  }

  /// Stores an article out of the quarantine, under the sequence that it came with; answers whether it was there.
  mutating func release(
    _ id: ArticleID, _ article: Article, _ classification: Classification, arrived: Int64,
    _ account: inout StoreAccount
  ) throws -> Bool {
    let hash = id.digest.bytes
    guard let place = try quarantinePlace(of: hash),
      let name = account.producers.first(where: { $0.value.number == place.producer })?.key,
      case .free(let key) = try articles.place(of: hash, recent: account.articleKeys)
    else { return false }
    let entry = StoreBatch.Entry(
      sequence: SequenceNumber(place.sequence), id: id, content: .classified(article, classification))
    let new = try insert(
      article, classification, entry, nil, hash, arrived: arrived, place.producer, &account)
    account.articleKeys.add(key: key, number: new.number)
    try leaveQuarantine(hash, &account)
    account.producers[name]?.quarantined -= 1
    account.producers[name]?.stored += 1
    account.producers[name]?.released += 1
    account.producers[name]?.isChanged = true
    account.arrived = max(account.arrived, arrived)
    return true
  }

  /// Gives an article in the quarantine up; answers whether it was there.
  func drop(_ id: ArticleID, _ account: inout StoreAccount) throws -> Bool {
    let hash = id.digest.bytes
    guard let place = try quarantinePlace(of: hash) else { return false }
    try leaveQuarantine(hash, &account)
    if let name = account.producers.first(where: { $0.value.number == place.producer })?.key {
      account.producers[name]?.quarantined -= 1
      account.producers[name]?.dropped += 1
      account.producers[name]?.isChanged = true
    }
    return true
  }

  private func quarantinePlace(of hash: [UInt8]) throws -> (producer: Int64, sequence: Int64)? {
    try Row.fetchOne(
      db, sql: "SELECT producer, sequence FROM quarantine WHERE id = ?", arguments: [Data(hash)]
    ).map { ($0[0], $0[1]) }
  }
}

extension TopicLevel {
  /// As the tables keep it.
  var bit: Int64 {
    switch self {
    case .mention: 1
    case .main: 2
    }
  }
}
