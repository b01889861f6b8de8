/// Bounds for one received message, all its frames together (a ROUTER's routing frame too).
public struct ReceiveLimits: Sendable, Hashable {
  public var frames: Int
  public var bytes: Int

  /// 1,024 frames and 64 MiB unless told otherwise.
  public init(frames: Int = 1024, bytes: Int = 64 << 20) {
    self.frames = frames
    self.bytes = bytes
  }
}
