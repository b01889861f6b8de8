import DurableSQLite
import Foundation
import GRDB
import NewsModels
import Stories

/// Stores the articles of a batch inside one transaction.
struct StoreTransaction {
  let db: Database
  let articles: HashIndex
  private let firstDelivery: RawStatement
  private let insertArticle: RawStatement
  private let updateArticle: RawStatement
  private let insertListing: RawStatement
  private let insertTopic: RawStatement
  let stories: StoryFinder
  let texts: TextSegments
  private var days: StoreCalendar.Days

  /// - Parameter texts: of the database.
  init(_ db: Database, texts: TextSegments, calendar: StoreCalendar, stories: StoryMemory) throws {
    self.db = db
    self.texts = texts
    self.stories = try StoryFinder(db, texts: texts, memory: stories)
    days = StoreCalendar.Days(calendar)
    articles = try HashIndex(db, table: "article")
    firstDelivery = try RawStatement(db, "SELECT producer, sequence FROM article WHERE number = ?")
    insertArticle = try RawStatement(
      db,
      """
      INSERT INTO article (number, id, day, spelling, outlet, language, version, producer, sequence, arrived, published, credit,
        url, title, topics, story, body_segment, body_start, body_size, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    updateArticle = try RawStatement(
      db,
      """
      UPDATE article SET id = ?2, day = ?3, spelling = ?4, outlet = ?5, language = ?6, version = ?7, producer = ?8, sequence = ?9,
        arrived = ?10, published = ?11, credit = ?12, url = ?13, title = ?14, topics = ?15, story = ?16, body_segment = ?17,
        body_start = ?18, body_size = ?19, body = ?20, affirmed = NULL
      WHERE number = ?1
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
      return Self.receipt(entry, outcome, inserted)
    }
    account.producers[batch.producer] = producer
    // Not the greatest: a clock that was ahead once would be believed until it is overtaken.
    account.arrived = batch.arrived
    return receipts
  }

  static func receipt(
    _ entry: StoreBatch.Entry, _ outcome: ConsumerFrame.Receipt.Outcome, _ inserted: Inserted?
  ) -> StoreReceipt {
    StoreReceipt(
      receipt: ConsumerFrame.Receipt(sequence: entry.sequence, id: entry.id, outcome: outcome),
      sequence: inserted?.number, day: inserted.flatMap { StoreSchema.calendarDay($0.day) })
  }

  /// An article that is new in the store.
  struct Inserted {
    var number: Int64
    /// As the tables keep it.
    var day: Int64
  }

