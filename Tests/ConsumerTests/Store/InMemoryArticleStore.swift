import NewsModels
import Stories

@testable import Consumer

/// An article store without a disk that counts by looking at every article: the plain meaning of the protocol.
actor InMemoryArticleStore: ArticleStore {
  let identity = StoreID(unchecked: String(repeating: "8", count: 32))
  let timeZone: String

  /// An article with what filters ask of it.
  struct Entry {
    var stored: StoredArticle
    var producer: ProducerID
    var sequence: SequenceNumber
    /// The last of its producer that brought it.
    var lastSequence: SequenceNumber
    var day: CalendarDay?
    var outlet: String?
    /// Its place in the order of storing.
    var number: Int
    /// The number of the entry that began its story; nil where it did itself.
    var first: Int?

    /// What brought it last.
    var last: Place { Place(producer: producer, sequence: lastSequence) }
  }

  struct Place: Equatable {
    var producer: ProducerID
    var sequence: SequenceNumber

    func replaces(_ other: Place, _ former: Predecessors.Former) -> Bool {
      producer == other.producer ? sequence > other.sequence : former.isNew
    }
  }

  struct Account {
    var acknowledged = SequenceRanges()
    var stored = 0
    var known = 0
    var quarantined = 0
    var redelivered = 0
    var released = 0
    var dropped = 0
  }

  let catalogue: TopicCatalogue
  private let calendar: StoreCalendar
  private var isClosed = false
  /// In the order of storing; nil for those that are superseded.
  private(set) var rows: [Entry?] = []
  var entries: [Entry] { rows.compactMap(\.self) }
  /// What is superseded, and what brought it.
  private var superseded: [(id: ArticleID, place: Place)] = []
  /// The last sequence of a producer that superseded an id.
  private var succession: [ArticleID: [ProducerID: SequenceNumber]] = [:]
  /// What was answered as quarantined.
  private var asides: [(place: Place, id: ArticleID)] = []
  private var window = StoryWindow()
  /// By the numbers of rows, what copies find them by; nil for copies.
  private var fingerprints: [TextFingerprint?] = []
  private var isWindowExpired = false
  private(set) var outlets: [String: String] = [:]
  /// The keys of outlets that articles named.
  private(set) var met: Set<String> = []
  /// Outlets that a person joined, by their keys, and the keys of their sources.
  private(set) var joined: [String: String] = [:]
  /// Outlets that a person named, by their keys.
  private var named: Set<String> = []
  private(set) var quarantine: [(article: QuarantinedArticle, content: EncodedArticle, place: Place)] = []
  private(set) var accounts: [(producer: ProducerID, account: Account)] = []
  private var versions: [String] = []
  /// Those that some article has, the latest first.
  var versionsInUse: [String] {
    let used = Set(entries.map(\.stored.classification.topicsVersion))
    return versions.reversed().filter(used.contains)
  }
  private(set) var arrived: Int64 = 0
  private var changes: Int64 = 0

  init?(timeZone: String = SQLiteArticleStore.defaultTimeZone, catalogue: TopicCatalogue) {
    guard let calendar = StoreCalendar(identifier: timeZone) else { return nil }
    self.timeZone = timeZone
    self.calendar = calendar
    self.catalogue = catalogue
  }

  func revision() -> Int64 { changes }

  // MARK: Storing

  func storeInOrder(
    _ batch: StoreBatch, then: @escaping @Sendable ([StoreReceipt]) -> Void
  ) throws(StoreError) -> [StoreReceipt] {
    try checkOpen()
    changes += 1
    bringWindowUp()
    if !accounts.contains(where: { $0.producer == batch.producer }) { accounts.append((batch.producer, Account())) }
    guard let index = accounts.firstIndex(where: { $0.producer == batch.producer }) else { return [] }
    arrived = batch.arrived
    let receipts = batch.entries.map { entry in
      let last = rows.count
      var account = accounts[index].account
      let outcome = store(entry, batch, &account)
      accounts[index].account = account
      let isNew = rows.count > last
      return StoreReceipt(
        receipt: ConsumerFrame.Receipt(sequence: entry.sequence, id: entry.id, outcome: outcome),
        sequence: isNew ? Int64(rows.count) : nil, day: isNew ? rows.last??.day : nil)
    }
    then(receipts)
    return receipts
  }

  private func store(
    _ entry: StoreBatch.Entry, _ batch: StoreBatch, _ account: inout Account
  ) -> ConsumerFrame.Receipt.Outcome {
    let known = entries.first { $0.stored.id == entry.id }
    let place = Place(producer: batch.producer, sequence: entry.sequence)
    let former = superseded.filter { $0.id == entry.id }.map(\.place)
    if account.acknowledged.contains(entry.sequence), asides.contains(where: { $0 == (place, entry.id) }) {
      account.redelivered += 1
      return .quarantined
    }
    if account.acknowledged.contains(entry.sequence), known != nil || isAside(entry.id) {
      account.redelivered += 1
      guard let known else { return .quarantined }
      let places = [Place(producer: known.producer, sequence: known.sequence)] + former
      return places.contains(place) ? .stored : .known
    }
    let isLate = known == nil && succession[entry.id]?[batch.producer].map { $0 > entry.sequence } ?? false
    if account.acknowledged.contains(entry.sequence), known == nil, !former.isEmpty || isLate {
      account.redelivered += 1
      return former.contains(place) ? .stored : .known
    }
    account.acknowledged.insert(entry.sequence)
    for former in entry.predecessors.all {
      guard let aside = quarantine.first(where: { $0.article.id == former.id }),
        known != nil || isLate || !entry.isAside, place.replaces(aside.place, former)
      else { continue }
      quarantine.removeAll { $0.article.id == former.id }
      if aside.place.producer == batch.producer {
        account.quarantined -= 1
        account.dropped += 1
      } else if let index = accounts.firstIndex(where: { $0.producer == aside.place.producer }) {
        accounts[index].account.quarantined -= 1
        accounts[index].account.dropped += 1
      }
    }
    if known != nil || isLate {
      if let known, known.producer == batch.producer, known.lastSequence < entry.sequence {
        rows[known.number - 1]?.lastSequence = entry.sequence
      }
      for former in entry.predecessors.all { remove(former, by: place) }
      account.known += 1
      return .known
    }
    switch entry.content {
    case .quarantined(let article, let reason):
      if !isAside(entry.id) {
        let aside = QuarantinedArticle(
          number: (quarantine.map(\.article.number).max() ?? 0) + 1, id: entry.id, reason: reason, size: article.size,
          arrived: batch.arrived)
        quarantine.append((aside, article, place))
      }
      asides.append((place, entry.id))
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
      show(key, by: spelling)
      met.insert(key)
      return key
    }
    note(version: classification.topicsVersion)
    // Which texts are copies is the matter of a room that both stores ask; what follows from it is compared.
    let fingerprint = TextFingerprint(title: article.title, body: article.body)
    let first = window.candidates(for: fingerprint).lazy.compactMap { self.rows[Int($0) - 1] }.first { earlier in
      let text = TextRuns(title: earlier.stored.article.title, body: earlier.stored.article.body)
      return NearCopy.joins(
        text.compared(with: TextRuns(title: article.title, body: article.body)),
        NearCopy.Origin(outlet: 0, day: earlier.day.map { Int64($0.daysSince1970) }),
        NearCopy.Origin(outlet: earlier.outlet == outlet ? 0 : 1, day: day.map { Int64($0.daysSince1970) }))
    }
    var new = Entry(
      stored: StoredArticle(id: entry.id, article: article, classification: classification, arrived: batch.arrived),
      producer: batch.producer, sequence: entry.sequence, lastSequence: entry.sequence, day: day, outlet: outlet,
      number: rows.count + 1, first: first?.number)
    let place = Place(producer: batch.producer, sequence: entry.sequence)
    let taken = entry.predecessors.all.first { predecessor in
      entries.contains { $0.stored.id == predecessor.id && place.replaces($0.last, predecessor) }
    }
    for predecessor in entry.predecessors.all where predecessor.id != taken?.id { remove(predecessor, by: place) }
    if let former = taken.flatMap({ vacated($0, by: place) }) {
      (new.number, new.first) = (former.number, former.first)
      if let other = rows[(former.first ?? former.number) - 1], !resemble(article, other.stored.article) {
        leaveStory(former)
        new.first = nil
        makeFindable(new.number, by: fingerprint)
      }
      rows[former.number - 1] = new
      return
    }
    rows.append(new)
    fingerprints.append(first == nil ? fingerprint : nil)
    let number = Int64(rows.count)
    if first == nil { window.add(number, fingerprint) } else { window.pass(number) }
  }

  private func resemble(_ one: Article, _ other: Article) -> Bool {
    let origin = NearCopy.Origin(outlet: 0, day: 0)
    let runs = [one, other].map { TextRuns(title: $0.title, body: $0.body) }
    return NearCopy.joins(runs[0].compared(with: runs[1]), origin, origin)
  }

  private func leaveStory(_ entry: Entry) {
    let copies = entries.filter { $0.first == entry.number }.map(\.number)
    guard let oldest = copies.first, let article = rows[oldest - 1]?.stored.article else { return }
    for copy in copies { rows[copy - 1]?.first = copy == oldest ? nil : oldest }
    makeFindable(oldest, by: TextFingerprint(title: article.title, body: article.body))
  }

  private func makeFindable(_ number: Int, by fingerprint: TextFingerprint) {
    fingerprints[number - 1] = fingerprint
    isWindowExpired = true
  }

  private func bringWindowUp() {
    guard isWindowExpired else { return }
    (window, isWindowExpired) = (StoryWindow(), false)
    for (index, fingerprint) in fingerprints.enumerated() {
      if let fingerprint { window.add(Int64(index + 1), fingerprint) } else { window.pass(Int64(index + 1)) }
    }
  }

  private func note(version: String) {
    if !versions.contains(version) { versions.append(version) }
  }

  /// The entry that gives way; nil where there is none, or its producer sent it again since.
  private func vacated(_ predecessor: Predecessors.Former, by place: Place) -> Entry? {
    let id = predecessor.id
    succession[id, default: [:]][place.producer] = max(
      place.sequence, succession[id]?[place.producer] ?? place.sequence)
    guard let former = entries.first(where: { $0.stored.id == id }),
      place.replaces(former.last, predecessor)
    else { return nil }
    superseded.append((id, Place(producer: former.producer, sequence: former.sequence)))
    return former
  }

  private func remove(_ predecessor: Predecessors.Former, by place: Place) {
    guard let former = vacated(predecessor, by: place) else { return }
    leaveStory(former)
    rows[former.number - 1] = nil
  }

  private func isAside(_ id: ArticleID) -> Bool { quarantine.contains { $0.article.id == id } }

  func quarantined(after: Int64, limit: Int) -> [QuarantinedArticle] {
    Array(quarantine.map(\.article).filter { $0.number > after }.prefix(limit))
  }

  func quarantined(prefix: String) -> [QuarantinedArticle] {
    quarantine.map(\.article).filter { $0.id.digest.hex.hasPrefix(prefix.lowercased()) }
  }

  func quarantinedContent(_ id: ArticleID) -> EncodedArticle? { quarantine.first { $0.article.id == id }?.content }

  func release(
    _ id: ArticleID, _ article: Article, _ classification: Classification, _ predecessors: Predecessors, arrived: Int64
  ) -> StoreReceipt? {
    guard let aside = quarantine.first(where: { $0.article.id == id }),
      let index = accounts.firstIndex(where: { $0.producer == aside.place.producer })
    else { return nil }
    changes += 1
    bringWindowUp()
    let last = rows.count
    let content = StoreBatch.Content.classified(article, classification)
    for predecessor in predecessors.all {
      guard let former = quarantine.first(where: { $0.article.id == predecessor.id }),
        aside.place.replaces(former.place, predecessor)
      else { continue }
      _ = dropQuarantined(predecessor.id)
    }
    let entry = StoreBatch.Entry(
      sequence: aside.place.sequence, id: id, content: content, predecessors: predecessors)
    add(
      entry, article, classification, StoreBatch(producer: aside.place.producer, arrived: arrived, entries: [entry]))
    accounts[index].account.quarantined -= 1
    accounts[index].account.stored += 1
    accounts[index].account.released += 1
    let isNew = rows.count > last
    return StoreReceipt(
      receipt: ConsumerFrame.Receipt(sequence: entry.sequence, id: id, outcome: .stored),
      sequence: isNew ? Int64(rows.count) : nil, day: isNew ? rows.last??.day : nil)
  }

  func dropQuarantined(_ id: ArticleID) -> Bool {
    guard let aside = quarantine.first(where: { $0.article.id == id }),
      let index = accounts.firstIndex(where: { $0.producer == aside.place.producer })
    else { return false }
    changes += 1
    quarantine.removeAll { $0.article.id == id }
    accounts[index].account.quarantined -= 1
    accounts[index].account.dropped += 1
    return true
  }

  func quarantineBytes() -> Int { quarantine.reduce(0) { $0 + $1.content.size } }

  func backup(to folder: String) throws(StoreError) -> Int { throw .storage("this store has no disk") }

  // MARK: Sources

  func sources(_ query: SourcesQuery) throws(StoreError) -> SourcesAnswer {
    try checkOpen()
    if query.action != .list { changes += 1 }
    if query.action == .name { return try name(query) }
    guard (query.action == .join) == (query.as != nil) else { throw .badQuery("as") }
    guard query.action == .list || !query.names.isEmpty, !query.names.contains("") else { throw .badQuery("names") }
    let keys = query.names.map { OutletName.key($0) }
    let before = joined
    if let name = query.as {
      let source = root(OutletName.key(name))
      guard source == OutletName.key(name) || !keys.contains(source) else { throw .badQuery("the other way round") }
      show(OutletName.key(name), by: name)
      for (key, spelling) in zip(keys, query.names) where outlets[key] == nil { show(key, by: spelling) }
      for key in keys where key != source {
        for (other, its) in joined where its == key { joined[other] = source }
        joined[key] = source
      }
    }
    if query.action == .part {
      guard keys.allSatisfy(isNamed) else { throw .badQuery("no source") }
      joined = joined.filter { !keys.contains($0.key) && !keys.contains($0.value) }
    }
    var answer = answer(query)
    if query.action != .list { answer.changes = changes(since: before) }
    return answer
  }

  private func name(_ query: SourcesQuery) throws(StoreError) -> SourcesAnswer {
    guard let name = query.as.map(OutletName.name), let key = query.names.first.map(OutletName.key),
      query.names.count == 1,
      isNamed(key), OutletName.key(name) == key
    else { throw .badQuery("name") }
    let before = outlets[key]
    outlets[key] = name
    named.insert(key)
    var answer = answer(query)
    let source = outlets[root(key)] ?? ""
    answer.changes = [SourceChange(outlet: name, before: source, now: source, shownBefore: before)]
    return answer
  }

  private func changes(since before: [String: String]) -> [SourceChange] {
    func name(_ key: String) -> String { outlets[key] ?? "" }
    let changed = Set(before.keys).union(joined.keys).filter { before[$0] != joined[$0] }
    return changed.map {
      SourceChange(outlet: name($0), before: name(before[$0] ?? $0), now: name(joined[$0] ?? $0))
    }.sorted { $0.outlet < $1.outlet }
  }

  /// Shows an outlet by a spelling where it has no better name.
  private func show(_ key: String, by spelling: String) {
    let name = OutletName.name(spelling)
    outlets[key] = outlets[key].map { !named.contains(key) && OutletName.isBetter(name, than: $0) ? name : $0 } ?? name
  }

  /// Whether an article or a join names an outlet.
  func isNamed(_ key: String) -> Bool { met.contains(key) || joined[key] != nil || joined.values.contains(key) }

  /// The key of the source that an outlet is counted with.
  func root(_ key: String) -> String { joined[key] ?? key }

  // MARK: Reclassifying

  func page(before: Int64?, limit: Int, exceptVersion version: String?) throws(StoreError) -> StoredPage {
    try checkOpen()
    let wanted = entries.filter { $0.stored.classification.topicsVersion != version }
    let rest = wanted.reversed().filter { $0.number < before ?? .max }
    var page = StoredPage()
    page.total = wanted.count
    page.entries = rest.prefix(limit).map { StoredPage.Entry(number: Int64($0.number), article: $0.stored) }
    page.next = rest.count > limit ? page.entries.last?.number : nil
    return page
  }

  func reclassify(_ articles: [ReclassifiedArticle]) throws(StoreError) -> Set<Int64> {
    try checkOpen()
    changes += 1
    var counted: Set<Int64> = []
    for article in articles {
      let stored = rows[Int(article.number) - 1]?.stored
      guard stored?.id == article.id, stored?.classification.topicsVersion == article.formerVersion else { continue }
      note(version: article.classification.topicsVersion)
      rows[Int(article.number) - 1]?.stored.classification = article.classification
      counted.insert(article.number)
    }
    return counted
  }

  func isStalled() -> Bool { false }

  func trouble() -> String? { nil }

  func warnings() -> [String] { [] }

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

  func checkOpen() throws(StoreError) {
    if isClosed { throw .closed }
  }
}

extension StoreBatch.Entry {
  fileprivate var isAside: Bool { if case .quarantined = content { true } else { false } }
}
