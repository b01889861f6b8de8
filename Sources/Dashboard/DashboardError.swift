#if Dashboard

/// Why the dashboard does not run.
public enum DashboardError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The address is taken, is not this machine's, or may not be listened at.
  case cannotListen(address: String, reason: String)

  public var description: String {
    switch self {
    case .cannotListen(let address, let reason):
      "cannot listen at \(address): \(reason); name another with --listen HOST:PORT"
    }
  }
}

#endif
