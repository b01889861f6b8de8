import CZeroMQ

/// Bytes that libzmq writes where they stand, and that are held until it has.
///
/// A copy of each would wait in libzmq beside them: as much again as all that is on its way.
final class LentBytes {
  /// From so many bytes on: what is smaller is copied sooner than it is held.
  static let least = 1_024

  /// Whom they are lent to, where somebody counts it.
  struct Debtor {
    let peer: [UInt8]
    let account: LoanAccount
  }

  private let bytes: [UInt8]
  private let debtor: Debtor?

  private init(_ bytes: [UInt8], to debtor: Debtor?) {
    self.bytes = bytes
    self.debtor = debtor
    if let debtor { debtor.account.lend(bytes.count, to: debtor.peer) }
  }

  deinit {
    if let debtor { debtor.account.repay(bytes.count, by: debtor.peer) }
  }

  /// Makes a message of the bytes; false where libzmq has no memory for it.
  ///
  /// Its thread lets go of them. Whoever changes his array meanwhile changes a copy, since it is held here.
  static func lend(_ bytes: [UInt8], to message: inout zmq_msg_t, debtor: Debtor? = nil) -> Bool {
    let held = Unmanaged.passRetained(LentBytes(bytes, to: debtor))
    // An array of bytes that was made in Swift is one block, which stays where it is as long as it is held unchanged.
    let code = bytes.withUnsafeBytes { block in
      zmq_msg_init_data(
        &message, UnsafeMutableRawPointer(mutating: block.baseAddress), block.count,
        { _, held in if let held { Unmanaged<LentBytes>.fromOpaque(held).release() } }, held.toOpaque())
    }
    if code != 0 { held.release() }
    return code == 0
  }
}
