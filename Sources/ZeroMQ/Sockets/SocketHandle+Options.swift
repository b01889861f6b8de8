import CZeroMQ
import Glibc

extension SocketHandle {
  /// Sets all options on a fresh socket.
  func apply(_ options: SocketOptions, type: SocketType) throws(ZeroMQError) {
    let day = Duration.seconds(86_400)
    try set(ZMQ_LINGER, milliseconds("linger", options.linger, .zero...day))
    try applyKeepalive(options)
    try set(ZMQ_HANDSHAKE_IVL, milliseconds("handshakeInterval", options.handshakeInterval, .milliseconds(1)...day))
    try set(ZMQ_CONNECT_TIMEOUT, milliseconds("connectTimeout", options.connectTimeout, .milliseconds(1)...day))
    // Milliseconds before the first attempt to connect again, and to which they grow.
    try set(ZMQ_RECONNECT_IVL, 100)
    try set(ZMQ_RECONNECT_IVL_MAX, 2_000)
    try set(ZMQ_SNDHWM, count("sendHighWaterMark", options.sendHighWaterMark, 1...1_000_000))
    try set(ZMQ_RCVHWM, count("receiveHighWaterMark", options.receiveHighWaterMark, 1...1_000_000))
    if let size = options.kernelReceiveBuffer {
      try set(ZMQ_RCVBUF, count("kernelReceiveBuffer", size, 1_024...(1 << 30)))
    }
    try set(ZMQ_BACKLOG, 128)
    // With it, a connection that is lost while a message of many frames is being received ends the process ("Assertion failed:
    // !_more"): libzmq takes the queue away between two frames. `SocketOptions.immediate` is kept without it.
    try set(ZMQ_IMMEDIATE, 0)
    // Of names; an address written as IPv6 needs no option.
    try set(ZMQ_IPV6, 0)
    try setMaxMessageSize(options.maxMessageSize)
    if type == .router {
      // A peer that is not there is told, and none takes over from another by its name.
      try set(ZMQ_ROUTER_MANDATORY, 1)
      try set(ZMQ_ROUTER_HANDOVER, 0)
    }
    if type == .xpub { try set(ZMQ_XPUB_VERBOSE, 0) }
    if let routingID = options.routingID {
      guard (1...255).contains(routingID.count), routingID.first != 0 else {
        throw .invalidOption(
          name: "routingID", value: "\(routingID.count) bytes", expected: "1 to 255 bytes, the first not zero")
      }
      try set(ZMQ_ROUTING_ID, routingID, "routingID")
    }
    try applySecurity(options)
  }

  /// Lets the kernel find lost connections. libzmq's own heartbeats stay off: a peer that goes while its messages wait for room makes
  /// the next one end the process ("Assertion failed: !_io_error"), and so does a connection that they cut while messages wait
  /// ("_input_stopped", libzmq's issue 3937).
  private func applyKeepalive(_ options: SocketOptions) throws(ZeroMQError) {
    let day = Duration.seconds(86_400)
    let interval = try milliseconds("keepaliveInterval", options.keepaliveInterval, .seconds(1)...day) / 1_000
    let timeout = try milliseconds("lossTimeout", options.lossTimeout, .milliseconds(1)...day)
    try set(ZMQ_HEARTBEAT_IVL, 0)
    try set(ZMQ_TCP_KEEPALIVE, 1)
    try set(ZMQ_TCP_KEEPALIVE_IDLE, interval)
    try set(ZMQ_TCP_KEEPALIVE_INTVL, interval)
    try set(ZMQ_TCP_MAXRT, timeout)
  }

  private func applySecurity(_ options: SocketOptions) throws(ZeroMQError) {
    switch options.curve {
    case .server(let secretKey):
      try set(ZMQ_CURVE_SERVER, 1)
      try set(ZMQ_CURVE_SECRETKEY, secretKey.bytes, "curve")
      // Makes libzmq refuse peers while no handler is there: otherwise it lets anybody in.
      try set(ZMQ_ZAP_DOMAIN, Array("global".utf8), "the domain of the authentication handler")
      // ZMQ_ZAP_ENFORCE_DOMAIN, which the header of a stable build hides but its library has.
      try set(93, 1)
    case .client(let serverKey, let keyPair):
      try set(ZMQ_CURVE_SERVERKEY, serverKey.bytes, "curve")
      try set(ZMQ_CURVE_PUBLICKEY, keyPair.publicKey.bytes, "curve")
      try set(ZMQ_CURVE_SECRETKEY, keyPair.secretKey.bytes, "curve")
    case nil: break
    }
  }

  private func setMaxMessageSize(_ size: Int) throws(ZeroMQError) {
    guard (1...Int(Int32.max)).contains(size) else {
      throw .invalidOption(
        name: "maxMessageSize", value: "\(size)", expected: "1 to \(Int32.max) bytes")
    }
    var value = Int64(size)
    let code = zmq_setsockopt(raw, ZMQ_MAXMSGSIZE, &value, MemoryLayout<Int64>.size)
    if code != 0 { throw .last("setting", "maxMessageSize") }
  }

  func set(_ option: Int32, _ value: Int32) throws(ZeroMQError) {
    var value = value
    let code = zmq_setsockopt(raw, option, &value, MemoryLayout<Int32>.size)
    if code != 0 { throw .last("setting", "socket option \(option)") }
  }

  func set(_ option: Int32, _ bytes: [UInt8], _ name: String) throws(ZeroMQError) {
    let code = bytes.withUnsafeBytes { zmq_setsockopt(raw, option, $0.baseAddress, $0.count) }
    if code != 0 { throw .last("setting", name) }
  }

  private func count(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(ZeroMQError) -> Int32 {
    guard range.contains(value), let number = Int32(exactly: value) else {
      throw .invalidOption(name: name, value: "\(value)", expected: "\(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private func milliseconds(
    _ name: String, _ value: Duration, _ range: ClosedRange<Duration>
  ) throws(ZeroMQError) -> Int32 {
    guard range.contains(value) else {
      throw .invalidOption(name: name, value: "\(value)", expected: "\(range.lowerBound) to \(range.upperBound)")
    }
    return Int32(clamping: value.wholeMilliseconds)
  }
}

extension Duration {
  /// Rounded up; clamped to what an `Int64` holds.
  var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, sumOverflow) = product.addingReportingOverflow(
      (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    return sumOverflow ? .max : sum
  }
}
