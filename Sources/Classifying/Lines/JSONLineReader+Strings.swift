extension JSONLineReader {
  mutating func string(_ expected: String, _ line: Span<UInt8>) throws(ArticleLineError) -> String {
    if let plain = try plainString(line) { return plain }
    buffer.removeAll(keepingCapacity: true)
    try appendString(expected, line)
    return try unescaped(line)
  }

  /// A string without escapes, which is copied once; nil, and nothing is taken, where it is another or none.
  private mutating func plainString(_ line: Span<UInt8>) throws(ArticleLineError) -> String? {
    guard peek(line) == UInt8(ascii: "\"") else { return nil }
    let end = line.endOfPlainJSON(from: at + 1)
    guard end < line.count, line[end] == UInt8(ascii: "\"") else { return nil }
    let text = line.extracting(at + 1..<end).withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
    guard let text else { return nil }
    at = end + 1
    return text
  }

  /// The buffer's text. Escapes cannot make broken UTF-8 whole, since each begins a character.
  func unescaped(_ line: Span<UInt8>) throws(ArticleLineError) -> String {
    if let text = String(validating: buffer, as: UTF8.self) { return text }
    try checkEncoding(line, from: 0)
    throw mistake("expected UTF-8, got bytes that are not")
  }

  /// - Throws: where what was read from `start` on is not UTF-8.
  private func checkEncoding(_ line: Span<UInt8>, from start: Int) throws(ArticleLineError) {
    do {
      _ = try UTF8Span(validating: line.extracting(start..<at))
    } catch {
      throw ArticleLineError(
        column: start + error.byteOffsets.lowerBound + 1, message: "expected UTF-8, got bytes that are not")
    }
  }

  /// Appends a string's text, unescaped, to the buffer.
  mutating func appendString(_ expected: String, _ line: Span<UInt8>) throws(ArticleLineError) {
    try take(UInt8(ascii: "\""), expected, line)
    while true {
      let start = at
      at = line.endOfPlainJSON(from: at)
      appendToBuffer(line, start, at)
      if try isClosed(line) { return }
      try appendEscape(line)
    }
  }

  mutating func skipString(_ expected: String, _ line: Span<UInt8>) throws(ArticleLineError) {
    let start = at
    try take(UInt8(ascii: "\""), expected, line)
    while true {
      at = line.endOfPlainJSON(from: at)
      if try isClosed(line) { return try checkEncoding(line, from: start) }
      buffer.removeAll(keepingCapacity: true)
      try appendEscape(line)
    }
  }

  /// Takes the closing quote; false before an escape.
  private mutating func isClosed(_ line: Span<UInt8>) throws(ArticleLineError) -> Bool {
    switch peek(line) {
    case UInt8(ascii: "\""):
      at += 1
      return true
    case UInt8(ascii: "\\"): return false
    case nil: throw mistake("expected a closing quote, got the line's end: is the line complete?")
    case .some: throw mistake("expected control characters in strings to be escaped, got one as it is")
    }
  }

  private mutating func appendEscape(_ line: Span<UInt8>) throws(ArticleLineError) {
    let start = at
    at += 1
    switch peek(line) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(line[at])
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"):
      at += 1
      let scalar = try escapedScalar(line, start)
      buffer.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      return
    default: throw mistake("expected one of \"\\/bfnrtu behind a backslash, got \(found(line))")
    }
    at += 1
  }

  private mutating func escapedScalar(_ line: Span<UInt8>, _ start: Int) throws(ArticleLineError) -> Unicode.Scalar {
    let first = try fourHexDigits(line)
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, peek(line) == UInt8(ascii: "\\") {
      at += 1
      try take(UInt8(ascii: "u"), "the second half of a surrogate pair", line)
      let second = try fourHexDigits(line)
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
    }
    at = start
    throw mistake("expected both halves of a surrogate pair, got one alone")
  }

  private mutating func fourHexDigits(_ line: Span<UInt8>) throws(ArticleLineError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = peek(line).flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw mistake("expected four hexadecimal digits, got \(found(line))")
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }

  mutating func appendToBuffer(_ line: Span<UInt8>, _ start: Int, _ end: Int) {
    line.extracting(start..<end).withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
  }
}

extension UInt8 {
  /// Whether it is an ASCII digit.
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension Span<UInt8> {
  /// The first index from `start` on of a quote, a backslash or a control character, or the count. Eight bytes at a time.
  fileprivate func endOfPlainJSON(from start: Int) -> Int {
    var at = start
    withUnsafeBytes { bytes in
      while at + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        let found = word.zeroBytes(xor: 0x22) | word.zeroBytes(xor: 0x5C) | word.bytesBelowSpace
        if found != 0 {
          at += found.trailingZeroBitCount / 8
          return
        }
        at += 8
      }
      while at < bytes.count, bytes[at] != 0x22, bytes[at] != 0x5C, bytes[at] >= 0x20 { at += 1 }
    }
    return at
  }
}

extension UInt64 {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of each byte that equals `byte`; above the first such byte also others may be set.
  fileprivate func zeroBytes(xor byte: UInt8) -> UInt64 {
    let mixed = self ^ (Self.ones &* UInt64(byte))
    return (mixed &- Self.ones) & ~mixed & Self.highBits
  }

  /// The high bit of each byte below 0x20; above the first such byte also others may be set.
  fileprivate var bytesBelowSpace: UInt64 {
    (self &- Self.ones &* 0x20) & ~self & Self.highBits
  }
}
