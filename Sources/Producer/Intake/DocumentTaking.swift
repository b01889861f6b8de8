import Delivery
import Glibc
import NewsModels
import Parsing
import Serving

/// Reads documents and commits what became of them: the same for those that are pushed and those of a watched folder.
struct DocumentTaking: Sendable {
  let outbox: any Outbox
  let delivery: DeliveryLoop
  /// Bytes of one document.
  let maximumDocument: Int
  /// Bytes of an article's header, or body, that a message carries.
  private let maximumArticle: Int
  /// Finds pushed documents that kill the parser.
  private let work: WorkGuard
  /// Told of all that is read.
  private let memory: WorkMemory
  private let reader = DocumentReader()

  init(
    outbox: any Outbox, delivery: DeliveryLoop, work: WorkGuard, memory: WorkMemory = WorkMemory(),
    maximumDocument: Int, maximumArticle: Int = WireLimits.payloadBytes
  ) {
    self.outbox = outbox
    self.delivery = delivery
    self.work = work
    self.memory = memory
    self.maximumDocument = maximumDocument
    self.maximumArticle = maximumArticle
  }

  /// Whether documents of so many bytes are better read where they came than on another thread.
  func isQuick(bytes: Int) -> Bool { work.isQuick(bytes: bytes) }

  /// Reads a text of its own, so that no document waits some milliseconds for what is made when the first is read.
  func prepare() {
    let text = """
      Bản tin mẫu
      Hà Nội, 20/11/2026 - Văn bản này có trong chương trình để đọc thử khi khởi động.
      Không ai nhận được văn bản này, và văn bản này không được đếm.
      """
    _ = read(Array(text.utf8), PushRequest.Document(name: ""))
  }

  /// A document as it came.
  struct Received: Sendable {
    var bytes: [UInt8]
    var document: PushRequest.Document
    var id: DocumentID

    init(_ bytes: [UInt8], _ document: PushRequest.Document) {
      self.bytes = bytes
      self.document = document
      id = DocumentID(of: bytes)
    }
  }

  /// What parsing makes of a document; nothing is kept yet.
  func read(_ bytes: [UInt8], _ document: PushRequest.Document) -> ReadDocument {
    read(Received(bytes, document), received: WallClock.milliseconds)
  }

  private func read(_ document: Received, received: Int64, isRetried: Bool = false) -> ReadDocument {
    let hints = DocumentReader.Hints(name: document.document.name, source: document.document.source)
    let reading = memory.counted(document.bytes.count) { reader.readAll(document.bytes, hints: hints) }
    var undated: Set<ArticleID> = []
    let outcome: ReadDocument.Outcome =
      switch reading.outcome {
      case .articles(let articles):
        deliverable(
          articles.map { article in
            let id = article.id
            if article.published == nil { undated.insert(id) }
            return IdentifiedArticle(id: id, article: ArticleCoding.encode(article))
          }, of: document)
      case .skipped(let reason): .skipped(reason: reason)
      case .unreadable(let reason): .quarantined(reason: reason, bytes: document.bytes)
      }
    return ReadDocument(
      id: document.id, name: document.document.name, source: document.document.source,
      again: document.document.again ?? false, outcome: outcome,
      leftOut: reading.leftOut, undated: undated, received: received, isRetried: isRetried)
  }

  /// A text may take three times its document's bytes as UTF-8: one that no message carries is put aside instead of being accepted.
  private func deliverable(_ articles: [IdentifiedArticle], of document: Received) -> ReadDocument.Outcome {
    let greatest = articles.map { max($0.article.header.count, $0.article.body.count) }.max() ?? 0
    guard greatest > maximumArticle else { return .articles(articles) }
    return .quarantined(
      reason: "expected articles of at most \(maximumArticle) bytes as UTF-8, got one of \(greatest); split it",
      bytes: document.bytes)
  }

  /// Reads pushed documents and commits them in one transaction; answers each in the same order.
  ///
  /// One at which the process died before is read alone; where others must be finished first, it follows in a transaction of its
  /// own.
  nonisolated(nonsending) func take(_ documents: [Received]) async throws(OutboxError) -> [DocumentAnswer] {
    let received = WallClock.milliseconds
    let verdicts = work.verdicts(on: documents.map(\.id.digest))
    if verdicts.allSatisfy({ $0 == .together }) {
      return try await commit(
        work.together(documents.map(\.id.digest)) { documents.map { read($0, received: received) } })
    }
    var answers = [DocumentAnswer?](repeating: nil, count: documents.count)
    let first = documents.indices.filter { verdicts[$0] != .later }
    let outcomes = first.map { read(documents[$0], as: verdicts[$0], received: received) }
    for (index, answer) in zip(first, try await commit(outcomes)) { answers[index] = answer }
    for index in documents.indices where verdicts[index] == .later {
      // Others are finished now, if there were any.
      let verdict = work.verdicts(on: [documents[index].id.digest])[0]
      answers[index] = try await commitLater(read(documents[index], as: verdict, received: received))
    }
    return answers.compactMap(\.self)
  }

  private func read(_ document: Received, as verdict: WorkGuard.Verdict, received: Int64) -> ReadDocument {
    switch verdict {
    case .together: work.together([document.id.digest]) { read(document, received: received) }
    case .alone, .later: work.alone(document.id.digest) { read(document, received: received) }
    case .poison(let deaths):
      ReadDocument(
        id: document.id, name: document.document.name, source: document.document.source,
        again: document.document.again ?? false,
        outcome: .quarantined(
          reason: "the producer died \(deaths) times while it read this document alone", bytes: document.bytes),
        received: received, isPoison: true)
    }
  }

  /// The others of the push are taken already, so that it cannot be told to wait as a whole.
  private nonisolated(nonsending) func commitLater(_ document: ReadDocument) async throws(OutboxError)
    -> DocumentAnswer?
  {
    do throws(OutboxError) {
      return try await commit([document]).first
    } catch {
      switch error {
      case .full, .diskFull: return DocumentAnswer(outcome: .refused, reason: error.description)
      default: throw error
      }
    }
  }

  /// Commits documents in one transaction, and lets their articles go out; answers each in the same order, one that was read with what of
  /// it was left out and how many articles tell no day.
  nonisolated(nonsending) func commit(_ documents: [ReadDocument]) async throws(OutboxError) -> [DocumentAnswer] {
    let answers = try await outbox.commit(documents) { [delivery] in delivery.outboxGrew() }
    // Poison stays that: whoever pushes it again, without a person's retry, must not end the process anew.
    work.finished(documents.lazy.filter { !$0.isPoison }.map(\.id.digest))
    return zip(documents, answers).map { document, answer in
      guard answer.outcome == .read else { return answer }
      var answer = answer
      answer.reason = document.leftOut
      if !document.undated.isEmpty {
        let count = answer.accepted.count(where: document.undated.contains)
        answer.undated = count > 0 ? count : nil
      }
      return answer
    }
  }

  /// Reads a document out of the quarantine anew, as it was pushed; nil where it is not there.
  func retry(_ document: QuarantinedDocument) async throws(OutboxError) -> DocumentAnswer? {
    guard let bytes = try await outbox.quarantinedBytes(document.id) else { return nil }
    let received = Received(
      bytes, PushRequest.Document(name: document.name, source: document.source, again: document.again))
    let outcome = work.alone(document.id.digest) {
      read(received, received: document.received ?? WallClock.milliseconds, isRetried: true)
    }
    return try await commit([outcome]).first
  }
}
