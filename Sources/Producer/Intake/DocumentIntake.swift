import NewsModels
import Parsing

/// Answers what comes to the intake socket: documents are read and committed, and only then told of.
struct DocumentIntake: Sendable {
  private let outbox: any Outbox
  private let delivery: DeliveryLoop
  private let reader = DocumentReader()
  private let maximumDocument: Int

  init(outbox: any Outbox, delivery: DeliveryLoop, maximumDocument: Int) {
    self.outbox = outbox
    self.delivery = delivery
    self.maximumDocument = maximumDocument
  }

  /// - Throws: `OutboxError.storage` and `.closed`: nobody is answered then, and the producer must end.
  func answer(_ message: WireMessage) async throws -> WireMessage {
    do {
      switch message.kind {
      case .push: return try await push(message)
      case .ledger: return try await status(message)
      default: throw WireError.unexpectedKind(message.kind, expected: [.push, .ledger])
      }
    } catch let error as WireError {
      return WireMessage(.error, WireFailure(request: Self.request(of: message), reason: error.description))
    }
  }

  private func push(_ message: WireMessage) async throws -> WireMessage {
    let request = try PushRequest(message)
    var answers = [DocumentAnswer?](repeating: nil, count: request.documents.count)
    var documents: [ReadDocument] = []
    var places: [Int] = []
    for (index, (document, bytes)) in zip(request.documents, message.payloads).enumerated() {
      guard bytes.count <= maximumDocument else {
        answers[index] = DocumentAnswer(
          outcome: .refused,
          reason: "expected a document of at most \(maximumDocument) bytes, got \(bytes.count); "
            + "split it, or raise the producer's --max-document")
        continue
      }
      documents.append(read(bytes, document))
      places.append(index)
    }
    do throws(OutboxError) {
      let committed = try await outbox.commit(documents)
      for (index, answer) in zip(places, committed) { answers[index] = answer }
    } catch {
      switch error {
      case .full, .diskFull: break
      default: throw error
      }
      return WireMessage(.busy, WireFailure(request: request.request, reason: error.description))
    }
    await delivery.outboxGrew()
    return WireMessage(.pushed, PushAnswer(request: request.request, results: answers.compactMap(\.self)))
  }

  private func read(_ bytes: [UInt8], _ document: PushRequest.Document) -> ReadDocument {
    let hints = DocumentReader.Hints(name: document.name, source: document.source)
    let outcome: ReadDocument.Outcome =
      switch reader.read(bytes, hints: hints) {
      case .articles(let articles):
        .articles(articles.map { IdentifiedArticle(id: $0.id, article: ArticleCoding.encode($0)) })
      case .skipped(let reason): .skipped(reason: reason)
      case .unreadable(let reason): .quarantined(reason: reason, bytes: bytes)
      }
    return ReadDocument(
      id: DocumentID(of: bytes), name: document.name, again: document.again ?? false, outcome: outcome)
  }

  private func status(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(PlainRequest.self)
    let ledger = try await outbox.ledger()
    let health = await delivery.health()
    return WireMessage(
      .ledger,
      ProducerStatus(
        request: request.request, ledger: ledger, inFlight: health.inFlight, healthy: health.trouble == nil,
        trouble: health.trouble, maximumDocument: maximumDocument))
  }

  /// The request's number where it can be read, so that even a refused client finds its answer.
  private static func request(of message: WireMessage) -> Int? {
    (try? message.decode(PlainRequest.self))?.request
  }
}
