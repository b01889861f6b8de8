import NewsModels

/// The topics and evidence of an article as one blob: lengths and numbers as LEB128, texts in UTF-8, weights as 8 bytes.
///
/// An article has some dozen spans; JSON would cost as much as the whole rest of storing it.
enum TopicsBlob {
  /// Nil for no topics.
  static func encode(_ topics: [Classification.Topic]) -> [UInt8]? {
    if topics.isEmpty { return nil }
    var writer = Writer()
    writer.bytes.reserveCapacity(topics.reduce(8) { $0 + room(for: $1) })
    writer.append(1)
    writer.append(topics.count)
    for topic in topics {
      writer.append(topic.topic.rawValue)
      writer.append(topic.level == .main ? 2 : 1)
      writer.append(topic.score)
      writer.append(topic.evidence.count)
      for span in topic.evidence {
        writer.append(span.field == .title ? 0 : 1)
        writer.append(span.start)
        writer.append(span.end)
        writer.append(span.text)
        writer.append(span.rule)
        writer.append(span.weight)
      }
    }
    return writer.bytes
  }

  /// Bytes that a topic takes at most, as long as its numbers are usual ones.
  private static func room(for topic: Classification.Topic) -> Int {
    topic.evidence.reduce(topic.topic.rawValue.utf8.count + 16) { $0 + $1.text.utf8.count + $1.rule.utf8.count + 20 }
  }

  /// Nil for anything that `encode` did not write.
  static func decode(_ bytes: [UInt8]) -> [Classification.Topic]? {
    if bytes.isEmpty { return [] }
    var reader = Reader(bytes: bytes)
    guard reader.number() == 1, let count = reader.count() else { return nil }
    var topics: [Classification.Topic] = []
    for _ in 0..<count {
      guard let id = reader.text().flatMap({ TopicID($0) }), let level = reader.number(), let score = reader.double(),
        let spans = reader.count()
      else { return nil }
      var evidence: [Evidence] = []
      for _ in 0..<spans {
        guard let field = reader.number(), let start = reader.number(), let end = reader.number(),
          let text = reader.text(), let rule = reader.text(), let weight = reader.double()
        else { return nil }
        evidence.append(
          Evidence(field: field == 0 ? .title : .body, start: start, end: end, text: text, rule: rule, weight: weight))
      }
      topics.append(
        Classification.Topic(topic: id, level: level == 2 ? .main : .mention, score: score, evidence: evidence))
    }
    return reader.isAtEnd ? topics : nil
  }

  private struct Writer {
    var bytes: [UInt8] = []

    mutating func append(_ number: Int) {
      var rest = UInt64(bitPattern: Int64(number))
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }

    mutating func append(_ number: Double) {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: String) {
      append(text.utf8.count)
      bytes.append(contentsOf: text.utf8)
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func number() -> Int? {
      var value: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 64, by: 7) {
        guard index < bytes.count else { return nil }
        let byte = bytes[index]
        index += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return Int(truncatingIfNeeded: value) }
      }
      return nil
    }

    /// A number of things that take a byte each at least.
    mutating func count() -> Int? {
      guard let count = number(), (0...bytes.count - index).contains(count) else { return nil }
      return count
    }

    mutating func text() -> String? {
      guard let count = count() else { return nil }
      defer { index += count }
      return String(decoding: bytes[index..<index + count], as: UTF8.self)
    }

    mutating func double() -> Double? {
      guard bytes.count - index >= 8 else { return nil }
      defer { index += 8 }
      let pattern = bytes[index..<index + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return Double(bitPattern: pattern)
    }
  }
}
