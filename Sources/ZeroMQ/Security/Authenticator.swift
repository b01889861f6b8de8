/// Decides who may connect to the CURVE servers of a context: libzmq's ZAP handler.
///
/// Make it before binding any of them, one for a context. Run it in a task; while it does not run nobody new comes in.
/// A client on the allow-list gets its public key's text as ``Frame/userID``; all others, plain ones too, are refused.
public actor Authenticator {
  /// What the owner of the sockets wants to log or act upon.
  public enum Event: Sendable, Hashable {
    case admitted(CurvePublicKey, name: String, address: String)
    /// `key` is nil for a client without CURVE. `address` is the client's, empty for ipc.
    case denied(CurvePublicKey?, address: String, reason: String)
    /// The folder is different: drop what open sessions of removed keys still send.
    case changed(AllowedKeys.Change)
  }

  private let executor: PollingExecutor
  private let socket: Socket
  private let allowed: AllowedKeys
  private let refreshInterval: Duration
  private let report: @Sendable (Event) -> Void

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - allowed: the allow-list; looked at before each decision and at each interval.
  ///   - refreshInterval: how often the folder is looked at while nobody comes.
  ///   - report: called on the executor's thread; must not block.
  /// - Throws: ``ZeroMQError/addressInUse(_:)`` where the context has a handler already.
  public init(
    _ context: ZeroMQContext, executor: PollingExecutor, allowed: AllowedKeys,
    refreshInterval: Duration = .seconds(1), report: @escaping @Sendable (Event) -> Void
  ) throws(ZeroMQError) {
    self.executor = executor
    self.allowed = allowed
    self.refreshInterval = refreshInterval
    self.report = report
    socket = try Socket(context, .router)
    try socket.bind(Endpoint("inproc://zeromq.zap.01"))
  }

  /// Answers until the task is cancelled, the executor stops or the context is shut down.
  public func run() async throws(ZeroMQError) {
    while true {
      refresh()
      do throws(ZeroMQError) {
        while let frames = try socket.receive(limits: ReceiveLimits(frames: 64, bytes: 64 << 10)) {
          try answer(frames.map(\.bytes))
        }
      } catch .messageOverBounds {
        continue
      } catch .contextShutDown {
        return
      }
      switch await executor.wait(for: [socket.pollItem()], until: .now + refreshInterval) {
      case .ready, .deadlineReached, .rung: continue
      case .cancelled, .stopped, .closed: return
      }
    }
  }

  private func refresh() {
    let change = allowed.refresh()
    if !change.isEmpty { report(.changed(change)) }
  }

  private func answer(_ frames: [[UInt8]]) throws(ZeroMQError) {
    guard let request = ZAPRequest(frames) else { return }
    let reply: [[UInt8]]
    if let key = request.key {
      refresh()
      if let name = allowed.names[key] {
        report(.admitted(key, name: name, address: request.address))
        reply = request.reply(status: "200", text: "OK", userID: key.z85)
      } else {
        report(.denied(key, address: request.address, reason: "the key is not in \(allowed.folder)"))
        reply = request.reply(status: "400", text: "key not allowed", userID: "")
      }
    } else {
      report(.denied(nil, address: request.address, reason: "\(request.mechanism) instead of CURVE"))
      reply = request.reply(status: "400", text: "CURVE is required", userID: "")
    }
    // A session that is gone meanwhile needs no answer.
    _ = try socket.send(reply)
  }
}
