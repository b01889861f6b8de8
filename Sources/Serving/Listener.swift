import ZeroMQ

/// Where a socket listens, and how it is guarded there.
public struct Listener: Sendable {
  public var endpoint: Endpoint
  public var options: SocketOptions
  /// A second endpoint for clients that know the next key already.
  public var next: (endpoint: Endpoint, key: CurveSecretKey)?

  public init(_ endpoint: Endpoint, options: SocketOptions = SocketOptions()) {
    self.endpoint = endpoint
    self.options = options
  }

  /// Where it listens, with the ports that wildcards got.
  public struct Bound: Sendable {
    public var endpoint: Endpoint
    public var next: Endpoint?

    /// As the line that says a service is ready has it: `NAME=ENDPOINT`, and `next-NAME=ENDPOINT` where there is one.
    public func described(as name: String) -> String {
      "\(name)=\(endpoint)" + (next.map { " next-\(name)=\($0)" } ?? "")
    }
  }

  /// Listens with a socket that was made with `options`.
  public func bind(_ socket: borrowing Socket) throws(ZeroMQError) -> Bound {
    let bound = try socket.bind(endpoint)
    guard let next else { return Bound(endpoint: bound) }
    return Bound(endpoint: bound, next: try socket.bind(next.endpoint, secretKey: next.key))
  }
}
