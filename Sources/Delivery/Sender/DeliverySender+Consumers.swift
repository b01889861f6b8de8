import NewsModels

extension DeliverySender {
  mutating func helloReceived(_ hello: ConsumerFrame.Hello, from peer: PeerID) {
    guard phase == .running else { return }
    // A hello begins anew: whatever this connection, or an earlier one of the same process, had is sent again.
    if peers[peer] != nil { lose(peer, .saidHelloAgain, admittingChallenger: false) }
    for (other, state) in peers.sorted(by: { $0.key < $1.key }) where state.consumer == hello.consumer {
      lose(other, .saidHelloAgain, admittingChallenger: false)
    }
    defer { dispatchAll() }
    guard let group = groups[hello.group] else {
      return refuse(peer, hello.group, .unknownGroup, "no group '\(hello.group)' here: add it with 'groups add'")
    }
    if let bound = group.store, bound != hello.store {
      return refuse(
        peer, hello.group, .otherStore,
        "group '\(hello.group)' belongs to store \(bound), not \(hello.store): see 'groups rebind'")
    }
    guard peers.count < configuration.consumers else {
      return refuse(
        peer, hello.group, .tooManyConsumers, "expected at most \(configuration.consumers) consumers; try later")
    }
    guard group.members.count < max(1, configuration.consumersPerGroup) else {
      return challenge(peer, hello)
    }
    admit(peer, hello)
  }

  private mutating func admit(_ peer: PeerID, _ hello: ConsumerFrame.Hello) {
    guard let group = groups[hello.group] else { return }
    dropChallenge(of: peer)
    if group.store == nil {
      groups[hello.group]?.store = hello.store
      groups[hello.group]?.isBound = false
      actions.append(.bindStore(hello.group, hello.store))
    }
    let credit = Credit(
      articles: min(max(1, hello.credit.articles), DeliveryLimits.creditArticles),
      bytes: min(max(1, hello.credit.bytes), DeliveryLimits.creditBytes))
    peers[peer] = Peer(
      consumer: hello.consumer, group: hello.group, credit: credit, lastHeard: now, lastSent: now, lastProgress: now,
      windowBytes: configuration.firstWindowBytes)
    groups[hello.group]?.members.append(peer)
    let start = group.waiting.lowestRange.map { SequenceNumber($0.lowerBound - 1) } ?? committed
    send(
      .welcome(ProducerFrame.Welcome(producer: producer, epoch: epoch, start: start, session: hello.session)), to: peer)
    actions.append(.report(.consumerJoined(peer, hello.consumer, hello.group)))
  }

  /// A group is full: its consumers get a heartbeat, so that a dead one shows as unreachable, and a short time to show life.
  private mutating func challenge(_ peer: PeerID, _ hello: ConsumerFrame.Hello) {
    guard let group = groups[hello.group] else { return }
    if let earlier = group.challenge {
      if earlier.peer == peer || earlier.hello.consumer == hello.consumer {
        groups[hello.group]?.challenge?.peer = peer
        groups[hello.group]?.challenge?.hello = hello
        return
      }
      refuseInUse(earlier)
    }
    groups[hello.group]?.challenge = Challenge(
      peer: peer, hello: hello, since: now, until: now + configuration.challengeTimeout)
    for member in group.members { send(.heartbeat(Heartbeat(producer: producer, epoch: epoch)), to: member) }
  }

  /// Everyone in the group has spoken since the challenge: the newcomer is one too many.
  mutating func refuseChallengerIfAllAlive(_ name: GroupName) {
    guard let group = groups[name], let challenge = group.challenge else { return }
    guard group.members.count >= max(1, configuration.consumersPerGroup) else { return }
    guard group.members.allSatisfy({ (peers[$0]?.lastHeard ?? .zero) > challenge.since }) else { return }
    groups[name]?.challenge = nil
    refuseInUse(challenge)
  }

  private mutating func refuseInUse(_ challenge: Challenge) {
    refuse(
      challenge.peer, challenge.hello.group, .groupInUse,
      "another consumer serves group '\(challenge.hello.group)': stop it first, or use a group of its own")
  }

  /// The time of a challenge is over: silent members make room.
  mutating func settleChallenge(of name: GroupName) {
    guard let group = groups[name], let challenge = group.challenge, challenge.until <= now else { return }
    for member in group.members where (peers[member]?.lastHeard ?? .zero) <= challenge.since {
      lose(member, .replaced)
    }
    // Whoever was lost has made room for the challenger.
    guard let refused = groups[name]?.challenge else { return }
    groups[name]?.challenge = nil
    refuseInUse(refused)
  }

  mutating func dropChallenge(of peer: PeerID) {
    for name in groups.keys where groups[name]?.challenge?.peer == peer { groups[name]?.challenge = nil }
  }

  /// The consumer is gone; what it has not answered waits again, in front of what was loaded since.
  mutating func lose(_ peer: PeerID, _ reason: LossReason, admittingChallenger: Bool = true) {
    guard let state = peers.removeValue(forKey: peer) else { return }
    groups[state.group]?.members.removeAll { $0 == peer }
    putBack(state.inFlight.keys.sorted(), into: state.group)
    actions.append(
      .report(
        .consumerLost(peer, state.consumer, state.group, reason: reason, unanswered: state.inFlight.count)))
    if admittingChallenger, phase == .running, let challenge = groups[state.group]?.challenge {
      groups[state.group]?.challenge = nil
      admit(challenge.peer, challenge.hello)
    }
  }

  /// `ascending` and all that is ready wait again, so that the lowest goes first.
  mutating func putBack(_ ascending: [SequenceNumber], into name: GroupName) {
    guard groups[name] != nil else { return }
    groups[name]?.returns += 1
    groups[name]?.waiting.insert(ascending: ascending)
    if let loaded = groups[name]?.ready.takeSequences() { groups[name]?.waiting.insert(ascending: loaded) }
  }

  /// A group was dropped, if only to be bound to another store: its consumers, and one that asks for its place, hear why.
  mutating func dismissConsumers(of name: GroupName) {
    guard let group = groups[name] else { return }
    let reason = "group '\(name)' was changed by a person: see 'groups list'"
    if let challenge = group.challenge {
      groups[name]?.challenge = nil
      refuse(challenge.peer, name, .unknownGroup, reason)
    }
    for member in group.members {
      lose(member, .groupChanged)
      refuse(member, name, .unknownGroup, reason)
    }
  }

  mutating func refuseStranger(_ peer: PeerID) {
    guard phase == .running else { return }
    // A challenger that goes on talking waits for its answer; a second hello is the only frame that it may send.
    if groups.values.contains(where: { $0.challenge?.peer == peer }) { return }
    refuse(peer, nil, .helloFirst, "expected hello as the first frame: say hello again")
  }

  mutating func refuse(_ peer: PeerID, _ group: GroupName?, _ code: ProducerFrame.Refusal.Code, _ reason: String) {
    actions.append(.send(.refused(ProducerFrame.Refusal(code: code, reason: reason)), to: peer))
    actions.append(.report(.refused(peer, group, code)))
  }

  mutating func send(_ frame: ProducerFrame, to peer: PeerID) {
    peers[peer]?.lastSent = now
    actions.append(.send(frame, to: peer))
  }
}
