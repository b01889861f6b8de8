import CZeroMQ
import Glibc
import Locking

/// The libzmq socket below a ``Socket``: closed when its owner lets go, but never under a running poll.
final class SocketHandle {
  private struct State {
    var parkedWaits = 0
    var isClosing = false
    var isClosed = false
  }

  let raw: UnsafeMutableRawPointer
  let context: ZeroMQContext
  /// The receiving end of the monitor: must outlive monitoring, since libzmq's network thread blocks on a missing reader.
  var monitor: UnsafeMutableRawPointer?
  /// Locks of the ipc endpoints bound here, given back after closing.
  var locks: [Endpoint: EndpointLock] = [:]
  /// Ports that a flood watch looks after.
  private var watchedPorts: [UInt16: ConnectionLedger] = [:]
  /// The tcp ports that it listens at.
  var boundPorts: Set<UInt16> = []
  /// Endpoints that were connected to, and whether it listens nowhere.
  var connectedEndpoints: Set<Endpoint> = []
  var onlyConnects = false
  /// What waits for peers, where ``SocketOptions/unreadLimit`` bounds it.
  let loans = LoanAccount()
  /// Of finished connections, as libzmq writes them.
  var openConnections: Set<String> = []
  /// Whose connections messages came over, by descriptor.
  private var sessions: [Int32: Session] = [:]
  private let state = Guarded(State())

  init(context: ZeroMQContext, type: SocketType) throws(ZeroMQError) {
    self.context = context
    raw = try context.open(type)
  }

  deinit { close() }

  /// Marks the socket as polled; false where its owner has closed it.
  func park() -> Bool {
    state.withLock { state in
      guard !state.isClosing else { return false }
      state.parkedWaits += 1
      return true
    }
  }

  func unpark() {
    let closesNow = state.withLock { state in
      state.parkedWaits -= 1
      return state.isClosing && state.parkedWaits == 0
    }
    if closesNow { close() }
  }

  var isClosing: Bool { state.withLock { $0.isClosing } }

  func watch(_ port: UInt16, by ledger: ConnectionLedger) {
    ledger.add(port)
    watchedPorts[port] = ledger
  }

  /// An open connection of a client that showed its key.
  private struct Session {
    let userID: String
    /// Tells connections apart that had the same descriptor one after the other.
    let inode: UInt64
  }

  /// A message of `userID` came over a connection.
  func noteSession(of userID: String, over descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return }
    sessions[descriptor] = Session(userID: userID, inode: UInt64(status.st_ino))
  }

  /// Cuts the connections of clients that `allowed` does not hold any more.
  func cutSessions(notIn allowed: AllowedKeys) {
    let removed = sessions.filter { !allowed.allows(userID: $0.value.userID) }
    guard !removed.isEmpty else { return }
    for connection in TCPConnection.accepted(at: boundPorts)
    where removed[connection.descriptor]?.inode == connection.inode {
      connection.cut()
    }
    for descriptor in removed.keys { sessions[descriptor] = nil }
  }

  func unwatch(_ port: UInt16) { watchedPorts.removeValue(forKey: port)?.remove(port) }

  /// Closes now, or when the last parked wait is over.
  func close() {
    let closesNow = state.withLock { state in
      state.isClosing = true
      guard state.parkedWaits == 0, !state.isClosed else { return false }
      state.isClosed = true
      return true
    }
    guard closesNow else { return }
    stopMonitor()
    for port in watchedPorts.keys { unwatch(port) }
    // The lock goes last: until then no other process may take the path.
    for lock in locks.values { lock.removeSocketFile() }
    context.close(raw)
    locks = [:]
  }
}
