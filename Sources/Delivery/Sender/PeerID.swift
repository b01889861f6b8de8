/// The routing id under which a ROUTER socket knows one connection; a consumer that reconnects has another.
public struct PeerID: Hashable, Sendable {
  /// As libzmq gives it, 1 to 255 bytes.
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }
}

extension PeerID: Comparable, CustomStringConvertible {
  public static func < (one: PeerID, other: PeerID) -> Bool { one.bytes.lexicographicallyPrecedes(other.bytes) }

  /// In hexadecimal, for logs.
  public var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
