import NewsModels

/// A group's durable store: articles with text, topics and evidence, and the counts.
///
/// A method that writes returns only after commit and fsync; when it throws, nothing of the call has happened.
public protocol ArticleStore: Sendable {
  /// Kept with the store; the same for its whole life.
  var identity: StoreID { get }
  /// IANA name of the zone in which days are cut; fixed when the store is made.
  var timeZone: String { get }

  /// Stores a batch in one transaction: article, topics, evidence and counts, all or none, each once by its id.
  ///
  /// A sequence that was dealt with before is answered as then and counted as redelivered only.
  /// - Parameter then: takes the receipts after commit and fsync, on any thread, before the caller goes on; not where this throws.
  /// - Returns: a receipt for each, in the same order, with the place in the order of storing of what is new.
  nonisolated(nonsending) func storeInOrder(
    _ batch: StoreBatch, then: @escaping @Sendable ([StoreReceipt]) -> Void
  ) async throws(StoreError) -> [StoreReceipt]

  /// Greater after each commit: answers of one revision are the same.
  func revision() async -> Int64
  func writtenStatistics(_ query: StatisticsQuery) async throws(StoreError) -> WrittenStatistics
  func articles(_ query: ArticlesQuery) async throws(StoreError) -> ArticleListing
  /// Days on which a topic stood out from its past.
  func bursts(_ query: BurstsQuery) async throws(StoreError) -> BurstsAnswer
  /// How the outlets stand; joins or parts some first, where the query asks for it, and answers after commit then.
  func sources(_ query: SourcesQuery) async throws(StoreError) -> SourcesAnswer
  /// The stories with the most copies.
  func stories(_ query: StoriesQuery) async throws(StoreError) -> StoryListing
  /// Nil where no article has this id. `prefix` is 8 to 64 hexadecimal digits; nil too where several begin with it.
  func article(prefix: String) async throws(StoreError) -> StoredArticle?
  /// Whether the ids of two articles or more begin with `prefix`, as above.
  func hasSeveral(prefix: String) async throws(StoreError) -> Bool
  /// Of `ids`, those that are stored.
  func stored(_ ids: [ArticleID]) async throws(StoreError) -> Set<ArticleID>
  /// At most `limit` articles that were stored before the one with number `before`, or last, for reading them again by other rules.
  /// - Parameter version: leaves out what this version of the topics file counted.
  func page(before: Int64?, limit: Int, exceptVersion version: String?) async throws(StoreError) -> StoredPage
  /// Counts articles by what other rules said of them, in one transaction. One that is another article by now, or that yet other rules
  /// have counted since it was read, is left.
  /// - Returns: the numbers of those that are counted so.
  func reclassify(_ articles: [ReclassifiedArticle]) async throws(StoreError) -> Set<Int64>
  /// Whether a write does not come to its end, or none can any more: the disk hangs, or the data was moved away, and only another start
  /// may help.
  func isStalled() async -> Bool
  /// Why the store cannot go on at the moment, for a person; nil where it can.
  func trouble() async -> String?
  /// What a person is to see to although all work is done: what it had lost when it was opened.
  func warnings() async -> [String]
  func ledger() async throws(StoreError) -> StoreLedger
  /// Every figure recounted from the rows: each difference in a line for a person; empty where all agree.
  func verify() async throws(StoreError) -> [String]
  /// Every damage that was found in the store's life, oldest first, each in a line for a person.
  func damages() async throws(StoreError) -> [String]

