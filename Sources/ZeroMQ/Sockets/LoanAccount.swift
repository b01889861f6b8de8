import Locking

/// How many lent bytes wait in libzmq for each peer of a ROUTER to take them.
///
/// A high-water mark counts messages: as many of some megabytes each would fill the memory for a peer that does not read.
final class LoanAccount: Sendable {
  private let bytesByPeer = Guarded([[UInt8]: Int]())

  func bytes(of peer: [UInt8]) -> Int { bytesByPeer.withLock { $0[peer] ?? 0 } }

  func lend(_ bytes: Int, to peer: [UInt8]) { bytesByPeer.withLock { $0[peer, default: 0] += bytes } }

  /// Called on libzmq's thread too, when it has written the bytes or dropped them with their connection.
  func repay(_ bytes: Int, by peer: [UInt8]) {
    bytesByPeer.withLock { owed in
      let left = (owed[peer] ?? 0) - bytes
      owed[peer] = left > 0 ? left : nil
    }
  }
}
