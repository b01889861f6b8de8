import Classifying
import Delivery
import Glibc
import Locking
import NewsModels
import Serving
import Stories
import Synchronization

/// Classifies and stores what a link received: off the links' threads, but for what takes less time than waking another.
struct ArticleProcessor: Sendable {
  private let classifier: Classifier
  private let store: any ArticleStore
  private let events: EventPublisher
  private let waits: StoredWaits
  /// Finds articles that kill the classifier.
  private let work: WorkGuard
  /// Told of all that is classified here.
  private let memory: WorkMemory
  /// Bytes of articles that may be put aside.
  let quarantineLimit: Int
  private let classifying = BatchesInWork()
  private let held = HeldBatches()
  private let quarantine = QuarantineRoom()

  init(
    classifier: Classifier, store: any ArticleStore, events: EventPublisher, waits: StoredWaits, work: WorkGuard,
    memory: WorkMemory = WorkMemory(), quarantineLimit: Int
  ) {
    self.classifier = classifier
    self.store = store
    self.events = events
    self.waits = waits
    self.work = work
    self.memory = memory
    self.quarantineLimit = quarantineLimit
  }

  /// Classifies an article of its own, so that none waits some milliseconds for what is made when the first is classified.
  func prepare() {
    let article = Article(
      title: "Bản tin mẫu", body: "Để thử khi khởi động: Bắc Triều Tiên, Dải Gaza, eo biển Đài Loan.", language: "vi")
    _ = classify(ArticleCoding.encode(article))
    _ = StoryText(title: article.title, body: article.body)
  }

  /// What became of a batch.
  struct Processed: Sendable {
    /// Of what is on disk.
    var receipts: [ConsumerFrame.Receipt]
    /// What comes again later.
    var failed: [Failure]
  }

  struct Failure: Sendable {
    var place: ReceivedBatch.Place
    var reason: String
  }

  /// Classifies and stores a batch; `isWanted` is asked between the two, since a link may have given it up meanwhile, and again and again
  /// where the disk has no room for it: until there is some, the batch is held here.
  /// - Returns: nil where the batch was given up.
  /// - Throws: `StoreError`, never `diskFull`: nothing of the batch may be acknowledged then, and the consumer must end.
  nonisolated(nonsending) func process(
    _ batch: ReceivedBatch, isWanted: @Sendable () -> Bool
  ) async throws(StoreError) -> Processed? {
    work.isQuick(bytes: batch.size)
      ? try await processHere(batch, isWanted)
      : try await elsewhere { () async throws(StoreError) in try await processHere(batch, isWanted) }.get()
  }

  private nonisolated(nonsending) func processHere(
    _ batch: ReceivedBatch, _ isWanted: @Sendable () -> Bool
  ) async throws(StoreError) -> Processed? {
    var (entries, failed, poison) = classifying.counted {
      memory.counted(batch.size) { classify(batch.takeArticles()) }
    }
    guard isWanted() else { return nil }
    var promised = 0
    defer { quarantine.giveBack(promised) }
    if entries.contains(where: \.isQuarantined) {
      promised = try await refuseBeyondQuarantine(&entries, &failed)
    }
    let stored = StoreBatch(producer: batch.producer, arrived: Int64(time(nil)), entries: entries) {
      [work, classifying] in
      // One that is small is waited for.
      !work.isQuick(bytes: batch.size) && classifying.count > 0
    }
    guard let receipts = try await storeOnceThereIsRoom(stored, isWanted) else { return nil }
    // Poison stays that: whoever delivers it again, without a person's retry, must not end the process anew.
    work.finished(entries.lazy.map(\.id.digest).filter { !poison.contains($0) })
    return Processed(receipts: receipts.map(\.receipt), failed: failed)
  }

