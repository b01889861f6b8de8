/// JSON lines: an object on each line that is not blank.
struct LineFraming: RecordFraming {
  let limit: Int
  /// How far the bytes at hand hold no line end: so that no byte is looked at twice.
  private var searched = 0
  private var isSkipping = false
  /// Lines that have ended.
  private var lines = 0

  init(limit: Int) { self.limit = limit }

  var isContainer: Bool { true }

  mutating func next(from source: inout ByteSource) -> FramingStep {
    while true {
      let bytes = source.bytes
      guard let end = bytes[(bytes.startIndex + searched)...].firstIndex(of: 0x0A) else { return lastLine(of: &source) }
      let line = Array(bytes[..<end].trimmed)
      let length = end - bytes.startIndex
      source.drop(length + 1)
      searched = 0
      lines += 1
      if isSkipping {
        isSkipping = false
        continue
      }
      if line.isEmpty { continue }
      return length > limit ? .refused(tooLong(line: lines)) : Self.step(line, number: lines)
    }
  }

  private mutating func lastLine(of source: inout ByteSource) -> FramingStep {
    searched = source.bytes.count
    if isSkipping || searched > limit {
      let isNew = !isSkipping
      isSkipping = true
      source.drop(searched)
      searched = 0
      return isNew ? .refused(tooLong(line: lines + 1)) : .needsMore
    }
    guard source.isAtEnd else { return .needsMore }
    let line = Array(source.bytes.trimmed)
    source.drop(searched)
    searched = 0
    return line.isEmpty ? .needsMore : Self.step(line, number: lines + 1)
  }

  /// What else stands among objects is damage: read by itself it might pass for the text of an article.
  private static func step(_ line: [UInt8], number: Int) -> FramingStep {
    let start = line.starts(with: [0xEF, 0xBB, 0xBF]) ? line[3...] : line[...]
    return start.first == UInt8(ascii: "{")
      ? .document(line)
      : .refused(
        "expected a JSON object on line \(number), got something else; the other lines were read, mend this one")
  }

  private func tooLong(line: Int) -> String {
    "line \(line) is longer than the limit of \(limit) bytes for one record; \(adviceOnTooLarge)"
  }
}
