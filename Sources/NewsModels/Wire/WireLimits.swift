/// Bounds of everything that is decoded from the wire, the same for every peer.
public enum WireLimits {
  /// Bytes of the first frame.
  public static let kindBytes = 64
  /// Bytes of the JSON header.
  public static let headerBytes = 16 << 20
  /// Bytes of one payload frame. A document is bounded further by the producer's `--max-document`.
  public static let payloadBytes = 64 << 20
  /// Documents in one `push`.
  public static let documents = 512
  /// Frames of one message: kind, header, payloads.
  public static let frames = 2 + documents + 1
  /// Bytes of all frames of one message.
  public static let messageBytes = 256 << 20
  /// What all numbers of an answer's header, without their signs, stay below together: whoever adds or subtracts some of them, or takes
  /// per cents, gets what an `Int` holds.
  public static let figures = 1 << 56
}
