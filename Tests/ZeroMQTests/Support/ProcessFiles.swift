import Glibc
import ZeroMQ

/// What the kernel says about this process.
enum ProcessFiles {
  static func text(_ path: String) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw NoFile() }
    defer { close(descriptor) }
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &part, part.count)
      if count <= 0 { return String(decoding: all, as: UTF8.self) }
      all += part[..<count]
    }
  }

  /// The descriptors that this process has for connections accepted at a port.
  static func acceptedConnections(_ endpoint: Endpoint) throws -> [Int32] {
    guard case .tcp(_, let port?) = endpoint.transport else { return [] }
    let listening = "0A"
    var inodes: Set<String> = []
    for line in try text("/proc/self/net/tcp").split(separator: "\n").dropFirst() {
      let fields = line.split(separator: " ")
      guard fields.count > 9, fields[3] != listening, let colon = fields[1].lastIndex(of: ":") else { continue }
      if UInt16(fields[1][fields[1].index(after: colon)...], radix: 16) == port { inodes.insert(String(fields[9])) }
    }
    return try sockets().filter { inodes.contains($0.inode) }.map(\.descriptor)
  }

  /// What the kernel holds for a socket; -1 where it has no such option.
  static func option(_ descriptor: Int32, _ level: Int32, _ name: Int32) -> Int32 {
    var value: Int32 = -1
    var size = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, level, name, &value, &size) == 0 ? value : -1
  }

  /// How many files this process has open, with the one by which it looks.
  static func descriptors() throws -> Int { try names(in: "/proc/self/fd").count { Int32($0) != nil } }

  /// How many threads of this process have a name, which the kernel cuts to 15 bytes.
  static func threads(named name: String) throws -> Int {
    try names(in: "/proc/self/task").count { task in
      (try? text("/proc/self/task/\(task)/comm")) == name + "\n"
    }
  }

  /// What a folder holds, itself and the one above it among that.
  private static func names(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else { throw NoFile() }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) {
          String(decoding: $0.prefix(while: { $0 != 0 }), as: UTF8.self)
        })
    }
    return names
  }

  /// The sockets that this process has open.
  private static func sockets() throws -> [(descriptor: Int32, inode: String)] {
    var sockets: [(descriptor: Int32, inode: String)] = []
    for name in try names(in: "/proc/self/fd") {
      var buffer = [CChar](repeating: 0, count: 256)
      let size = readlink("/proc/self/fd/\(name)", &buffer, buffer.count)
      let target = String(decoding: buffer.prefix(max(0, size)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard target.hasPrefix("socket:["), target.hasSuffix("]"), let descriptor = Int32(name) else { continue }
      sockets.append((descriptor, String(target.dropFirst(8).dropLast())))
    }
    return sockets
  }
}

extension ProcessFiles {
  /// Memory that no file backs, in bytes.
  static func privateMemory() throws -> Int {
    let fields = try text("/proc/self/statm").split(separator: " ").compactMap { Int($0) }
    guard fields.count > 2 else { throw NoFile() }
    return (fields[1] - fields[2]) * sysconf(Int32(_SC_PAGESIZE))
  }
}
