/// A write that takes so long that the disk must be taken for hanging: the system gives no error then, it does not come back.
public struct StalledWrite: Hashable, Sendable, CustomStringConvertible {
  /// What one transaction may take, its sync included. Disks that are merely busy stay far below.
  public static let limit = Duration.seconds(10)

  /// The database's file.
  public var path: String
  /// How long it has taken so far.
  public var duration: Duration

  public var description: String {
    "\(path): expected a write to end within \(Self.limit.components.seconds) s, this one has taken "
      + "\(duration.components.seconds) s: the disk does not answer; look at it, or at the server that lends it"
  }
}
