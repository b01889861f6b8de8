import Glibc

/// An established connection to one of this process's ports, as the kernel knows it.
struct TCPConnection {
  let descriptor: Int32
  let port: UInt16
  /// Tells connections apart that had the same descriptor one after the other.
  let inode: UInt64
  /// By the kernel's count, over the connection's life.
  let receivedBytes: Int

  /// All connections accepted at these ports.
  static func accepted(at ports: Set<UInt16>) -> [TCPConnection] {
    guard !ports.isEmpty, let directory = opendir("/proc/self/fd") else { return [] }
    defer { closedir(directory) }
    var connections: [TCPConnection] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix(while: { $0 != 0 }), as: UTF8.self)
      }
      if let descriptor = Int32(name), let connection = TCPConnection(descriptor, among: ports) {
        connections.append(connection)
      }
    }
    return connections
  }

  /// Nil for anything else than an established connection to one of the ports.
  private init?(_ descriptor: Int32, among ports: Set<UInt16>) {
    guard let port = Self.localPort(descriptor), ports.contains(port) else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, let received = Self.receivedBytes(descriptor) else { return nil }
    self.descriptor = descriptor
    self.port = port
    inode = UInt64(status.st_ino)
    receivedBytes = received
  }

  /// Ends the connection in both directions; its owner sees an error on it.
  ///
  /// What the kernel holds of it goes as well: shut down, its owner would go on to read that, and megabytes of tiny frames take
  /// fifty times as much memory as they have bytes.
  func cut() {
    var nobody = sockaddr()
    nobody.sa_family = sa_family_t(AF_UNSPEC)
    if Glibc.connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size)) != 0 {
      Glibc.shutdown(descriptor, Int32(SHUT_RDWR))
    }
  }

  private static func localPort(_ descriptor: Int32) -> UInt16? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let code = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    guard code == 0, [AF_INET, AF_INET6].contains(Int32(storage.ss_family)) else { return nil }
    // The port stands at the same place in both families' addresses.
    return withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
  }

  /// From the kernel's `struct tcp_info`: the state is its first byte, `tcpi_bytes_received` stands at 128; the system
  /// library's own declaration ends before it. Nil unless established.
  private static func receivedBytes(_ descriptor: Int32) -> Int? {
    var info = [UInt8](repeating: 0, count: 136)
    var size = socklen_t(info.count)
    guard getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_INFO, &info, &size) == 0, size == 136, info[0] == 1 else {
      return nil
    }
    return info.withUnsafeBytes { Int(clamping: $0.loadUnaligned(fromByteOffset: 128, as: UInt64.self)) }
  }
}