  /// Stores a batch; where the disk is full it tries until there is room. Left to the producer instead, all would come again and again, and
  /// be classified each time.
  /// - Returns: nil where the batch was given up.
  private nonisolated(nonsending) func storeOnceThereIsRoom(
    _ batch: StoreBatch, _ isWanted: @Sendable () -> Bool
  ) async throws(StoreError) -> [StoreReceipt]? {
    let entries = batch.entries
    var batch = batch
    var place: HeldBatches.Place?
    defer { held.leave(place) }
    while true {
      if held.mayTry(place) {
        // What was held came hours ago, maybe: the store keeps when it stores.
        batch.arrived = Int64(time(nil))
        do throws(StoreError) {
          let receipts = try await store.storeInOrder(batch) { tell(entries, $0) }
          held.foundRoom()
          return receipts
        } catch {
          // Caught here for the same reason as in `elsewhere`.
          guard case .diskFull = error else { throw error }
        }
      }
      place = held.wait(place)
      // No disk tells that it has room again: somebody has to try.
      try? await Task.sleep(for: HeldBatches.pause)
      guard isWanted() else { return nil }
    }
  }

  /// Answers also which of the entries were not classified, since the process died of them.
  private func classify(
    _ articles: [DeliverableArticle]
  ) -> (entries: [StoreBatch.Entry], failed: [Failure], poison: Set<Digest>) {
    let verdicts = work.verdicts(on: articles.map(\.id.digest))
    if verdicts.allSatisfy({ $0 == .together }) {
      return (work.together(articles.map(\.id.digest)) { articles.map { classify($0) } }, [], [])
    }
    var entries: [StoreBatch.Entry] = []
    var failed: [Failure] = []
    var poison: Set<Digest> = []
    for (article, verdict) in zip(articles, verdicts) {
      switch verdict {
      case .together: entries.append(work.together([article.id.digest]) { classify(article) })
      case .alone: entries.append(work.alone(article.id.digest) { classify(article) })
      case .later:
        failed.append(
          Failure(
            place: ReceivedBatch.Place(sequence: article.sequence, id: article.id),
            reason: "put off: the consumer died while it classified this article, others come first"))
      case .poison(let deaths):
        poison.insert(article.id.digest)
        entries.append(
          StoreBatch.Entry(
            sequence: article.sequence, id: article.id,
            content: .quarantined(
              article.article, reason: "the consumer died \(deaths) times while it classified this article alone")))
      }
    }
    return (entries, failed, poison)
  }

  private func classify(_ delivered: DeliverableArticle) -> StoreBatch.Entry {
    var entry = StoreBatch.Entry(
      sequence: delivered.sequence, id: delivered.id, content: .quarantined(delivered.article, reason: ""))
    switch classify(delivered.article) {
    case .success(let read):
      entry.content = .classified(read.article, read.classification)
      entry.predecessors = read.predecessors
    case .failure(let error): entry.content = .quarantined(delivered.article, reason: error.description)
    }
    return entry
  }

  /// An article as it was read and labelled.
  private struct Classified {
    var article: Article
    var predecessors: Predecessors
    var classification: Classification
  }

  private func classify(_ encoded: EncodedArticle) -> Result<Classified, WireError> {
    Result { () throws(WireError) in
      let (article, predecessors) = try ArticleCoding.read(encoded)
      return Classified(
        article: article, predecessors: predecessors,
        classification: classifier.classify(title: article.title, body: article.body, language: article.language))
    }
  }

  /// Leaves to the producer what the quarantine has no room for: nothing is thrown away to make some.
  /// - Returns: the bytes that are promised to the others: to be given back once they are stored, or are not to be.
  private nonisolated(nonsending) func refuseBeyondQuarantine(
    _ entries: inout [StoreBatch.Entry], _ failed: inout [Failure]
  ) async throws(StoreError) -> Int {
    // Bytes, by sequence.
    var refused: [SequenceNumber: Int] = [:]
    var promised = 0
    do throws(StoreError) {
      for entry in entries {
        guard case .quarantined(let encoded, _) = entry.content else { continue }
        // It takes no more room, and is answered as then.
        if try await isHeld(entry.id) { continue }
        // Promised before the store is asked: what another batch promised is in one of the two figures.
        let withOthers = quarantine.promise(encoded.size)
        promised += encoded.size
        if try await store.quarantineBytes() + withOthers <= quarantineLimit {
          quarantine.admitted(encoded.size)
        } else {
          quarantine.refused(encoded.size)
          promised -= encoded.size
          refused[entry.sequence] = encoded.size
        }
      }
    } catch {
      // Caught where it is called, so that it is thrown on the caller's thread: see `elsewhere`.
      quarantine.giveBack(promised)
      throw error
    }
    guard !refused.isEmpty else { return promised }
    for entry in entries {
      guard let size = refused[entry.sequence] else { continue }
      failed.append(
        Failure(place: ReceivedBatch.Place(sequence: entry.sequence, id: entry.id), reason: noRoom(for: size)))
    }
    entries.removeAll { refused[$0.sequence] != nil }
    return promised
  }

