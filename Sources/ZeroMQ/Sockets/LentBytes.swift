import CZeroMQ

/// Bytes that libzmq writes where they stand, and that are held until it has.
///
/// A copy of each would wait in libzmq beside them: as much again as all that is on its way.
final class LentBytes {
  /// From so many bytes on: what is smaller is copied sooner than it is held.
  static let least = 1_024

  private let bytes: [UInt8]

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Makes a message of the bytes; false where libzmq has no memory for it.
  ///
  /// Its thread lets go of them. Whoever changes his array meanwhile changes a copy, since it is held here.
  static func lend(_ bytes: [UInt8], to message: inout zmq_msg_t) -> Bool {
    let held = Unmanaged.passRetained(LentBytes(bytes))
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
