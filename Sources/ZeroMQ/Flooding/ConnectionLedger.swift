import Locking

/// Which connections have received bytes that no received message accounts for.
final class ConnectionLedger: Sendable {
  /// A connection with its account.
  struct Pending {
    fileprivate let connection: TCPConnection
    let pendingBytes: Int

    var port: UInt16 { connection.port }
    func cut() { connection.cut() }
  }

  private struct Base {
    let inode: UInt64
    let receivedBytes: Int
  }

  private struct State {
    /// Listening sockets by port.
    var ports: [UInt16: Int] = [:]
    var bases: [Int32: Base] = [:]
    /// By descriptor, since the base.
    var delivered: [Int32: Int] = [:]

    /// A connection younger than the last rebase has no base.
    func pending(_ connection: TCPConnection) -> Int {
      let base = bases[connection.descriptor].map { $0.inode == connection.inode ? $0.receivedBytes : 0 } ?? 0
      return connection.receivedBytes - base - (delivered[connection.descriptor] ?? 0)
    }
  }

  private let state = Guarded(State())

  func add(_ port: UInt16) { state.withLock { $0.ports[port, default: 0] += 1 } }

  func remove(_ port: UInt16) {
    state.withLock { state in
      guard let count = state.ports[port] else { return }
      state.ports[port] = count > 1 ? count - 1 : nil
    }
  }

  /// A whole message came over a connection.
  func deliver(_ bytes: Int, over descriptor: Int32) {
    state.withLock { $0.delivered[descriptor, default: 0] += bytes }
  }

  /// All connections with what is pending of each.
  func pending() -> [Pending] {
    let connections = TCPConnection.accepted(at: state.withLock { Set($0.ports.keys) })
    return state.withLock { state in
      connections.map { Pending(connection: $0, pendingBytes: max(0, state.pending($0))) }
    }
  }

  /// Begins the accounts anew, so that heartbeats do not add up; accounts with `keeping` or more pending go on.
  func rebase(keeping limit: Int) {
    let connections = TCPConnection.accepted(at: state.withLock { Set($0.ports.keys) })
    state.withLock { state in
      var (bases, delivered): ([Int32: Base], [Int32: Int]) = ([:], [:])
      for connection in connections {
        if state.pending(connection) < limit {
          bases[connection.descriptor] = Base(inode: connection.inode, receivedBytes: connection.receivedBytes)
        } else {
          bases[connection.descriptor] = state.bases[connection.descriptor]
          delivered[connection.descriptor] = state.delivered[connection.descriptor]
        }
      }
      state.bases = bases
      state.delivered = delivered
    }
  }
}
