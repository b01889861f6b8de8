/// A file's name as the kernel has it: any bytes but NUL and the slash.
struct FileName: Hashable, Sendable, CustomStringConvertible {
  static let maximumBytes = 255

  let bytes: [UInt8]

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  init(_ text: String) { self.init(text.utf8) }

  /// For calls to the system.
  var cString: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

  var description: String { String(decoding: bytes, as: UTF8.self) }

  /// Hidden files, and the names that browsers and copying tools give to what is not whole yet, are left alone.
  var isTaken: Bool {
    guard let first = bytes.first, first != UInt8(ascii: ".") else { return false }
    let text = description.lowercased()
    return !text.hasSuffix(".part") && !text.hasSuffix(".tmp")
  }

  func appending(_ suffix: String) -> FileName { FileName(bytes + suffix.utf8) }

  /// This name with `-mark` before its extension, shortened by whole characters where it would be longer than `limit` bytes.
  func numbered(_ mark: String, limit: Int) -> FileName {
    let dot = bytes.lastIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
    let hasExtension = dot > 0 && bytes.count - dot <= 16
    let end = hasExtension ? dot : bytes.endIndex
    let tail = Array((mark.isEmpty ? "" : "-" + mark).utf8) + bytes[end...]
    var cut = min(end, max(1, limit - tail.count))
    // A byte that goes on with a character is left out with what begins it.
    while cut > 1, cut < end, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
    return FileName(bytes[..<cut] + tail)
  }
}
