import Logging
import ZeroMQ

/// Decides who comes in to a service's sockets: clients with an allowed key where the service has keys, and on plain tcp
/// everybody of this machine, under a watch against floods. Files (ipc) are guarded by their folder.
public final class Gate: Sendable {
  /// A process beyond this and what its work takes, in bytes of private memory, cuts off the plain peers that fill it. Well above what
  /// the services need while they wait, and so far below 300 MB that a flood, which overshoots it, stays there.
  public static let memoryLimit = 150 << 20

  private let keys: ServerKeys?
  private let isOpenToGroup: Bool
  private let authenticator: Authenticator?
  private let watch: FloodWatch?
  private let executor: PollingExecutor
  private let watchExecutor: PollingExecutor
  private let removals: AsyncStream<Void>
  private let removal: AsyncStream<Void>.Continuation

  /// Opens what is needed; make it before the service's sockets listen.
  /// - Parameters:
  ///   - keys: of tcp sockets; nil where these are plain.
  ///   - endpoints: where the service will listen.
  ///   - messageBytes: the largest message that honest clients send.
  ///   - work: what the service does with their messages.
  ///   - isOpenToGroup: whether members of the group that owns the folder of the sockets may connect.
  public init(
    context: ZeroMQContext, keys: ServerKeys?, endpoints: [Endpoint], messageBytes: Int, work: WorkMemory,
    isOpenToGroup: Bool = false, logger: Logger
  ) throws(ZeroMQError) {
    self.keys = keys
    self.isOpenToGroup = isOpenToGroup
    (removals, removal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    executor = try PollingExecutor(name: "gate")
    watchExecutor = try PollingExecutor(name: "flood watch")
    let hasTCP = endpoints.contains { $0.ipcPath == nil }
    if let keys, hasTCP {
      let log = GateLog(logger)
      authenticator = try Authenticator(context, executor: executor, allowed: keys.allowed) { [removal] event in
        log.note(event)
        if case .changed(let change) = event, !change.removed.isEmpty { removal.yield() }
      }
    } else {
      authenticator = nil
    }
    if keys == nil, hasTCP {
      let throttle = LogThrottle()
      // One that waits for the service, one on its way, and what the kernel holds.
      let bound = 2 * messageBytes + (4 << 20)
      watch = FloodWatch(
        executor: watchExecutor, memoryLimit: Self.memoryLimit, messageBound: bound, ownMemory: { work.bytes },
        report: { cut in
          throttle.log(
            .warning, "a peer was cut off: memory is short, and most of what no message explains came from it",
            metadata: ["port": "\(cut.port)", "bytes": "\(cut.pendingBytes)", "memory": "\(cut.memory)"], to: logger)
        })
    } else {
      watch = nil
    }
  }

  /// How a socket is to listen.
  /// - Parameter next: where it listens for clients that know the next key.
  public func listener(_ endpoint: Endpoint, next: Endpoint? = nil) -> Listener {
    var options = SocketOptions()
    guard endpoint.ipcPath == nil else {
      options.ipcFolderMode = PrivateFolder.mode(isOpenToGroup: isOpenToGroup)
      return Listener(endpoint, options: options)
    }
    if let watch {
      options.floodWatch = watch
      // Further messages wait in the kernel, where they are bounded, and make their sender wait.
      options.receiveHighWaterMark = 1
      options.kernelReceiveBuffer = 1 << 20
    }
    guard let keys else { return Listener(endpoint, options: options) }
    options.curve = .server(secretKey: keys.pair.secretKey)
    options.allowedKeys = keys.allowed
    options.isMonitored = true
    var listener = Listener(endpoint, options: options)
    if let next, let key = keys.next { listener.next = (next, key) }
    return listener
  }

  /// Serves until `stop`.
  /// - Parameter onRemovedKeys: called after keys were removed: end the sessions that are open under them.
  public func run(onRemovedKeys: @escaping @Sendable () async -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let authenticator { group.addTask { try await authenticator.run() } }
      if let watch { group.addTask { try await watch.run() } }
      group.addTask { [removals] in
        for await _ in removals { await onRemovedKeys() }
      }
      while try await group.next() != nil {}
    }
  }

  /// Nobody new comes in from now on.
  public func stop() {
    removal.finish()
    executor.stop()
    watchExecutor.stop()
  }
}

/// Tells of what the authenticator decided.
private struct GateLog: Sendable {
  private let logger: Logger
  private let throttle = LogThrottle()

  init(_ logger: Logger) { self.logger = logger }

  func note(_ event: Authenticator.Event) {
    switch event {
    case .admitted(let key, let name, let address):
      logger.debug("a client came in", metadata: ["key": "\(key)", "name": "\(name)", "address": "\(address)"])
    case .denied(let key, let address, let reason):
      throttle.log(
        .warning, "a client was refused: \(reason)",
        metadata: ["key": "\(key.map(\.description) ?? "none")", "address": "\(address)"], to: logger)
    case .changed(let change):
      for (key, name) in change.added.sorted(by: { $0.value < $1.value }) {
        logger.info("a key is allowed", metadata: ["key": "\(key)", "name": "\(name)"])
      }
      for (key, name) in change.removed.sorted(by: { $0.value < $1.value }) {
        logger.notice(
          "a key is not allowed any more; its sessions end", metadata: ["key": "\(key)", "name": "\(name)"])
      }
      for problem in change.problems { logger.error("a key file is not taken", metadata: ["reason": "\(problem)"]) }
    }
  }
}
