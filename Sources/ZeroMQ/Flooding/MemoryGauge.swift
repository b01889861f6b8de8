import Glibc

/// Reads how much memory the process has to itself.
struct MemoryGauge: ~Copyable {
  private let descriptor: Int32
  private let pageSize = sysconf(Int32(_SC_PAGESIZE))

  init() throws(ZeroMQError) {
    descriptor = Glibc.open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .fileRefused(path: "/proc/self/statm", reason: errorText()) }
  }

  deinit { Glibc.close(descriptor) }

  /// Resident pages that no file backs, in bytes; 0 where the kernel does not tell.
  var privateBytes: Int {
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    let fields = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
    guard fields.count > 2, let resident = Int(fields[1]), let shared = Int(fields[2]) else { return 0 }
    return max(0, resident - shared) * pageSize
  }
}
