import Locking
import NewsModels

/// Answers what comes to the intake socket: documents are read and committed, and only then told of.
struct DocumentIntake: Sendable {
  private let taking: DocumentTaking
  private let upkeep: OutboxUpkeep
  private let watches: [FolderWatch]
  private let outboxLimit: Int
  private var maximumDocument: Int { taking.maximumDocument }

  /// - Parameters:
  ///   - outboxLimit: bytes that may wait in the outbox, for whoever asks.
  ///   - watches: whose troubles are told with those of the outbox.
  init(_ taking: DocumentTaking, outboxLimit: Int, watches: [FolderWatch] = []) {
    self.taking = taking
    self.outboxLimit = outboxLimit
    self.watches = watches
    upkeep = OutboxUpkeep(taking)
  }

  private static let kinds: [WireKind] = [.push, .ledger, .groups, .quarantine, .verify, .backup, .trace]

  /// Answers where it is called what takes less time than waking another thread.
  /// - Throws: `OutboxError.storage` and `.closed`: nobody is answered then, and the producer must end.
  nonisolated(nonsending) func answer(_ message: WireMessage) async throws -> WireMessage {
    let isQuick = message.kind == .push && taking.isQuick(bytes: message.payloadBytes)
    return isQuick ? try await answerHere(message) : try await elsewhere { try await answerHere(message) }.get()
  }

  private nonisolated(nonsending) func answerHere(_ message: WireMessage) async throws -> WireMessage {
    do {
      switch message.kind {
      case .push: return try await push(message)
      case .ledger: return try await status(message)
      case .groups: return try await groups(message)
      case .quarantine: return try await upkeep.quarantine(message)
      case .verify: return try await upkeep.verify(message)
      case .backup: return try await upkeep.backup(message)
      case .trace: return try await upkeep.trace(message)
      default: throw WireError.unexpectedKind(message.kind, expected: Self.kinds)
      }
    } catch let error as WireError {
      return WireMessage(.error, WireFailure(request: Self.request(of: message), reason: error.description))
    } catch let error as OutboxError where !error.endsProducer {
      return WireMessage(
        .error,
        WireFailure(
          request: Self.request(of: message), reason: error.description, cause: error.isOfProducer ? .service : nil))
    }
  }

  private func groups(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(GroupsRequest.self)
    guard request.group != nil || request.action ?? .list == .list else {
      throw WireError.badHeader(message.kind, reason: "expected the key 'group' with this action")
    }
    if let limit = request.limit, limit < 1 {
      throw WireError.badHeader(message.kind, reason: "expected as 'limit' a number of bytes from 1 on, got \(limit)")
    }
    try await change(request)
    await taking.delivery.whatCameIsRecorded()
    return WireMessage(
      .groups,
      GroupsAnswer(
        request: request.request, groups: try await taking.delivery.groups(),
        dropped: try await taking.outbox.ledger().droppedGroups))
  }

  private func change(_ request: GroupsRequest) async throws(OutboxError) {
    guard let action = request.action, action != .list, let group = request.group else { return }
    switch action {
    case .list: break
    case .add:
      try await taking.delivery.add(
        group: group, beginning: request.begin ?? .now, limit: request.limit)
    case .drop: try await taking.delivery.drop(group: group, at: WallClock.milliseconds)
    case .rebind: try await taking.delivery.rebind(group: group, to: request.store)
    case .forget: _ = try await taking.outbox.forgetLeftBehind(by: group)
    }
  }

  private nonisolated(nonsending) func push(_ message: WireMessage) async throws -> WireMessage {
    let request = try PushRequest(message)
    var answers = [DocumentAnswer?](repeating: nil, count: request.documents.count)
    var documents: [DocumentTaking.Received] = []
    var places: [Int] = []
    for (index, (document, bytes)) in zip(request.documents, message.payloads).enumerated() {
      guard bytes.count <= maximumDocument else {
        answers[index] = DocumentAnswer(
          outcome: .refused,
          reason: "expected a document of at most \(maximumDocument) bytes, got \(bytes.count); "
            + "split it, or raise the producer's --max-document")
        continue
      }
      if let source = document.source, !PushRequest.Document.isName(source) {
        answers[index] = DocumentAnswer(
          outcome: .refused,
          reason:
            "expected as source an outlet's name of 1 to \(PushRequest.Document.longestSource) bytes without control characters; "
            + "leave it out where it is not known")
        continue
      }
      documents.append(DocumentTaking.Received(bytes, document))
      places.append(index)
    }
    do throws(OutboxError) {
      let committed = try await taking.take(documents)
      for (index, answer) in zip(places, committed) { answers[index] = answer }
    } catch {
      switch error {
      case .full, .diskFull: break
      default: throw error
      }
      return WireMessage(.busy, WireFailure(request: request.request, reason: error.description))
    }
    return WireMessage(.pushed, PushAnswer(request: request.request, results: answers.compactMap(\.self)))
  }

  private func status(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(PlainRequest.self)
    await taking.delivery.whatCameIsRecorded()
    let ledger = try await taking.outbox.ledger()
    let oldest = try await taking.outbox.oldestPending()
    let health = await taking.delivery.health(ledger)
    // The outbox first, and a folder's own word: neither is to wait behind a consumer that stays away.
    let unwell = ([await taking.outbox.trouble(), health.trouble] + watches.map(\.trouble)).compactMap(\.self)
    let troubles = unwell + (await taking.outbox.warnings())
    return WireMessage(
      .ledger,
      ProducerStatus(
        request: request.request, ledger: ledger, inFlight: health.inFlight,
        unserved: Dictionary(uniqueKeysWithValues: health.unserved.map { ($0.key.rawValue, $0.value.seconds) }),
        unservedSinceStart: health.unserved.filter { $0.value.isSinceStart }.keys.map(\.rawValue).sorted(),
        oldestPending: Dictionary(uniqueKeysWithValues: oldest.map { ($0.key.rawValue, $0.value) }),
        healthy: unwell.isEmpty, trouble: troubles.isEmpty ? nil : troubles.joined(separator: "; "),
        maximumDocument: maximumDocument, outboxLimit: outboxLimit))
  }

  /// The request's number where it can be read, so that even a refused client finds its answer.
  private static func request(of message: WireMessage) -> Int? {
    (try? message.decode(PlainRequest.self))?.request
  }
}