  /// Why an article of so many bytes stays with its producer, for a person there and here.
  private func noRoom(for size: Int) -> String {
    // No room that a person makes is enough for one that is larger than all of it.
    size > quarantineLimit
      ? "it cannot be read, and takes \(size) bytes of the consumer's quarantine, which may have \(quarantineLimit): start the "
        + "consumer with a greater --quarantine-limit"
      : "it cannot be read, and the consumer's quarantine is full (\(quarantineLimit) bytes, with no room for \(size) more): see "
        + "'newsctl quarantine list', then retry or drop what is there"
  }

  /// Why articles wait at their producer, for a person; nil where none is kept from coming.
  func trouble() async -> String? {
    guard let size = quarantine.refusedSize(), let bytes = try? await store.quarantineBytes(),
      bytes + size > quarantineLimit
    else { return nil }
    return "an article waits at the producer: \(noRoom(for: size))"
  }

  /// Whether an article is stored or put aside already.
  private nonisolated(nonsending) func isHeld(_ id: ArticleID) async throws(StoreError) -> Bool {
    // Caught here for the same reason.
    do throws(StoreError) {
      if try await !store.stored([id]).isEmpty { return true }
      return try await !store.quarantined(prefix: id.digest.hex).isEmpty
    } catch {
      throw error
    }
  }

  /// Classifies an article out of the quarantine anew and stores it; answers why that failed, nil where it did not.
  func retry(_ id: ArticleID, _ encoded: EncodedArticle) async throws(StoreError) -> String? {
    switch memory.counted(encoded.size, { work.alone(id.digest) { classify(encoded) } }) {
    case .failure(let error): return error.description
    case .success(let read):
      let receipt = try await store.release(
        id, read.article, read.classification, read.predecessors, arrived: Int64(time(nil)))
      guard let receipt else { return "it is not in quarantine any more" }
      work.finished([id.digest])
      let entry = StoreBatch.Entry(
        sequence: receipt.receipt.sequence, id: id, content: .classified(read.article, read.classification),
        predecessors: read.predecessors)
      tell([entry], [receipt])
      return nil
    }
  }

  /// Tells those who wait for articles, and the live feed of what is new. Who misses an event finds the article by query.
  private func tell(_ entries: [StoreBatch.Entry], _ receipts: [StoreReceipt]) {
    waits.note(
      zip(entries, receipts).lazy.flatMap { entry, receipt -> [StoredWaits.Event] in
        if receipt.receipt.outcome == .quarantined { return [] }
        let superseded = entry.predecessors.all.map { StoredWaits.Event.superseded($0.id) }
        // One that came before may be known as superseded: the store is asked for it.
        return receipt.receipt.outcome == .stored ? superseded + [.stored(entry.id)] : superseded
      })
    let items = zip(entries, receipts).compactMap { entry, receipt -> ArticleListing.Item? in
      guard let sequence = receipt.sequence, case .classified(let article, let classification) = entry.content,
        !classification.topics.isEmpty
      else { return nil }
      return ArticleListing.Item(
        id: entry.id, title: article.title, published: article.published, source: article.source,
        credit: article.credit, language: article.language, url: article.url,
        topics: classification.topics.map {
          ArticleListing.Item.Topic(topic: $0.topic, level: $0.level, score: $0.score)
        }, day: receipt.day, sequence: sequence)
    }
    if !items.isEmpty { events.publish(items) }
  }
}

/// How many batches are being classified.
private final class BatchesInWork: Sendable {
  private let number = Atomic(0)

  var count: Int { number.load(ordering: .relaxed) }

  func counted<Value>(_ work: () -> Value) -> Value {
    number.wrappingAdd(1, ordering: .relaxed)
    defer { number.wrappingSubtract(1, ordering: .relaxed) }
    return work()
  }
}

extension StoreBatch.Entry {
  fileprivate var isQuarantined: Bool {
    if case .quarantined = content { true } else { false }
  }
}
