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

  /// JSON lines if the first line is a whole object and something follows it; one document if the object goes on over lines.
  private static func jsonFraming(_ start: ArraySlice<UInt8>, isAtEnd: Bool, limit: Int) -> (any RecordFraming)? {
    guard let end = start.firstIndex(of: 0x0A) else {
      if start.count > limit { return LineFraming(limit: limit) }
      return isAtEnd ? WholeDocument(limit: limit) : nil
    }
    let line = start[..<end].trimmed
    guard line.last == UInt8(ascii: "}"), (try? JSONReader.read(line)) != nil else {
      // A broken first line must not hide that lines follow which are whole.
      let isLine = line.last == UInt8(ascii: "}") && line.count > 1
      return isLine && start[end...].trimmed.first == UInt8(ascii: "{")
        ? LineFraming(limit: limit) : WholeDocument(limit: limit)
    }
    if start[end...].trimmed.first != nil { return LineFraming(limit: limit) }
    return isAtEnd ? WholeDocument(limit: limit) : nil
  }
}
