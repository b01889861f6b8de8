import Glibc

/// Tells the service manager that started this process how it stands: systemd's notification protocol.
///
/// Nothing is said where no service manager asks for it. Source: sd_notify(3).
public struct ServiceManager: Sendable {
  /// A path, or a name in the abstract namespace, which begins with `@`.
  private let address: String
  /// How often the watchdog wants to hear that all is well, halved, so that one word may be late; nil without a watchdog.
  private let interval: Duration?

  /// nil where no service manager listens.
  public init?(environment: [String: String]) {
    guard let address = environment["NOTIFY_SOCKET"], let first = address.first, first == "/" || first == "@" else {
      return nil
    }
    self.address = address
    let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
    interval = isOurs ? environment["WATCHDOG_USEC"].flatMap(Int64.init).map { .microseconds(max($0 / 2, 1_000)) } : nil
  }

  /// Says that the service is ready, and from then on, as long as `isWorking` answers so, that it is alive. The watchdog restarts a
  /// service that says nothing, be it that it hangs or that work waits and is not done.
  public func ready(_ isWorking: @escaping @Sendable () async -> Bool) {
    say("READY=1")
    guard let interval else { return }
    Task {
      while !Task.isCancelled {
        if await isWorking() { say("WATCHDOG=1") }
        try? await Task.sleep(for: interval)
      }
    }
  }

  /// A message that cannot be delivered is lost: the manager acts on silence.
  private func say(_ message: String) {
    var target = sockaddr_un()
    target.sun_family = sa_family_t(AF_UNIX)
    var path = Array(address.utf8)
    // The abstract namespace is marked by a zero in place of the sign.
    if path[0] == UInt8(ascii: "@") { path[0] = 0 }
    let room = MemoryLayout.size(ofValue: target.sun_path)
    guard path.count < room else { return }
    withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: path) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size - room + path.count)
    let bytes = Array(message.utf8)
    withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
      }
    }
  }
}
