import Glibc
import Launching

/// The lines of a file, or of standard input, one after another: a file of any size in the memory of its longest line.
struct LineReader: ~Copyable {
  /// Bytes.
  private static let longestLine = 64 << 20

  private let file: ReadableFile
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  /// What was read and not given yet.
  private var rest = 0..<0
  private var isAtEnd = false
  private let mayWait: Bool

  /// Whether the next line may have to be waited for.
  var waitsForNext: Bool { mayWait && !isAtEnd && lineBreak(from: rest.lowerBound) == nil }

  /// - Throws: a failure of `.usage` that names the file and the reason.
  init(_ path: String) throws(CommandFailure) {
    file = try ReadableFile(path)
    mayWait = file.mayWait
  }

  /// The next line without its line break; nil after the last one.
  /// - Throws: a failure of `.usage` where the file cannot be read on, or has a line above the limit.
  mutating func next() throws(CommandFailure) -> ArraySlice<UInt8>? {
    var searched = rest.lowerBound
    while true {
      if let end = lineBreak(from: searched) {
        defer { rest = (end + 1)..<rest.upperBound }
        return buffer[rest.lowerBound..<end]
      }
      if isAtEnd {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.upperBound..<rest.upperBound }
        return buffer[rest]
      }
      try makeRoom()
      searched = rest.upperBound
      let count = try file.read(into: &buffer, from: rest.upperBound)
      rest = rest.lowerBound..<(rest.upperBound + count)
      isAtEnd = count == 0
    }
  }

  private func lineBreak(from start: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard start < rest.upperBound, let base = bytes.baseAddress,
        let found = memchr(base + start, 0x0A, rest.upperBound - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Makes room behind what is left, where there is none: moves it to the front, and doubles the buffer for a line that fills
  /// everything. A pipe gives little at a time: to move a long line at each reading takes the square of its length.
  private mutating func makeRoom() throws(CommandFailure) {
    if rest.isEmpty { rest = 0..<0 }
    guard rest.upperBound == buffer.count else { return }
    if rest.lowerBound > 0 {
      let left = rest
      buffer.withUnsafeMutableBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: bytes[..<left.count]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[left]))
      }
      rest = 0..<left.count
      return
    }
    guard rest.count < Self.longestLine else {
      throw file.unreadable("expected lines of at most \(Self.longestLine) bytes, got a longer one")
    }
    buffer.append(contentsOf: repeatElement(0, count: buffer.count))
  }
}
