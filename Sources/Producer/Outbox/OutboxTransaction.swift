import DurableSQLite
import GRDB
import NewsModels

/// Takes documents into the outbox inside one transaction.
struct OutboxTransaction {
  private let db: Database
  private let documents: HashIndex
  private let articles: HashIndex
  private let insertDocument: RawStatement
  private let updateDocument: RawStatement
  private let documentArticles: RawStatement
  private let insertArticle: RawStatement
  private let articleID: RawStatement
  private let deleteArticle: RawStatement
  private let insertWaiting: RawStatement
  private let shared: SharedArticles
  private let formers: FormerArticles
  private let resent: ResentArticles
  private let quarantine: DocumentQuarantine
  private let texts: TextSegments
  private let now: Int64

  /// - Parameters:
  ///   - quarantineLimit: bytes that may be put aside.
  ///   - texts: of the database.
  ///   - now: milliseconds since 1970.
  init(_ db: Database, texts: TextSegments, quarantineLimit: Int, now: Int64) throws {
    self.db = db
    self.texts = texts
    self.now = now
    documents = try HashIndex(db, table: "document")
    articles = try HashIndex(db, table: "article")
    shared = try SharedArticles(db)
    formers = try FormerArticles(db)
    resent = try ResentArticles(db)
    quarantine = try DocumentQuarantine(db, limit: quarantineLimit)
    insertDocument = try RawStatement(db, "INSERT INTO document (number, id, articles, received) VALUES (?, ?, ?, ?)")
    updateDocument = try RawStatement(db, "UPDATE document SET articles = ?2 WHERE number = ?1")
    documentArticles = try RawStatement(db, "SELECT articles FROM document WHERE number = ?")
    insertArticle = try RawStatement(db, "INSERT INTO article (number, id, accepted) VALUES (?, ?, ?)")
    articleID = try RawStatement(db, "SELECT id FROM article WHERE number = ?")
    deleteArticle = try RawStatement(db, "DELETE FROM article WHERE number = ?")
    insertWaiting = try RawStatement(
      db,
      """
      INSERT INTO waiting (sequence, id, header, body_segment, body_start, body_size, body) VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
  }

  /// Bytes that `taken` would add to what waits. Changes nothing.
  func newBytes(_ taken: [ReadDocument], _ account: OutboxAccount) throws -> Int {
    var seen: Set<ArticleID> = []
    var bytes = 0
    for document in taken {
      guard case .articles(let articles) = document.outcome else { continue }
      if !document.again, try number(of: document.id, account) != nil { continue }
      for article in articles where document.again || seen.insert(article.id).inserted {
        let hash = article.id.digest.bytes
        if try document.again || self.articles.number(of: hash, recent: account.articleKeys) == nil {
          bytes += article.article.size
        }
      }
    }
    return bytes
  }

  func take(_ document: ReadDocument, _ account: inout OutboxAccount) throws -> DocumentAnswer {
    if case .quarantined(let reason, let bytes) = document.outcome {
      return try quarantine.putAside(document, bytes, reason: reason, &account)
    }
    if document.isRetried { try quarantine.countAnew(document.id, &account) }
    account.documents.received += 1
    switch document.outcome {
    case .skipped(let reason):
      account.documents.skipped += 1
      return DocumentAnswer(outcome: .skipped, reason: reason)
    case .articles(let articles):
      let hash = document.id.digest.bytes
      let place = try documents.place(of: hash, recent: account.documentKeys)
      if case .known(let number) = place, !document.again { return try duplicate(number: number, &account) }
      var (superseded, before) = ([Superseded?](), [Int64]())
      if case .known(let number) = place {
        before = try articleNumbers(ofDocument: number)
        superseded = try supersede(before, by: articles, &account)
      }
      let (answer, numbers) = try read(articles, superseded, before: before, again: document.again, &account)
      try keep(document, hash: hash, articles: numbers, place, &account)
      return answer
    case .known, .quarantined:
      return try duplicate(number: number(of: document.id, account), &account)
    }
  }

  private func number(of document: DocumentID, _ account: OutboxAccount) throws -> Int64? {
    try documents.number(of: document.digest.bytes, recent: account.documentKeys)
  }

  private func duplicate(number: Int64?, _ account: inout OutboxAccount) throws -> DocumentAnswer {
    account.documents.duplicate += 1
    let known = try number.map { try articleNumbers(ofDocument: $0).compactMap(id(ofArticle:)) } ?? []
    account.duplicates += known.count
    return DocumentAnswer(outcome: .duplicate, duplicates: known)
  }

  /// An article that another has taken the place of.
  private typealias Superseded = (id: ArticleID, number: Int64)

  /// A document that is read again may give other articles than before: they take the places of those that it does not give any more, in
  /// their order. Those are forgotten here, so that they are new wherever else they come from. What another document still gives stays.
  /// - Parameter before: the numbers of what it gave.
  /// - Returns: of each of `articles`, what it supersedes.
  private func supersede(
    _ before: [Int64], by articles: [IdentifiedArticle], _ account: inout OutboxAccount
  ) throws -> [Superseded?] {
    let given = Set(articles.map(\.id))
    var known: Set<ArticleID> = []
    var gone: ArraySlice<Superseded> = []
    var seen: Set<Int64> = []
    for number in before where seen.insert(number).inserted {
      let id = try id(ofArticle: number)
      if let id {
        known.insert(id)
        if given.contains(id) { continue }
      }
      if try shared.remove(number) { continue }
      if let id { gone.append((id, number)) }
    }
    if gone.isEmpty { return [] }
    let superseded = try articles.map { item -> Superseded? in
      guard !known.contains(item.id), let former = gone.popFirst() else { return nil }
      try forget(former.id, &account)
      return former
    }
    for (_, number) in gone { try shared.leave(number) }
    return superseded
  }

  private func forget(_ id: ArticleID, _ account: inout OutboxAccount) throws {
    guard let (key, number) = try articles.entry(of: id.digest.bytes, recent: account.articleKeys) else { return }
    try account.articleKeys.enter(key: key, db)
    try resent.leave(number, &account)
    try deleteArticle.bind(1, number)
    try deleteArticle.run()
    account.superseded += 1
  }

  /// Takes the articles of a document; answers their numbers, too.
  /// - Parameters:
  ///   - superseded: what each of them supersedes; empty where none does.
  ///   - before: the numbers of what it gave earlier.
  private func read(
    _ items: [IdentifiedArticle], _ superseded: [Superseded?], before: [Int64], again: Bool,
    _ account: inout OutboxAccount
  ) throws -> (DocumentAnswer, [Int64]) {
    account.documents.read += 1
    var answer = DocumentAnswer(outcome: .read)
    var numbers: [Int64] = []
    for (index, item) in items.enumerated() {
      let hash = item.id.digest.bytes
      let former = superseded.isEmpty ? nil : superseded[index]
      switch try articles.place(of: hash, recent: account.articleKeys) {
      case .known(let number):
        if !before.contains(number), !numbers.contains(number) { try shared.add(number) }
        numbers.append(number)
        if again {
          try resent.leave(number, &account)
          try enqueue(naming(former, item, number, account), hash: hash, &account)
          try resent.note(number, account.lastSequence)
          answer.accepted.append(item.id)
        } else {
          account.duplicates += 1
          answer.duplicates.append(item.id)
        }
      case .free(let key):
        if account.superseded > 0 { try formers.remove(hash) }
        let number = account.lastSequence + 1
        try enqueue(naming(former, item, number, account), hash: hash, &account)
        try insertArticle.bind(1, number)
        try insertArticle.bind(2, hash)
        try insertArticle.bind(3, now)
        try insertArticle.run()
        account.articleKeys.add(key: key, number: number)
        numbers.append(number)
        answer.accepted.append(item.id)
      }
    }
    return (answer, numbers)
  }

  /// Notes what an article supersedes; answers it with the names of all whose place it has.
  /// - Parameter former: what it supersedes now.
  private func naming(
    _ former: Superseded?, _ item: IdentifiedArticle, _ number: Int64, _ account: OutboxAccount
  ) throws -> IdentifiedArticle {
    if let former { try formers.add(former.id, former.number, successor: number) }
    let ids = account.superseded > 0 ? try formers.ids(of: number) : []
    if ids.isEmpty { return item }
    let earlier = ids.filter { $0 != former?.id }.prefix(Predecessors.maximumFormers)
    let predecessors = Predecessors(supersedes: former?.id, formers: Array(earlier))
    return IdentifiedArticle(id: item.id, article: try ArticleCoding.encode(item.article, predecessors))
  }

  /// Puts an article into `waiting` for every group, under the next sequence.
  private func enqueue(_ item: IdentifiedArticle, hash: [UInt8], _ account: inout OutboxAccount) throws {
    account.lastSequence += 1
    try insertWaiting.bind(1, account.lastSequence)
    try insertWaiting.bind(2, hash)
    try insertWaiting.bind(3, item.article.header)
    let place = try texts.add(item.article.body)
    try insertWaiting.bind(4, place)
    try insertWaiting.run(7, place == nil ? item.article.body : [])
    account.accepted += 1
    account.fresh.append(
      DeliverableArticle(sequence: SequenceNumber(account.lastSequence), id: item.id, article: item.article))
    account.waitingBytes += item.article.size
    for index in account.receivers.indices {
      account.receivers[index].accepted += 1
      account.receivers[index].pendingBytes += item.article.size
      account.receivers[index].isChanged = true
    }
  }

  /// Remembers the document and which articles it gave: an article's place is the document and the index in this list.
  private func keep(
    _ document: ReadDocument, hash: [UInt8], articles: [Int64], _ place: HashIndex.Place,
    _ account: inout OutboxAccount
  ) throws {
    var list: [UInt8] = []
    list.reserveCapacity(8 * articles.count)
    for number in articles { withUnsafeBytes(of: number.bigEndian) { list.append(contentsOf: $0) } }
    switch place {
    case .known(let number):
      try updateDocument.bind(1, number)
      try updateDocument.bind(2, list)
      try updateDocument.run()
    case .free(let key):
      account.lastDocument += 1
      try insertDocument.bind(1, account.lastDocument)
      try insertDocument.bind(2, hash)
      try insertDocument.bind(3, list)
      try insertDocument.bind(4, document.received)
      try insertDocument.run()
      account.documentKeys.add(key: key, number: account.lastDocument)
    }
    // Put aside once, and read now by a better parser.
    if account.quarantineBytes > 0 || account.givenUp > 0 { try quarantine.countAnew(document.id, &account) }
  }

  /// Of the articles in a document's list.
  static func numbers(in list: [UInt8]) -> [Int64] {
    stride(from: 0, to: list.count - 7, by: 8).map { start in
      list[start..<start + 8].reduce(Int64(0)) { $0 << 8 | Int64($1) }
    }
  }

  private func articleNumbers(ofDocument number: Int64) throws -> [Int64] {
    try documentArticles.bind(1, number)
    defer { documentArticles.reset() }
    return try documentArticles.step() ? Self.numbers(in: documentArticles.bytes(0)) : []
  }

  /// Nil where it was superseded.
  private func id(ofArticle number: Int64) throws -> ArticleID? {
    try articleID.bind(1, number)
    defer { articleID.reset() }
    return try articleID.step() ? Digest(bytes: articleID.bytes(0)).map(ArticleID.init) : nil
  }
}