  private mutating func store(
    _ entry: StoreBatch.Entry, _ text: StoryText?, arrived: Int64,
    _ producer: inout StoreAccount.Producer, _ account: inout StoreAccount
  ) throws -> (outcome: ConsumerFrame.Receipt.Outcome, inserted: Inserted?) {
    let hash = entry.id.digest.bytes
    let delivery = Delivery(producer: producer.number, sequence: entry.sequence.rawValue)
    let place = try articles.place(of: hash, recent: account.articleKeys)
    if producer.acknowledged.contains(entry.sequence),
      let outcome = try earlierOutcome(hash, place, of: delivery, account)
    {
      producer.redelivered += 1
      return (outcome, nil)
    }
    let outcome: ConsumerFrame.Receipt.Outcome
    var inserted: Inserted?
    switch (place, entry.content) {
    case (.known, _),
      (.free, _) where try isSuperseded(hash, since: delivery, account):
      outcome = .known
      producer.known += 1
      if case .known(let number) = place { try affirm(number, by: delivery) }
      for former in entry.predecessors.all {
        try giveUpQuarantined(former, by: delivery, &producer, &account)
        try remove(former, by: delivery, &account)
      }
    case (.free(let key), .classified(let article, let classification)):
      outcome = .stored
      producer.stored += 1
      for former in entry.predecessors.all { try giveUpQuarantined(former, by: delivery, &producer, &account) }
      inserted = try add(article, classification, entry, text, key: key, arrived: arrived, delivery, &account)
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
    _ hash: [UInt8], _ place: HashIndex.Place, of delivery: Delivery, _ account: StoreAccount
  ) throws -> ConsumerFrame.Receipt.Outcome? {
    if try wasPutAside(hash, by: delivery) { return .quarantined }
    if case .known(let number) = place {
      try firstDelivery.bind(1, number)
      defer { firstDelivery.reset() }
      let isFirst =
        try firstDelivery.step()
        && Delivery(producer: firstDelivery.integer(0), sequence: firstDelivery.integer(1)) == delivery
      // It may have been stored, superseded and stored again.
      return try isFirst ? .stored : supersededOutcome(hash, of: delivery, account) ?? .known
    }
    if account.quarantined > 0, try quarantinePlace(of: hash) != nil { return .quarantined }
    return try supersededOutcome(hash, of: delivery, account)
  }

  /// Stores an article that is new here: in the place of one that it supersedes, or that had its place before, where one is stored.
  /// - Returns: nil where it took a place.
  mutating func add(
    _ article: Article, _ classification: Classification, _ entry: StoreBatch.Entry, _ text: StoryText?, key: Int64,
    arrived: Int64, _ delivery: Delivery, _ account: inout StoreAccount
  ) throws -> Inserted? {
    let columns = try Columns(
      article: article, classification: classification, entry: entry, arrived: arrived, producer: delivery.producer,
      spelling: account.names.spelling(article.source, db), language: account.names.language(article.language, db),
      version: account.names.version(classification.topicsVersion, db),
      day: days.day(of: article.published, arrived: arrived).map(Int64.init) ?? StoreSchema.undated)
    account.stored += 1
    account.versions[columns.version, default: 0] += 1
    let text = text ?? StoryText(title: article.title, body: article.body)
    if let place = try takePlace(of: entry.predecessors, by: delivery, &account) {
      let story = try story(in: place, of: article, text, columns.cell, &account)
      try write(columns, number: place.number, story: story, by: updateArticle)
      try list(place.number, columns.cell, classification.topics, arrived: arrived, isCopy: story != nil, &account)
      try enter(key: key, number: place.number, &account)
      return nil
    }
    account.lastArticle += 1
    let number = account.lastArticle
    let story = try stories.story(of: article, text, columns.cell)
    try write(columns, number: number, story: story, by: insertArticle)
    try stories.add(number, text, story: story, &account)
    try list(number, columns.cell, classification.topics, arrived: arrived, isCopy: story != nil, &account)
    account.articleKeys.add(key: key, number: number)
    return Inserted(number: number, day: columns.day)
  }

  /// What a row of `article` holds.
  private struct Columns {
    var article: Article
    var classification: Classification
    var entry: StoreBatch.Entry
    var arrived: Int64
    var producer: Int64
    var spelling: StoreNames.Spelling
    var language: Int64
    var version: Int64
    /// As the tables keep it.
    var day: Int64

    var cell: CountChanges.Cell { CountChanges.Cell(outlet: spelling.outlet, language: language, day: day) }
  }

  private func write(
    _ columns: Columns, number: Int64, story: Int64?, by statement: RawStatement
  ) throws {
    let article = columns.article
    try statement.bind(1, number)
    try statement.bind(2, columns.entry.id.digest.bytes)
    try statement.bind(3, columns.day)
    try statement.bind(4, columns.spelling.number)
    try statement.bind(5, columns.spelling.outlet)
    try statement.bind(6, columns.language)
    try statement.bind(7, columns.version)
    try statement.bind(8, columns.producer)
    try statement.bind(9, columns.entry.sequence.rawValue)
    try statement.bind(10, columns.arrived)
    try statement.bind(11, article.published?.description)
    try statement.bind(12, article.credit)
    try statement.bind(13, article.url)
    try statement.bind(14, article.title)
    try statement.bind(15, TopicsBlob.encode(columns.classification.topics))
    try statement.bind(16, story)
    let place = try texts.add(article.body)
    try statement.bind(17, place)
    try statement.run(20, place == nil ? article.body : "")
  }

  func list(
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
