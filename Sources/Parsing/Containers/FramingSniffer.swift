/// Tells how a file is cut into records by what it begins with.
enum FramingSniffer {
  /// nil while more bytes are needed to tell.
  static func framing(of bytes: ArraySlice<UInt8>, isAtEnd: Bool, limit: Int) -> (any RecordFraming)? {
    var start = bytes
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
    while let first = start.first, first == 0x20 || first == 0x0A || first == 0x0D || first == 0x09 {
      start = start.dropFirst()
    }
    guard let first = start.first else { return bytes.count > limit ? WholeDocument(limit: limit) : nil }
    if first == UInt8(ascii: "W") {
      guard start.count >= 5 || isAtEnd else { return nil }
      return start.starts(with: Array("WARC/".utf8)) ? WARCFraming(limit: limit) : WholeDocument(limit: limit)
    }
    guard first == UInt8(ascii: "{") else { return WholeDocument(limit: limit) }
    return jsonFraming(start, isAtEnd: isAtEnd, limit: limit)
  }

  /// JSON lines if the first line is a whole object and something follows it, or if it is broken and objects follow that are none of
  /// its own; one document if the object goes on over lines.
  private static func jsonFraming(_ start: ArraySlice<UInt8>, isAtEnd: Bool, limit: Int) -> (any RecordFraming)? {
    guard let end = start.firstIndex(of: 0x0A) else {
      if start.count > limit { return LineFraming(limit: limit) }
      return isAtEnd ? WholeDocument(limit: limit) : nil
    }
    let line = start[..<end].trimmed
    let isClosed = line.last == UInt8(ascii: "}")
    guard let second = nextLine(in: start[end...]) else {
      let isTold = start.count > limit || start.endIndex - end > mostBlank
      if isTold, isClosed { return LineFraming(limit: limit) }
      return isTold || isAtEnd ? WholeDocument(limit: limit) : nil
    }
    if isClosed, (try? JSONReader.read(line)) != nil { return LineFraming(limit: limit) }
    // A broken first line must not hide that lines follow which are whole.
    guard start[second] == UInt8(ascii: "{") else { return WholeDocument(limit: limit) }
    if isClosed, line.count > 1 { return LineFraming(limit: limit) }
    guard let lines = firstObjects(of: start, from: second, isAtEnd: isAtEnd) else {
      return start.count > limit ? WholeDocument(limit: limit) : nil
    }
    return isBroken(lines, before: second) ? LineFraming(limit: limit) : WholeDocument(limit: limit)
  }

  /// Where the next line that is not blank begins; nil where none does within `mostBlank`.
  private static func nextLine(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.prefix(mostBlank).firstIndex { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
  }

  /// Bytes. What comes in pieces is looked at anew with each: more of it would cost more than its size.
  private static let mostBlank = 65_536

  /// The bytes to the end of the line that begins at `second`, and on to where a third object begins; nil while they are not there.
  private static func firstObjects(of bytes: ArraySlice<UInt8>, from second: Int, isAtEnd: Bool) -> ArraySlice<UInt8>? {
    let end = bytes[second...].firstIndex(of: 0x0A) ?? bytes.endIndex
    guard let third = nextLine(in: bytes[end...]) else {
      return isAtEnd || bytes.endIndex - end > mostBlank ? bytes[..<end] : nil
    }
    return bytes[third] == UInt8(ascii: "{") ? bytes[...third] : bytes[..<end]
  }

  /// Whether the line that begins at `second` is a whole object, but not where the line before it has a place for one.
  private static func isBroken(_ lines: ArraySlice<UInt8>, before second: Int) -> Bool {
    let line = lines[second...].prefix { $0 != 0x0A }.trimmed
    guard case .object(let members)? = try? JSONReader.read(line), !members.isEmpty else { return false }
    do throws(ParsingError) {
      _ = try JSONReader.read(lines)
      return false
    } catch {
      // A document that goes on has no fault but its early end.
      guard case .malformed(_, _, let offset) = error else { return false }
      return offset < lines.count
    }
  }
}
