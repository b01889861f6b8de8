import Foundation
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
  /// What was superseded, and what has its place now.
  private var formers: [(id: ArticleID, successor: ArticleID)] = []
  private var waiting: [DeliverableArticle] = []
  private var last = SequenceNumber.zero
  private var members = [
    Member(group: OutboxGroup(name: .default, store: nil, start: .zero, acknowledged: SequenceRanges()))
  ]
  private var dropped: [ProducerLedger.DroppedGroup] = []
  private var quarantine: [(document: QuarantinedDocument, bytes: [UInt8])] = []
  private var givenUp: Set<DocumentID> = []
  private var quarantineLimit: Int
  private var account = ProducerLedger.Documents(received: 0, read: 0, duplicate: 0, skipped: 0, quarantined: 0)
  private var accepted = 0
  /// When the documents of articles came.
  private var times: [SequenceNumber: Int64] = [:]
  /// Under which sequence an article was sent last.
  private var sequences: [ArticleID: SequenceNumber] = [:]
  private var resent = SequenceRanges()
  private var duplicates = 0

  private struct Member {
    var group: OutboxGroup
    var limit: Int?
    var accepted = 0
    var counters: [ConsumerFrame.Receipt.Outcome: Int] = [:]
    var leftBehind = SequenceRanges()

    func waits(for article: DeliverableArticle) -> Bool {
      article.sequence > group.start && !group.acknowledged.contains(article.sequence)
    }
  }

  init(limit: Int, quarantineLimit: Int) {
    self.limit = limit
    self.quarantineLimit = quarantineLimit
  }

  private var waitingBytes: Int { waiting.reduce(0) { $0 + $1.article.size } }

  func commit(
    _ documents: [ReadDocument], then: @escaping @Sendable () -> Void
  ) throws(OutboxError) -> [DocumentAnswer] {
    try checkOpen()
    let before = waitingBytes
    let saved = (
      self.documents, articles, formers, waiting, last, members, quarantine, givenUp, account, accepted, duplicates
    )
    let answers = documents.map { take($0) }
    if let full = fullGroup(before: before) {
      (
        self.documents, articles, formers, waiting, last, members, quarantine, givenUp, account, accepted, duplicates
      ) = saved
      throw full
    }
    then()
    return answers
  }

  private func pendingBytes(_ member: Member) -> Int {
    waiting.filter { member.waits(for: $0) }.reduce(0) { $0 + $1.article.size }
  }

  private func fullGroup(before: Int) -> OutboxError? {
    let added = waitingBytes - before
    if added == 0 { return nil }
    for member in members {
      let bytes = pendingBytes(member)
      if let own = member.limit, bytes > own, bytes > added {
        return .full(limit: own, waiting: bytes - added, group: member.group.name)
      }
    }
    guard waitingBytes > limit, before > 0, let most = members.max(by: { pendingBytes($0) < pendingBytes($1) }) else {
      return nil
    }
    return .full(limit: limit, waiting: before, group: most.group.name)
  }

  private func take(_ document: ReadDocument) -> DocumentAnswer {
    if case .quarantined(let reason, let bytes) = document.outcome { return putAside(document, bytes, reason) }
    if document.isRetried { countAnew(document.id) }
    account.received += 1
    switch document.outcome {
    case .skipped(let reason):
      account.skipped += 1
      return DocumentAnswer(outcome: .skipped, reason: reason)
    case .articles(let items):
      if let known = documents[document.id], !document.again { return duplicate(known) }
      return read(document, items, supersede(document.id, by: items))
    case .known, .quarantined:
      return duplicate(documents[document.id] ?? [])
    }
  }

  private func putAside(_ document: ReadDocument, _ bytes: [UInt8], _ reason: String) -> DocumentAnswer {
    let place = quarantine.firstIndex { $0.document.id == document.id }
    guard place != nil || quarantine.reduce(0, { $0 + $1.bytes.count }) + bytes.count <= quarantineLimit else {
      return DocumentAnswer(outcome: .refused, reason: reason)
    }
    let isNew = place == nil && givenUp.remove(document.id) == nil
    if isNew || !document.isRetried { account.received += 1 }
    if isNew { account.quarantined += 1 } else if !document.isRetried { account.duplicate += 1 }
    if let place {
      quarantine[place].document.reason = reason
      if PushRequest.Document.isOfFile(document.name) { quarantine[place].document.name = document.name }
      (quarantine[place].document.source, quarantine[place].document.again) = (document.source, document.again)
      return DocumentAnswer(outcome: .quarantined, reason: reason)
    }
    let entry = QuarantinedDocument(
      number: (quarantine.map(\.document.number).max() ?? 0) + 1, id: document.id, name: document.name,
      source: document.source, again: document.again, reason: reason, size: bytes.count, received: document.received)
    quarantine.append((entry, bytes))
    return DocumentAnswer(outcome: .quarantined, reason: reason)
  }

  private func countAnew(_ id: DocumentID) {
    let isAside = quarantine.contains { $0.document.id == id }
    quarantine.removeAll { $0.document.id == id }
    guard isAside || givenUp.remove(id) != nil else { return }
    account.received -= 1
    account.quarantined -= 1
  }

  /// What a document gave and none gives any more is known to nobody then; answers what each of `items` supersedes.
  private func supersede(_ document: DocumentID, by items: [IdentifiedArticle]) -> [ArticleID?] {
    let before = (documents[document] ?? []).filter(articles.contains)
    let given = Set(items.map(\.id) + documents.filter { $0.key != document }.flatMap(\.value))
    var gone = before.filter { !given.contains($0) }
    return items.map { item in
      guard !before.contains(item.id), !gone.isEmpty else { return nil }
      articles.remove(gone[0])
      if let sequence = sequences[gone[0]] { leave(sequence) }
      return gone.removeFirst()
    }
  }

  private func leave(_ sequence: SequenceNumber) {
    resent.insert(sequence)
    for index in members.indices { members[index].leftBehind.remove(sequence.rawValue...sequence.rawValue) }
  }

  /// An article that names whose place it has.
  private func naming(_ superseded: ArticleID?, _ item: IdentifiedArticle) -> EncodedArticle {
    if let superseded {
      formers = formers.map { ($0.id, $0.successor == superseded ? item.id : $0.successor) } + [(superseded, item.id)]
    }
    var header = try? JSONSerialization.jsonObject(with: Data(item.article.header)) as? [String: Any]
    header?["supersedes"] = superseded?.description
    let earlier = formers.reversed().filter { $0.successor == item.id && $0.id != superseded }.map(\.id.description)
    if !earlier.isEmpty { header?["formers"] = Array(earlier.prefix(16)) }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = header.flatMap { try? JSONSerialization.data(withJSONObject: $0, options: options) } ?? Data()
    return EncodedArticle(header: Array(bytes), body: item.article.body)
  }

  private func duplicate(_ ids: [ArticleID]) -> DocumentAnswer {
    let known = ids.filter(articles.contains)
    account.duplicate += 1
    duplicates += known.count
    return DocumentAnswer(outcome: .duplicate, duplicates: known)
  }

  private func read(
    _ document: ReadDocument, _ items: [IdentifiedArticle], _ superseded: [ArticleID?]
  ) -> DocumentAnswer {
    account.read += 1
    countAnew(document.id)
    documents[document.id] = items.map(\.id)
    var answer = DocumentAnswer(outcome: .read)
    for (item, former) in zip(items, superseded) {
      let isNew = articles.insert(item.id).inserted
      if isNew { formers.removeAll { $0.id == item.id } }
      if isNew || document.again {
        last = last.next
        if !isNew, let sequence = sequences[item.id] { leave(sequence) }
        sequences[item.id] = last
        waiting.append(DeliverableArticle(sequence: last, id: item.id, article: naming(former, item)))
        times[last] = document.received ?? 0
        accepted += 1
        for index in members.indices { members[index].accepted += 1 }
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
    let member = try member(group)
    let all = waiting.filter { $0.sequence > after && members[member].waits(for: $0) }
    var bytes = 0
    let page = all.prefix(maximumArticles).enumerated().prefix { index, article in
      bytes += article.article.size
      return index == 0 || bytes <= maximumBytes
    }
    return LoadedArticles(articles: page.map(\.element), reachedEnd: page.count == all.count)
  }

  func record(_ receipts: [ConsumerFrame.Receipt], group name: GroupName) throws(OutboxError) {
    try checkOpen()
    let member = try member(name)
    for receipt in receipts where receipt.sequence > members[member].group.start && receipt.sequence <= last {
      guard members[member].group.acknowledged.insert(receipt.sequence) else { continue }
      members[member].counters[receipt.outcome, default: 0] += 1
    }
    forgetUnneeded()
  }

  nonisolated func hurry() {}

  private func forgetUnneeded() {
    waiting.removeAll { article in !members.contains { $0.waits(for: article) } }
  }

  func bind(group name: GroupName, to store: StoreID) throws(OutboxError) {
    try checkOpen()
    let member = try member(name)
    if let bound = members[member].group.store, bound != store {
      throw .boundToOtherStore(name, bound: bound, came: store)
    }
    members[member].group.store = store
  }

  func add(group name: GroupName, beginning: GroupBeginning, limit: Int?) throws(OutboxError) -> OutboxGroup {
    try checkOpen()
    if members.contains(where: { $0.group.name == name }) { throw .groupExists(name) }
    members.append(newMember(name, nil, beginning, limit))
    return members[members.count - 1].group
  }

  private func newMember(_ name: GroupName, _ store: StoreID?, _ beginning: GroupBeginning, _ limit: Int?) -> Member {
    var member = Member(
      group: OutboxGroup(name: name, store: store, start: last, acknowledged: SequenceRanges()), limit: limit)
    if beginning == .held, let first = waiting.first?.sequence {
      member.group.start = SequenceNumber(first.rawValue - 1)
      member.accepted = waiting.count
    }
    return member
  }

  func drop(group name: GroupName, at now: Int64) throws(OutboxError) -> ProducerLedger.DroppedGroup {
    try checkOpen()
    let index = try member(name)
    if members.count == 1 { throw .lastGroup(name) }
    let member = members.remove(at: index)
    let pending = waiting.filter { member.waits(for: $0) }
    let gap = ProducerLedger.DroppedGroup(
      group: name, store: member.group.store, articles: pending.count, first: pending.first?.sequence ?? last,
      last: last, at: now)
    dropped.append(gap)
    forgetUnneeded()
    return gap
  }

  func rebind(group name: GroupName, to store: StoreID?) throws(OutboxError) -> OutboxGroup {
    try checkOpen()
    let index = try member(name)
    let before = members[index]
    members[index] = newMember(name, store, .held, before.limit)
    members[index].leftBehind = before.leftBehind
    for range in before.group.acknowledged.ranges { members[index].leftBehind.insert(range) }
    for article in waiting {
      members[index].leftBehind.remove(article.sequence.rawValue...article.sequence.rawValue)
    }
    for range in resent.ranges { members[index].leftBehind.remove(range) }
    return members[index].group
  }

  func forgetLeftBehind(by name: GroupName) throws(OutboxError) -> SequenceRanges {
    try checkOpen()
    let index = try member(name)
    defer { members[index].leftBehind = SequenceRanges() }
    return members[index].leftBehind
  }

  func lastSequence() -> SequenceNumber { last }

  func groups() -> [OutboxGroup] { members.map(\.group) }

  func oldestPending() -> [GroupName: Int64] {
    var oldest: [GroupName: Int64] = [:]
    for member in members {
      oldest[member.group.name] = waiting.first { member.waits(for: $0) }.flatMap { times[$0.sequence] }
    }
    return oldest
  }

  func isStalled() -> Bool { false }

  func trouble() -> String? { nil }

  func warnings() -> [String] { [] }

  func ledger() -> ProducerLedger {
    ProducerLedger(
      producer: producer, epoch: epoch, documents: account, accepted: accepted, duplicates: duplicates,
      pendingBytes: waitingBytes,
      groups: members.map { member in
        ProducerLedger.Group(
          group: member.group.name, store: member.group.store, accepted: member.accepted,
          pending: waiting.count { member.waits(for: $0) }, pendingBytes: pendingBytes(member), limit: member.limit,
          stored: member.counters[.stored] ?? 0, known: member.counters[.known] ?? 0,
          quarantined: member.counters[.quarantined] ?? 0, dropped: 0, acknowledged: member.group.acknowledged,
          leftBehind: member.leftBehind.isEmpty ? nil : member.leftBehind)
      }, droppedGroups: dropped, resent: resent.ranges.isEmpty ? nil : resent)
  }

  func quarantined(after: Int64, limit: Int) -> [QuarantinedDocument] {
    Array(quarantine.map(\.document).filter { $0.number > after }.prefix(limit))
  }

  func quarantined(prefix: String) -> [QuarantinedDocument] {
    quarantine.map(\.document).filter { $0.id.digest.hex.hasPrefix(prefix.lowercased()) }
  }

  func quarantinedBytes(_ id: DocumentID) -> [UInt8]? { quarantine.first { $0.document.id == id }?.bytes }

  func dropQuarantined(_ id: DocumentID) -> Bool {
    guard quarantine.contains(where: { $0.document.id == id }) else { return false }
    quarantine.removeAll { $0.document.id == id }
    givenUp.insert(id)
    return true
  }

  func quarantineRoom() -> (bytes: Int, limit: Int) {
    (quarantine.reduce(0) { $0 + $1.bytes.count }, quarantineLimit)
  }

  func verify() -> [String] { [] }

  func damages() -> [String] { [] }

  func backup(to folder: String) throws(OutboxError) -> Int { throw .storage("this outbox has no disk") }

  func trace(_ id: Digest) -> TracedDocument? {
    let aside = quarantine.first { $0.document.id == DocumentID(id) }?.document
    guard let known = documents[DocumentID(id)] else {
      return aside.map {
        TracedDocument(document: $0.id, received: $0.received, quarantined: $0.reason, articles: [])
      }
    }
    return TracedDocument(
      document: DocumentID(id), received: nil, quarantined: aside?.reason,
      articles: known.map { TracedDocument.Article(id: $0, sequence: .zero, accepted: nil) })
  }

  func close() { isClosed = true }

  private func checkOpen() throws(OutboxError) {
    if isClosed { throw .closed }
  }

  private func member(_ name: GroupName) throws(OutboxError) -> Int {
    guard let index = members.firstIndex(where: { $0.group.name == name }) else { throw .unknownGroup(name) }
    return index
  }
}
