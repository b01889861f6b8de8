import NewsModels

extension DeliverySender {
  mutating func storedReceived(_ acknowledgement: ConsumerFrame.Acknowledgement, from peer: PeerID) {
    guard let name = peers[peer]?.group, groups[name] != nil else { return }
    guard isOwn(acknowledgement.producer, acknowledgement.epoch) else { return }
    var accepted: [ConsumerFrame.Receipt] = []
    accepted.reserveCapacity(acknowledgement.receipts.count)
    let duration = peers[peer].map { now - $0.lastProgress } ?? .zero
    let hasFailing = groups[name]?.failing.isEmpty == false
    for receipt in acknowledgement.receipts where takeInFlight(receipt.sequence, receipt.id, from: peer) {
      if hasFailing { groups[name]?.failing[receipt.sequence] = nil }
      accepted.append(receipt)
    }
    guard !accepted.isEmpty else { return }
    peers[peer]?.fitWindow(to: duration, configuration)
    groups[name]?.pauses = 0
    groups[name]?.unrecorded += accepted.count
    actions.append(.record(name, accepted))
  }

  mutating func failedReceived(_ failure: ConsumerFrame.Failure, from peer: PeerID) {
    guard let name = peers[peer]?.group, let group = groups[name] else { return }
    guard isOwn(failure.producer, failure.epoch), takeInFlight(failure.sequence, failure.id, from: peer) else { return }
    let known = group.failing[failure.sequence]
    guard known != nil || group.failing.count < max(1, configuration.failingArticles) else {
      return pause(name, failure.sequence)
    }
    let attempts = min(known?.attempts ?? 0, Int(Int32.max)) + 1
    let delay = configuration.backoff.delay(attempt: attempts, using: &jitter)
    let until = now + delay
    groups[name]?.failing[failure.sequence] = Failing(attempts: attempts, until: until)
    groups[name]?.nextRetry = min(group.nextRetry ?? until, until)
    actions.append(
      .report(
        .articleFailed(
          name, failure.sequence, failure.id, attempts: attempts, retryAfter: delay, reason: failure.reason)))
  }

  /// More articles fail than are kept apart: the fault is not theirs, so all wait; longer each time, since it may be over soon.
  private mutating func pause(_ name: GroupName, _ sequence: SequenceNumber) {
    groups[name]?.waiting.insert(sequence)
    guard let group = groups[name], group.pausedUntil == nil else { return }
    let attempt = min(group.pauses, Int(Int32.max)) + 1
    let delay = configuration.backoff.delay(attempt: attempt, using: &jitter)
    groups[name]?.pauses = attempt
    groups[name]?.pausedUntil = now + delay
    actions.append(.report(.groupPaused(name, delay)))
  }

  /// Failed articles whose delay is over wait to be loaded again.
  mutating func releaseFailed(of name: GroupName) {
    if let paused = groups[name]?.pausedUntil, paused <= now { groups[name]?.pausedUntil = nil }
    guard let due = groups[name]?.nextRetry, due <= now, let failing = groups[name]?.failing else { return }
    var next: MonotonicInstant?
    var released: [SequenceNumber] = []
    for (sequence, state) in failing {
      guard let until = state.until else { continue }
      if until <= now {
        groups[name]?.failing[sequence]?.until = nil
        released.append(sequence)
      } else {
        next = min(next ?? until, until)
      }
    }
    groups[name]?.nextRetry = next
    groups[name]?.waiting.insert(ascending: released.sorted())
  }

  private mutating func isOwn(_ producer: ProducerID, _ epoch: Epoch) -> Bool {
    guard producer == self.producer else { return false }
    if epoch > self.epoch {
      actions.append(.report(.twoProducersOneIdentity(producer, own: self.epoch, seen: epoch)))
    }
    return epoch == self.epoch
  }

  /// Frees the credit of an article that is in flight with this peer under this id; false where there is none.
  private mutating func takeInFlight(_ sequence: SequenceNumber, _ id: ArticleID, from peer: PeerID) -> Bool {
    guard let article = peers[peer]?.inFlight[sequence], article.id == id else { return false }
    peers[peer]?.inFlight[sequence] = nil
    peers[peer]?.inFlightBytes -= article.size
    peers[peer]?.lastProgress = now
    return true
  }

  /// A frame that did not go out: articles wait again; a consumer that misses its welcome says hello again by itself.
  mutating func takeBack(_ frame: ProducerFrame, from peer: PeerID) {
    guard let name = peers[peer]?.group else { return }
    switch frame {
    case .articles(let batch):
      var returned: [SequenceNumber] = []
      for article in batch.articles where takeInFlight(article.sequence, article.id, from: peer) {
        returned.append(article.sequence)
      }
      putBack(returned.sorted(), into: name)
      peers[peer]?.blockedUntil = now + configuration.blockedDelay
      dispatch(name)
    case .welcome:
      lose(peer, .unreachable)
      dispatch(name)
    case .refused, .heartbeat, .goodbye: break
    }
  }
}
