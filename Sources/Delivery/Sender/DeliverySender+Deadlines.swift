import NewsModels

extension DeliverySender {
  /// When to call `deadlineReached` at the latest; nil where nothing waits for time.
  public var nextDeadline: MonotonicInstant? {
    var next: MonotonicInstant?
    func consider(_ instant: MonotonicInstant?) {
      guard let instant else { return }
      next = min(next ?? instant, instant)
    }
    switch phase {
    case .stopped: return nil
    case .draining(let until): consider(until)
    case .running: break
    }
    for peer in peers.values {
      consider(peer.lastHeard + configuration.silenceTimeout)
      consider(peer.lastSent + configuration.heartbeatInterval)
      if !peer.inFlight.isEmpty { consider(peer.lastProgress + configuration.stallTimeout) }
      consider(peer.blockedUntil)
    }
    for group in groups.values {
      consider(group.nextRetry)
      consider(group.pausedUntil)
      consider(group.challenge?.until)
    }
    return next
  }

  mutating func passDeadlines() {
    for peer in peers.keys.sorted() { passDeadlines(of: peer) }
    for name in groups.keys.sorted() {
      settleChallenge(of: name)
      releaseFailed(of: name)
      dispatch(name)
    }
  }

  private mutating func passDeadlines(of peer: PeerID) {
    guard let state = peers[peer] else { return }
    if state.lastHeard + configuration.silenceTimeout <= now {
      lose(peer, .silent)
    } else if !state.inFlight.isEmpty, state.lastProgress + configuration.stallTimeout <= now {
      lose(peer, .stalled)
      refuse(peer, state.group, .helloFirst, "no article answered for \(configuration.stallTimeout): say hello again")
    } else {
      if let blocked = state.blockedUntil, blocked <= now { peers[peer]?.blockedUntil = nil }
      if state.lastSent + configuration.heartbeatInterval <= now {
        send(.heartbeat(Heartbeat(producer: producer, epoch: epoch)), to: peer)
      }
    }
  }

  /// Ends the drain when nothing is in flight and everything is recorded, or when its time is over.
  mutating func finishDrainIfOver() {
    guard case .draining(let until) = phase else { return }
    let isSettled =
      peers.values.allSatisfy { $0.inFlight.isEmpty } && groups.values.allSatisfy { $0.unrecorded == 0 }
    guard isSettled || until <= now else { return }
    phase = .stopped
    for peer in peers.keys.sorted() {
      actions.append(.send(.goodbye(Heartbeat(producer: producer, epoch: epoch)), to: peer))
    }
    actions.append(.stopped)
  }
}
