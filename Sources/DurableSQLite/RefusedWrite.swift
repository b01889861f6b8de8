/// A write for which the disk had no room. Nothing is broken then: it goes on by itself.
public struct RefusedWrite: Hashable, Sendable, CustomStringConvertible {
  /// The database's file.
  public var path: String
  /// Whether it takes room: that there is some again shows only when something is taken in.
  public var takesRoom: Bool

  public var description: String {
    "\(DurableSQLiteError.diskFull(path: path)), and it goes on by itself"
      + (takesRoom ? " (said until something is taken in again)" : "")
  }
}
