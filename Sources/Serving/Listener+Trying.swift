import ZeroMQ

extension Listener {
  /// Finds out whether all of them can be had, and lets go of them again.
  ///
  /// A service asks this before it touches its data, and listens once that is open, which may take long: whoever comes meanwhile is
  /// refused by the system. A socket that listened and was not served yet would keep him waiting, and hold what he sends without a bound.
  /// Between the two another process may take an address; then the service ends all the same, with its data made.
  /// - Throws: as ``bind(_:)``.
  public static func tryOut(_ listeners: [Listener]) throws(ZeroMQError) {
    // libzmq closes sockets on threads of its own. The context's end waits for these, so that the addresses are free again.
    try tryOut(listeners[...], in: try ZeroMQContext())
  }

  /// Holds each while it tries the others: two of them may want the same.
  private static func tryOut(_ listeners: ArraySlice<Listener>, in context: ZeroMQContext) throws(ZeroMQError) {
    guard let first = listeners.first else { return }
    let socket = try Socket(context, .router, options: first.options)
    _ = try first.bind(socket)
    try withExtendedLifetime(socket) { () throws(ZeroMQError) in try tryOut(listeners.dropFirst(), in: context) }
  }
}