  /// Articles put aside, oldest first, without their text: those with a number above `after`.
  func quarantined(after: Int64, limit: Int) async throws(StoreError) -> [QuarantinedArticle]
  /// The articles put aside whose id begins with `prefix`, 1 to 64 hexadecimal digits; at most two.
  func quarantined(prefix: String) async throws(StoreError) -> [QuarantinedArticle]
  /// An article that was put aside, as it came; nil where it is not there.
  func quarantinedContent(_ id: ArticleID) async throws(StoreError) -> EncodedArticle?
  /// Stores an article that was put aside, and takes it out of there; nil where it is not there.
  func release(
    _ id: ArticleID, _ article: Article, _ classification: Classification, _ predecessors: Predecessors, arrived: Int64
  ) async throws(StoreError) -> StoreReceipt?
  /// Gives an article up that was put aside; answers whether it was there.
  func dropQuarantined(_ id: ArticleID) async throws(StoreError) -> Bool
  /// Bytes that are put aside.
  func quarantineBytes() async throws(StoreError) -> Int
  /// Writes a copy of the whole store, as of one moment, into a folder that exists; answers its bytes.
  func backup(to folder: String) async throws(StoreError) -> Int

  /// Waits for commits under way, then closes; later calls throw `.closed`.
  func close() async
}

extension ArticleStore {
  /// Stores a batch; answers the receipts alone.
  public func store(_ batch: StoreBatch) async throws(StoreError) -> [ConsumerFrame.Receipt] {
    try await storeInOrder(batch) { _ in }.map(\.receipt)
  }
}

/// What became of an article that was given to the store.
public struct StoreReceipt: Hashable, Sendable {
  public var receipt: ConsumerFrame.Receipt
  /// Its place in the order of storing; nil where it was not stored now.
  public var sequence: Int64?
  /// The day on which it counts; nil where it is undated or was not stored now.
  public var day: CalendarDay?

  public init(receipt: ConsumerFrame.Receipt, sequence: Int64?, day: CalendarDay?) {
    self.receipt = receipt
    self.day = day
    self.sequence = sequence
  }
}

/// An article that was put aside.
public struct QuarantinedArticle: Hashable, Sendable {
  /// Grows with each article that is put aside; for paging.
  public var number: Int64
  public var id: ArticleID
  public var reason: String
  public var size: Int
  /// UTC, seconds since 1970.
  public var arrived: Int64

  public init(number: Int64, id: ArticleID, reason: String, size: Int, arrived: Int64) {
    self.number = number
    self.id = id
    self.reason = reason
    self.size = size
    self.arrived = arrived
  }
}

/// Articles of one producer, classified, to be stored together.
public struct StoreBatch: Sendable {
  public struct Entry: Sendable {
    public var sequence: SequenceNumber
    public var id: ArticleID
    public var content: Content
    /// The articles whose place in its document this one has taken.
    public var predecessors: Predecessors

    public init(
      sequence: SequenceNumber, id: ArticleID, content: Content, predecessors: Predecessors = Predecessors()
    ) {
      self.sequence = sequence
      self.id = id
      self.content = content
      self.predecessors = predecessors
    }
  }

  public enum Content: Sendable {
    case classified(Article, Classification)
    /// What could not be processed, kept whole, with the reason.
    case quarantined(EncodedArticle, reason: String)
  }

  public var producer: ProducerID
  /// UTC, seconds since 1970.
  public var arrived: Int64
  public var entries: [Entry]
  /// Whether others are about to come that it may share a transaction with; asked when it is ready to be stored.
  public var isFollowed: @Sendable () -> Bool

  public init(
    producer: ProducerID, arrived: Int64, entries: [Entry], isFollowed: @escaping @Sendable () -> Bool = { false }
  ) {
    self.producer = producer
    self.arrived = arrived
    self.entries = entries
    self.isFollowed = isFollowed
  }

  /// Of the bodies that are to be stored.
  var textBytes: Int {
    entries.reduce(0) { sum, entry in
      if case .classified(let article, _) = entry.content { sum + article.body.utf8.count } else { sum }
    }
  }
}

/// An article with its text and what the rules said of it.
public struct StoredArticle: Sendable {
  public var id: ArticleID
  public var article: Article
  public var classification: Classification
  /// UTC, seconds since 1970.
  public var arrived: Int64
  /// Nil where no other stored article has its text.
  public var story: StoryPlace?

  public init(
    id: ArticleID, article: Article, classification: Classification, arrived: Int64, story: StoryPlace? = nil
  ) {
    self.story = story
    self.id = id
    self.article = article
    self.classification = classification
    self.arrived = arrived
  }
}
