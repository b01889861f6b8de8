import NewsModels

/// What a service has put aside: documents that could not be read, or articles that could not be processed.
public protocol QuarantineShelf: Sendable {
  associatedtype Item: Sendable

  /// What lies there, as "article", and what it is known by, as "id".
  static var noun: String { get }
  static var idNoun: String { get }

  /// Oldest first: those with a number above `after`.
  func items(after: Int64, limit: Int) async throws -> [Item]
  /// Those whose id begins with `prefix`; at most two.
  func items(prefix: String) async throws -> [Item]
  func number(of item: Item) -> Int64
  func entry(of item: Item) -> QuarantineAnswer.Entry
  /// The payload frames of the answer to `show`; nil where the item is not there any more.
  func contents(of item: Item) async throws -> [[UInt8]]?
  /// Tries it again; `reason` says why it failed, or what became of it. Nil where the item is not there any more.
  func retry(_ item: Item) async throws -> (outcome: QuarantineAnswer.Outcome, reason: String?)?
  /// Whether it was still there.
  func drop(_ item: Item) async throws -> Bool
  /// Bytes that are kept, and how many may be.
  func room() async throws -> (bytes: Int, limit: Int)
}

/// Answers `quarantine` questions about what lies on a shelf.
public struct QuarantineDesk<Shelf: QuarantineShelf>: Sendable {
  /// Digits that an id is given by at least: with fewer one that was mistyped would often be another's.
  private static var leastDigits: Int { 8 }
  private static var allDigits: Int { 64 }
  private static var defaultLimit: Int { 100 }

  private let shelf: Shelf

  public init(_ shelf: Shelf) { self.shelf = shelf }

  /// - Throws: the shelf's errors; `WireError` for what is not understood. What cannot be done is answered with why.
  public func answer(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(QuarantineRequest.self)
    let action = request.action ?? .list
    if action == .list { return WireMessage(.quarantine, try await list(request)) }
    guard let prefix = request.id, prefix.utf8.count >= Self.leastDigits else {
      return refusal(
        request,
        "expected the \(Shelf.idNoun) of one \(Shelf.noun), or its first \(Self.leastDigits) digits or more")
    }
    let found = try await shelf.items(prefix: prefix)
    guard let item = found.first else {
      let digits = prefix.printable + (prefix.utf8.count < Self.allDigits ? "…" : "")
      return refusal(request, "no \(Shelf.noun) in quarantine has the \(Shelf.idNoun) \(digits)")
    }
    guard found.count == 1 else {
      return refusal(
        request,
        "the \(Shelf.idNoun) of several \(Shelf.noun)s in quarantine begins with \(prefix.printable): give more digits")
    }
    switch action {
    case .list, .show:
      if let contents = try await shelf.contents(of: item) {
        return WireMessage(.quarantine, try await answer(request, [item]), payloads: contents)
      }
    case .retry:
      if let (outcome, reason) = try await shelf.retry(item) {
        return WireMessage(.quarantine, try await answer(request, [item], outcome, reason: reason))
      }
    case .drop:
      if try await shelf.drop(item) {
        return WireMessage(.quarantine, try await answer(request, [item], .dropped))
      }
    }
    // Another question, or a second push, was quicker.
    return refusal(request, "the \(Shelf.noun) \(prefix.printable) is not in quarantine any more")
  }

  private func list(_ request: QuarantineRequest) async throws -> QuarantineAnswer {
    let limit = min(max(1, request.limit ?? Self.defaultLimit), QuarantineRequest.maximum)
    // One more tells whether there are any behind them.
    let found = try await shelf.items(after: request.after ?? 0, limit: limit + 1)
    let page = Array(found.prefix(limit))
    var answer = try await answer(request, page)
    if found.count > limit { answer.next = page.last.map(shelf.number) }
    return answer
  }

  private func answer(
    _ request: QuarantineRequest, _ items: [Shelf.Item], _ outcome: QuarantineAnswer.Outcome? = nil,
    reason: String? = nil
  ) async throws -> QuarantineAnswer {
    let room = try await shelf.room()
    return QuarantineAnswer(
      request: request.request, entries: items.map(shelf.entry), outcome: outcome, reason: reason, bytes: room.bytes,
      limit: room.limit)
  }

  private func refusal(_ request: QuarantineRequest, _ reason: String) -> WireMessage {
    WireMessage(.error, WireFailure(request: request.request, reason: reason))
  }
}
