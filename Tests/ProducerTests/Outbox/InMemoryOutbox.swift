import NewsModels

@testable import Producer

/// An outbox without a disk: the plain meaning of the protocol, for the contract and for tests of the services.
actor InMemoryOutbox: Outbox {
  let producer = ProducerID(unchecked: String(repeating: "9", count: 32))
  let epoch = Epoch(1)

  private let limit: Int
  private var isClosed = false
  private var documents: [DocumentID: [ArticleID]] = [:]
  private var articles: Set<ArticleID> = []
  private var waiting: [DeliverableArticle] = []
  private var last = SequenceNumber.zero
  private var group = OutboxGroup(name: .default, store: nil, start: .zero, acknowledged: SequenceRanges())
  private var counters: [ConsumerFrame.Receipt.Outcome: Int] = [:]
  private var quarantine: [(document: QuarantinedDocument, bytes: [UInt8])] = []
  private var account = ProducerLedger.Documents(received: 0, read: 0, duplicate: 0, skipped: 0, quarantined: 0)
  private var accepted = 0
  private var duplicates = 0

  init(limit: Int) { self.limit = limit }

  private var waitingBytes: Int { waiting.reduce(0) { $0 + $1.article.size } }

  func commit(_ documents: [ReadDocument]) throws(OutboxError) -> [DocumentAnswer] {
    try checkOpen()
    let before = waitingBytes
    let saved = (
      self.documents, articles, waiting, last, counters, quarantine, account, accepted, duplicates
    )
    let answers = documents.map { take($0) }
    if waitingBytes > limit, waitingBytes > before {
      (self.documents, articles, waiting, last, counters, quarantine, account, accepted, duplicates) = saved
      throw .full(limit: limit, waiting: before)
    }
    return answers
  }

  private func take(_ document: ReadDocument) -> DocumentAnswer {
    account.received += 1
    switch document.outcome {
    case .skipped(let reason):
      account.skipped += 1
      return DocumentAnswer(outcome: .skipped, reason: reason)
    case .quarantined(let reason, let bytes):
      account.quarantined += 1
      let entry = QuarantinedDocument(id: document.id, name: document.name, reason: reason, size: bytes.count)
      if !quarantine.contains(where: { $0.document.id == document.id }) { quarantine.append((entry, bytes)) }
      return DocumentAnswer(outcome: .quarantined, reason: reason)
    case .known:
      return duplicate(documents[document.id] ?? [])
    case .articles(let items):
      if let known = documents[document.id], !document.again { return duplicate(known) }
      return read(document, items)
    }
  }

  private func duplicate(_ known: [ArticleID]) -> DocumentAnswer {
    account.duplicate += 1
    duplicates += known.count
    return DocumentAnswer(outcome: .duplicate, duplicates: known)
  }

  private func read(_ document: ReadDocument, _ items: [IdentifiedArticle]) -> DocumentAnswer {
    account.read += 1
    quarantine.removeAll { $0.document.id == document.id }
    documents[document.id] = items.map(\.id)
    var answer = DocumentAnswer(outcome: .read)
    for item in items {
      if articles.insert(item.id).inserted || document.again {
        last = last.next
        waiting.append(DeliverableArticle(sequence: last, id: item.id, article: item.article))
        accepted += 1
        answer.accepted.append(item.id)
      } else {
        duplicates += 1
        answer.duplicates.append(item.id)
      }
    }
    return answer
  }

  func known(_ documents: [DocumentID]) throws(OutboxError) -> Set<DocumentID> {
    try checkOpen()
    return Set(documents.filter { self.documents[$0] != nil })
  }

  func load(
    group: GroupName, after: SequenceNumber, maximumArticles: Int, maximumBytes: Int
  ) throws(OutboxError) -> LoadedArticles {
    try checkOpen()
    try checkGroup(group)
    let all = waiting.filter { $0.sequence > after }
    var bytes = 0
    let page = all.prefix(maximumArticles).enumerated().prefix { index, article in
      bytes += article.article.size
      return index == 0 || bytes <= maximumBytes
    }
    return LoadedArticles(articles: page.map(\.element), reachedEnd: page.count == all.count)
  }

  func record(_ receipts: [ConsumerFrame.Receipt], group name: GroupName) throws(OutboxError) {
    try checkOpen()
    try checkGroup(name)
    for receipt in receipts where receipt.sequence > .zero && receipt.sequence <= last {
      guard group.acknowledged.insert(receipt.sequence) else { continue }
      counters[receipt.outcome, default: 0] += 1
      waiting.removeAll { $0.sequence == receipt.sequence }
    }
  }

  func bind(group name: GroupName, to store: StoreID) throws(OutboxError) {
    try checkOpen()
    try checkGroup(name)
    if let bound = group.store, bound != store { throw .boundToOtherStore(name, bound: bound, came: store) }
    group.store = store
  }

  func lastSequence() -> SequenceNumber { last }

  func groups() -> [OutboxGroup] { [group] }

  func ledger() -> ProducerLedger {
    ProducerLedger(
      producer: producer, epoch: epoch, documents: account, accepted: accepted, duplicates: duplicates,
      pendingBytes: waitingBytes,
      groups: [
        ProducerLedger.Group(
          group: group.name, store: group.store, accepted: accepted, pending: waiting.count,
          stored: counters[.stored] ?? 0, known: counters[.known] ?? 0, quarantined: counters[.quarantined] ?? 0,
          dropped: 0, acknowledged: group.acknowledged)
      ])
  }

  func quarantined(limit: Int) -> [QuarantinedDocument] { quarantine.prefix(limit).map(\.document) }

  func close() { isClosed = true }

  private func checkOpen() throws(OutboxError) {
    if isClosed { throw .closed }
  }

  private func checkGroup(_ name: GroupName) throws(OutboxError) {
    if name != group.name { throw .unknownGroup(name) }
  }
}
