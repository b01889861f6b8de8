#if Dashboard
import Glibc

/// One connection to a web server on loopback, byte by byte, as a browser's libraries would never let one do it.
final class WebExchange: Sendable {
  struct Answer {
    var status: Int
    /// By lower-case name; the last of equal ones.
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
    }
    guard code == 0 else { throw Failure(description: "no connection to port \(port)") }
  }

  deinit { close(descriptor) }

  /// A whole request and its whole answer.
  func ask(_ method: String, _ path: String, headers: [String] = [], body: String = "") throws -> Answer {
    var lines = ["\(method) \(path) HTTP/1.1"]
    if !headers.contains(where: { $0.lowercased().hasPrefix("host:") }) { lines.append("Host: 127.0.0.1") }
    lines += headers + ["Connection: close"]
    if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
    write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    return try Self.parsed(readToEnd(ofAnswer: true))
  }

  /// False where the other side has closed, or takes nothing for so long.
  @discardableResult
  func write(_ text: String, atMost seconds: Int = 120) -> Bool {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Whether something can be read without waiting.
  var hasAnswer: Bool {
    var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&item, 1, 0) > 0
  }

  /// All that comes until the other side closes, or until `text` has come, or the end that an answer announces.
  func readToEnd(
    orUntil text: String? = nil, ofAnswer endsWithAnswer: Bool = false, atMost seconds: Int = 120
  ) throws -> [UInt8] {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    // What keeps coming, as a live feed does, is not read for longer than silence is waited for.
    let deadline = ContinuousClock.now + .seconds(seconds)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      guard ContinuousClock.now < deadline else {
        throw Failure(description: "no end within \(seconds) s, after \(bytes.count) bytes")
      }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count >= 0 else {
        if errno == ECONNRESET { return bytes }
        throw Failure(description: "nothing came within \(seconds) s, after \(bytes.count) bytes")
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
      if let text, String(decoding: bytes, as: UTF8.self).contains(text) { return bytes }
      if endsWithAnswer, let answer = try? Self.parsed(bytes), let length = answer.headers["content-length"],
        answer.body.count >= Int(length) ?? .max
      {
        return bytes
      }
    }
  }

  static func parsed(_ bytes: [UInt8]) throws -> Answer {
    let end = Array("\r\n\r\n".utf8)
    guard let split = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
      throw Failure(description: "no answer, but \(bytes.count) bytes")
    }
    let lines = String(decoding: bytes[..<split], as: UTF8.self).split(separator: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw Failure(description: "no status line")
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " }) }
    }
    return Answer(status: status, headers: headers, body: Array(bytes[(split + 4)...]))
  }
}

#endif
