import Glibc
import NewsModels
import ZeroMQ

/// Asks one service questions over one DEALER socket: any number at a time, each answer found by its request number.
actor RequestChannel {
  /// As people know it: `news-producer`.
  let service: String
  let endpoint: String

  private struct Pending {
    var deadline: ContinuousClock.Instant
    /// Until `deadline`.
    var timeout: Duration
    /// What the answer may take over a connection.
    var answerTimeout: Duration
    var continuation: CheckedContinuation<Result<WireMessage, ClientError>, Never>
  }

  /// What every answer's header holds beside its own content.
  private struct Numbered: Decodable {
    var request: Int?
  }

  private nonisolated let executor: PollingExecutor
  private let socket: Socket
  private let doorbell: Doorbell
  private let connectTimeout: Duration
  private let address: Endpoint
  private var isConnected = false
  /// Whether somebody listens there, who has said nothing yet.
  private var isUnanswered = false
  private var pending: [Int: Pending] = [:]
  /// Requests that are not sent yet.
  private var outgoing: [(number: Int, frames: [[UInt8]])] = []
  private var lastNumber = 0
  private var isRunning = false

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Connects.
  /// - Parameters:
  ///   - timeout: how long the first connection may take.
  ///   - curve: as whom to connect; nil for a plain connection.
  init(service: String, endpoint: String, timeout: Duration, curve: CurveRole?) throws(ClientError) {
    self.service = service
    self.endpoint = endpoint
    connectTimeout = timeout
    do {
      address = try Endpoint(endpoint)
      // A CURVE server would report the probe as a stranger: there the probe waits until connecting has failed.
      if curve == nil { try EndpointProbe.check(address) }
      executor = try PollingExecutor(name: "client")
      doorbell = executor.makeDoorbell()
      var options = SocketOptions()
      options.maxMessageSize = WireLimits.payloadBytes
      options.linger = .zero
      // A service that has no room for requests takes nothing in for a while.
      options.lossTimeout = .seconds(60)
      options.isMonitored = true
      options.curve = curve
      options.curveAdvice =
        "name its key and your own with --server-key and --key ('newsctl keys generate' makes yours)"
      socket = try Socket(try ZeroMQContext(), .dealer, options: options)
      try socket.connect(address)
    } catch {
      switch error {
      case .nothingListens(_, let reason):
        throw .unreachable(service: service, endpoint: endpoint, user: Self.userName, reason: reason)
      case .invalidEndpoint, .curveRequired, .fileRefused, .invalidKey:
        throw .badEndpoint(reason: error.description)
      default:
        throw .unreachable(service: service, endpoint: endpoint, user: Self.userName, reason: error.description)
      }
    }
  }

  /// Sends the message that `make` builds for a request number, and waits for the answer with that number.
  func request(
    within timeout: Duration, _ make: @Sendable (Int) -> WireMessage
  ) async throws(ClientError) -> WireMessage {
    lastNumber += 1
    let number = lastNumber
    let question = make(number)
    let kind = question.kind
    outgoing.append((number, question.frames))
    let allowed = isConnected ? timeout : min(timeout, connectTimeout)
    let result = await withCheckedContinuation { continuation in
      pending[number] = Pending(
        deadline: .now + allowed, timeout: allowed, answerTimeout: timeout, continuation: continuation)
      if isRunning {
        doorbell.ring()
      } else {
        isRunning = true
        Task { await run() }
      }
    }
    let answer = try result.get()
    guard answer.kind != .error else {
      guard let failure = try? answer.decode(WireFailure.self) else {
        throw .refused(reason: "refused without a reason")
      }
      throw ClientError(failure)
    }
    // The bound on an answer's figures is that of its own kind: another might get past it to whoever makes sums.
    guard kind.isAnswered(by: answer.kind) else {
      throw .notUnderstood(
        endpoint: endpoint, reason: "expected an answer to '\(kind.rawValue)', got '\(answer.kind.rawValue)'")
    }
    return answer
  }

  /// Serves the socket until nothing waits for an answer.
  private func run() async {
    while !pending.isEmpty {
      receive()
      noticeConnection()
      let blocked = flush()
      expire()
      guard let deadline = pending.values.map(\.deadline).min() else { break }
      _ = await executor.wait(
        // Without a connection there is always room, and nothing to send over: an event tells when there is one.
        for: [
          socket.pollItem(blocked && socket.hasConnection ? [.readable, .writable] : .readable), socket.monitorItem(),
        ], until: deadline,
        doorbell: doorbell)
    }
    isRunning = false
  }

  /// Sends what waits; answers whether some of it has to wait on.
  private func flush() -> Bool {
    while let request = outgoing.first {
      do {
        switch try socket.send(request.frames) {
        case .sent: outgoing.removeFirst()
        case .wouldBlock: return true
        case .tooLarge(_, let bytes, let limit):
          // The others may well be taken.
          outgoing.removeFirst()
          let refusal = ClientError.refused(reason: "a frame may have \(limit) bytes, this one has \(bytes)")
          pending.removeValue(forKey: request.number)?.continuation.resume(returning: .failure(refusal))
        case .hostUnreachable: return true
        }
      } catch {
        fail(.unreachable(service: service, endpoint: endpoint, user: Self.userName, reason: error.description))
      }
    }
    return false
  }

  private func receive() {
    do {
      while let frames = try socket.receive() {
        isConnected = true
        do {
          let message = try WireMessage(answer: frames.map(\.bytes))
          let number = try message.decode(Numbered.self).request
          if let number, let request = pending.removeValue(forKey: number) {
            request.continuation.resume(returning: .success(message))
          } else if number == nil, message.kind == .error {
            // The service could not read our number: whichever request it was, it is not to be answered any more. An answer with a number
            // that nobody waits for any more came too late, and concerns nobody else.
            fail(ClientError(try message.decode(WireFailure.self)))
          }
        } catch {
          fail(.notUnderstood(endpoint: endpoint, reason: error.description))
        }
      }
    } catch {
      fail(.notUnderstood(endpoint: endpoint, reason: error.description))
    }
  }

  /// A service that is gone, or closed the door, answers nothing of what it was asked: whoever waits is told at once.
  private func noticeConnection() {
    guard let events = try? socket.monitorEvents() else { return }
    for event in events {
      switch event.kind {
      case .connected: isUnanswered = true
      case .handshakeSucceeded: noteConnection()
      case .disconnected where isConnected:
        isConnected = false
        fail(.connectionLost(service: service, endpoint: endpoint))
        // libzmq would send what it had not written yet to the service that comes back.
        try? socket.reconnect(address)
      case .connectRetried where !isConnected && socket.options.curve != nil:
        guard let reason = Self.whyUnreachable(address) else { break }
        fail(.unreachable(service: service, endpoint: endpoint, user: Self.userName, reason: reason))
      case .handshakeFailed where socket.options.curve == nil || event.isUnansweredHandshake:
        break  // It is stopped or hangs, and libzmq goes on trying. Without keys none can be wrong.
      case _ where event.isHandshakeFailure:
        fail(
          .handshakeFailed(service: service, endpoint: endpoint, user: Self.userName, reason: event.clientAdvice))
        // What is asked later finds a new connection: libzmq gives up for good after some of these.
        if event.endsRetrying { try? socket.reconnect(address) }
      default: break
      }
    }
  }

  /// What waits has as long for its answer from now on as it asked for: the first bound was that of connecting.
  private func noteConnection() {
    if isConnected { return }
    isConnected = true
    isUnanswered = false
    for number in pending.keys {
      guard let request = pending[number], request.timeout < request.answerTimeout else { continue }
      pending[number]?.timeout = request.answerTimeout
      pending[number]?.deadline = .now + request.answerTimeout
    }
  }

  private static func whyUnreachable(_ address: Endpoint) -> String? {
    do {
      try EndpointProbe.check(address, timeout: .milliseconds(500))
      return nil
    } catch {
      guard case .nothingListens(_, let reason) = error else { return error.description }
      return reason
    }
  }

  /// Tells those whose time is over. What nobody waits for any more is not sent either, or a service that comes back after a long time
  /// would be asked all that was asked meanwhile.
  private func expire() {
    let now = ContinuousClock.now
    for (number, request) in pending where request.deadline <= now {
      pending[number] = nil
      let isOverdue = isConnected || outgoing.isEmpty
      outgoing.removeAll { $0.number == number }
      let error: ClientError =
        if isOverdue {
          .noAnswer(service: service, endpoint: endpoint, after: request.timeout)
        } else if isUnanswered {
          .silent(
            service: service, endpoint: endpoint, user: Self.userName, isKeyed: socket.options.curve != nil)
        } else {
          .unreachable(
            service: service, endpoint: endpoint, user: Self.userName, reason: "the connection was not made in time")
        }
      request.continuation.resume(returning: .failure(error))
    }
  }

  private func fail(_ error: ClientError) {
    outgoing = []
    let failed = pending
    pending = [:]
    for request in failed.values { request.continuation.resume(returning: .failure(error)) }
  }

  private static var userName: String {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return String(getuid()) }
    return String(cString: name)
  }
}
