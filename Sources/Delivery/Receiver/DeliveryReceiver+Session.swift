import NewsModels

extension DeliveryReceiver {
  var isInSession: Bool {
    switch phase {
    case .running, .draining: true
    case .idle, .greeting, .refused, .stopped: false
    }
  }

  /// A hello is out, or will be.
  private var isWaiting: Bool {
    switch phase {
    case .greeting, .refused: true
    case .idle, .running, .draining, .stopped: false
    }
  }

  /// One credit may be carried into a new session, no more, so that what the owner holds stays bounded.
  private var mayBeginSession: Bool {
    processing.count <= 1
      || (processing.count <= configuration.credit.articles && processingBytes <= configuration.credit.bytes)
  }

  mutating func greet(after delay: Duration = .zero) {
    guard mayBeginSession else {
      phase = .greeting(nextHello: nil)
      return
    }
    guard delay == .zero else {
      phase = .greeting(nextHello: now + delay)
      return
    }
    attempts += 1
    session += 1
    phase = .greeting(nextHello: now + configuration.backoff.delay(attempt: attempts, using: &jitter))
    send(
      .hello(
        ConsumerFrame.Hello(
          consumer: configuration.consumer, group: configuration.group, store: configuration.store,
          credit: configuration.credit, session: session)))
  }

  mutating func send(_ frame: ConsumerFrame) {
    lastSent = now
    actions.append(.send(frame))
  }

  /// The welcome to the last hello begins a session; the producer's window is empty at that point of the stream.
  ///
  /// The welcome to an earlier hello begins none: answers sent under it would cross the window of the next one, and credit
  /// would count twice.
  mutating func welcomeReceived(_ welcome: ProducerFrame.Welcome) {
    guard isWaiting, welcome.session == session else {
      return
    }
    let welcomed = Heartbeat(producer: welcome.producer, epoch: welcome.epoch)
    if let source, source != welcomed {
      if source.producer != welcomed.producer {
        actions.append(.report(.producerChanged(from: source.producer, to: welcomed.producer)))
      } else if source.epoch < welcomed.epoch {
        actions.append(.report(.producerRestarted(source.producer, from: source.epoch, to: welcomed.epoch)))
      } else {
        return holdBack(.epochWentBack(source.producer, seen: source.epoch, now: welcomed.epoch))
      }
      dropAll()
    }
    source = welcomed
    // The attempts are forgotten with the first frame that follows: the owner may find the identity claimed until then.
    phase = .running
    actions.append(.report(.welcomed(welcome.producer, welcome.epoch, start: welcome.start)))
  }

  mutating func refusalReceived(_ refusal: ProducerFrame.Refusal) {
    switch (phase, refusal.code) {
    case (.running, .helloFirst), (.draining, .helloFirst): endSession(.unknownThere)
    case (_, .helloFirst): break  // Frames of an earlier session were answered; the hello is on its way.
    case (.running, _), (.greeting, _):
      carryAll()
      holdBack(.refused(refusal))
    case (.draining, _): finish()
    case (.idle, _), (.refused, _), (.stopped, _): break
    }
  }

  mutating func heartbeatReceived(_ heartbeat: Heartbeat) {
    guard phase == .running else { return }
    if heartbeat == source {
      attempts = 0
    } else {
      // Another life of the producer that believes in a session: there is none with it.
      endSession(.protocolError)
    }
  }

  mutating func goodbyeReceived(_ heartbeat: Heartbeat) {
    guard isInSession, heartbeat == source else {
      return
    }
    endSession(.goodbye, greetingAfter: configuration.helloDelay)
  }

  mutating func endSession(_ reason: LossReason, greetingAfter delay: Duration = .zero) {
    if case .draining = phase { return finish() }
    carryAll()
    actions.append(.report(.sessionLost(reason)))
    greet(after: delay)
  }

  /// Waits with the next hello, since only a person can change the answer.
  mutating func holdBack(_ report: Report) {
    attempts += 1
    phase = .refused(until: now + configuration.backoff.delay(attempt: attempts, using: &jitter))
    actions.append(.report(report))
  }

  /// What is under way belongs to no session now.
  mutating func carryAll() {
    guard deliveredArticles > 0 else { return }
    for sequence in processing.keys { processing[sequence]?.isDelivered = false }
    deliveredArticles = 0
    deliveredBytes = 0
  }

  /// What is under way comes from an earlier epoch: its answers must never be sent.
  mutating func dropAll() {
    processing = [:]
    processingBytes = 0
    deliveredArticles = 0
    deliveredBytes = 0
    actions.append(.reset)
  }

  mutating func finishDrainIfOver() {
    guard case .draining(let until) = phase, deliveredArticles == 0 || until <= now else { return }
    finish()
  }

  mutating func finish() {
    if isInSession, let source { send(.goodbye(source)) }
    phase = .stopped
    actions.append(.stopped)
  }
}
