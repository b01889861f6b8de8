import NewsModels

extension DeliverySender {
  mutating func outboxGrew(through: SequenceNumber) {
    guard through > committed else { return }
    let fresh = committed.rawValue + 1...through.rawValue
    committed = through
    for name in groups.keys.sorted() {
      groups[name]?.waiting.insert(fresh)
      dispatch(name)
    }
  }

  mutating func takeLoaded(_ request: LoadRequest, articles: [DeliverableArticle], reachedEnd: Bool) {
    guard let load = groups[request.group]?.load, load.request == request else { return }
    groups[request.group]?.load = nil
    defer { dispatch(request.group) }
    // Something lower came back meanwhile: load again from there.
    guard load.returns == groups[request.group]?.returns, groups[request.group]?.members.isEmpty == false else {
      return
    }
    var reachedEnd = reachedEnd
    var last = request.after.rawValue
    for article in articles {
      let value = article.sequence.rawValue
      if value > request.through.rawValue {
        reachedEnd = true
        break
      }
      // Out of order is a mistake of the owner; what follows is loaded again.
      guard value > last else { break }
      groups[request.group]?.ready.append(article)
      last = value
    }
    // Sequences between and behind without a row have none any more.
    let end = reachedEnd ? request.through.rawValue : last
    if end > request.after.rawValue {
      groups[request.group]?.waiting.remove(request.after.rawValue + 1...end)
      forgetFailures(of: request.group, upTo: end, in: request, except: articles)
    } else {
      // No article although there are some: the outbox has a fault; ask again later instead of at once.
      groups[request.group]?.pausedUntil = now + configuration.retryDelay
    }
  }

  /// A failed article whose row is gone keeps no place among the failing ones.
  private mutating func forgetFailures(
    of name: GroupName, upTo end: Int64, in request: LoadRequest, except articles: [DeliverableArticle]
  ) {
    guard let failing = groups[name]?.failing, !failing.isEmpty else { return }
    let present = Set(articles.map(\.sequence))
    let range = request.after.next...SequenceNumber(end)
    groups[name]?.failing = failing.filter { !range.contains($0.key) || present.contains($0.key) }
  }

  mutating func dispatchAll() {
    for name in groups.keys.sorted() { dispatch(name) }
  }

  /// Sends what is ready within credit and asks for more.
  mutating func dispatch(_ name: GroupName) {
    guard phase == .running, let members = membersIfOpen(name) else { return }
    while let next = groups[name]?.ready.first, let peer = freest(of: members, for: next.article.size) {
      sendBatch(from: name, to: peer)
    }
    requestLoad(name)
  }

  /// Its consumers, where the group may send; nil where it may not. Holds no copy of the group, which is about to change.
  private func membersIfOpen(_ name: GroupName) -> [PeerID]? {
    guard let group = groups[name], group.isBound, group.pausedUntil == nil, !group.members.isEmpty,
      group.unrecorded < configuration.unrecordedReceipts
    else { return nil }
    return group.members
  }

  /// The consumer with most free credit that has room for an article of this size.
  private func freest(of members: [PeerID], for size: Int) -> PeerID? {
    var best: (peer: PeerID, room: Int)?
    for member in members {
      guard let peer = peers[member], peer.blockedUntil == nil, peer.hasRoom(for: size) else { continue }
      let room = peer.credit.articles - peer.inFlight.count
      if room > best?.room ?? .min { best = (member, room) }
    }
    return best?.peer
  }

  private mutating func sendBatch(from name: GroupName, to peer: PeerID) {
    guard var state = peers[peer], var ready = groups[name]?.ready else { return }
    // Taken out while it changes, so that neither is copied.
    peers[peer] = nil
    groups[name]?.ready = ReadyQueue()
    if state.inFlight.isEmpty { state.lastProgress = now }
    let limit = min(configuration.batchBytes, state.windowBytes / 4)
    var batch: [DeliverableArticle] = []
    var bytes = 0
    while batch.count < DeliveryLimits.batchArticles, let next = ready.first, state.hasRoom(for: next.article.size) {
      let size = next.article.size
      if !batch.isEmpty, bytes + size > limit { break }
      ready.popFirst()
      state.inFlight[next.sequence] = InFlight(id: next.id, size: size)
      state.inFlightBytes += size
      bytes += size
      batch.append(next)
    }
    peers[peer] = state
    groups[name]?.ready = ready
    // Articles that failed and come again may stand behind later ones; a frame is ascending.
    if zip(batch, batch.dropFirst()).contains(where: { $0.sequence > $1.sequence }) {
      batch.sort { $0.sequence < $1.sequence }
    }
    send(.articles(ProducerFrame.Batch(producer: producer, epoch: epoch, articles: batch)), to: peer)
  }

  private mutating func requestLoad(_ name: GroupName) {
    guard let group = groups[name], group.load == nil, let range = group.waiting.lowestRange else { return }
    let freeArticles = configuration.readyArticles - group.ready.count
    let freeBytes = configuration.readyBytes - group.ready.bytes
    let isHalfEmpty = freeArticles * 2 >= configuration.readyArticles && freeBytes * 2 >= configuration.readyBytes
    guard isHalfEmpty || group.ready.isEmpty else { return }
    // The bounds lie above 0, so their distance fits.
    let wanted = range.upperBound - range.lowerBound
    let request = LoadRequest(
      group: name, after: SequenceNumber(range.lowerBound - 1), through: SequenceNumber(range.upperBound),
      maxArticles: max(1, wanted < freeArticles ? Int(wanted) + 1 : freeArticles), maxBytes: max(1, freeBytes))
    groups[name]?.load = (request, group.returns)
    actions.append(.load(request))
  }
}
