/// Reads JSON forward through the bytes of one line, strictly by RFC 8259, and makes strings only of what is asked for.
///
/// The line is passed to each call, the same each time.
struct JSONLineReader {
  /// How deep arrays and objects may be nested.
  static let maximumDepth = 64

  private var at = 0
  private var isFirstMember = true
  /// Unescaped text, kept to be used again.
  private var buffer: [UInt8] = []

  /// - Throws: where the line is not UTF-8.
  func checkEncoding(_ line: Span<UInt8>) throws(ArticleLineError) {
    do {
      _ = try UTF8Span(validating: line)
    } catch {
      throw ArticleLineError(
        column: error.byteOffsets.lowerBound + 1, message: "expected UTF-8, got bytes that are not")
    }
  }

  /// A mistake at the byte that is next.
  func mistake(_ message: String) -> ArticleLineError { ArticleLineError(column: at + 1, message: message) }

  mutating func beginObject(_ line: Span<UInt8>) throws(ArticleLineError) {
    skipSpaces(line)
    try take(UInt8(ascii: "{"), "an object", line)
    isFirstMember = true
  }

  /// The next member's name, its value being next; nil at the object's end.
  mutating func nextKey(_ line: Span<UInt8>) throws(ArticleLineError) -> String? {
    skipSpaces(line)
    if peek(line) == UInt8(ascii: "}") {
      at += 1
      return nil
    }
    if !isFirstMember {
      try take(UInt8(ascii: ","), "a comma or the object's end", line)
      skipSpaces(line)
    }
    isFirstMember = false
    let key = try string("a member's name", line)
    try colon(line)
    return key
  }

  /// - Throws: where anything but spaces follows.
  mutating func endOfLine(_ line: Span<UInt8>) throws(ArticleLineError) {
    skipSpaces(line)
    guard at == line.count else { throw mistake("expected the line's end behind the object, got \(found(line))") }
  }

  mutating func stringOrNull(_ line: Span<UInt8>) throws(ArticleLineError) -> String? {
    if try isNull(line) { return nil }
    return try string("a string or null", line)
  }

  /// A string, or a number as it is written.
  mutating func nameOrNull(_ line: Span<UInt8>) throws(ArticleLineError) -> String? {
    if try isNull(line) { return nil }
    guard let next = peek(line), next == UInt8(ascii: "-") || next.isDigit else {
      return try string("a string or a number", line)
    }
    let start = at
    try skipNumber(line)
    buffer.removeAll(keepingCapacity: true)
    appendToBuffer(line, start, at)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// The strings of an array, with a newline between them.
  mutating func joinedStringsOrNull(_ line: Span<UInt8>) throws(ArticleLineError) -> String? {
    if try isNull(line) { return nil }
    try take(UInt8(ascii: "["), "an array of strings or null", line)
    buffer.removeAll(keepingCapacity: true)
    skipSpaces(line)
    if peek(line) == UInt8(ascii: "]") {
      at += 1
      return ""
    }
    while true {
      try appendString("a string", line)
      skipSpaces(line)
      if peek(line) == UInt8(ascii: "]") { break }
      try take(UInt8(ascii: ","), "a comma or the array's end", line)
      skipSpaces(line)
      buffer.append(UInt8(ascii: "\n"))
    }
    at += 1
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Reads over a value of any kind.
  mutating func skipValue(_ line: Span<UInt8>) throws(ArticleLineError) {
    // Closing brackets that are still to come.
    var open: [UInt8] = []
    while true {
      skipSpaces(line)
      if let bracket = try skipScalarOrOpen(line) {
        guard open.count < Self.maximumDepth else {
          throw mistake("expected at most \(Self.maximumDepth) levels of nesting, got more")
        }
        open.append(bracket)
        skipSpaces(line)
        if peek(line) != bracket {
          if bracket == UInt8(ascii: "}") { try skipKey(line) }
          continue
        }
      }
      // Behind a value, or at the end of an empty array or object: close what ends here.
      var isBehindValue = true
      while let bracket = open.last {
        skipSpaces(line)
        if peek(line) == bracket {
          at += 1
          open.removeLast()
          continue
        }
        try take(UInt8(ascii: ","), "a comma or a closing bracket", line)
        skipSpaces(line)
        if bracket == UInt8(ascii: "}") { try skipKey(line) }
        isBehindValue = false
        break
      }
      if isBehindValue { return }
    }
  }

  /// The bracket that will close what was opened; nil behind a string, number or word.
  private mutating func skipScalarOrOpen(_ line: Span<UInt8>) throws(ArticleLineError) -> UInt8? {
    switch peek(line) {
    case UInt8(ascii: "{"):
      at += 1
      return UInt8(ascii: "}")
    case UInt8(ascii: "["):
      at += 1
      return UInt8(ascii: "]")
    case UInt8(ascii: "\""): try skipString("a string", line)
    case UInt8(ascii: "t"): try takeWord("true", line)
    case UInt8(ascii: "f"): try takeWord("false", line)
    case UInt8(ascii: "n"): try takeWord("null", line)
    default: try skipNumber(line)
    }
    return nil
  }

  private mutating func skipKey(_ line: Span<UInt8>) throws(ArticleLineError) {
    try skipString("a member's name", line)
    try colon(line)
  }

  private mutating func colon(_ line: Span<UInt8>) throws(ArticleLineError) {
    skipSpaces(line)
    try take(UInt8(ascii: ":"), "a colon", line)
    skipSpaces(line)
  }

  private mutating func isNull(_ line: Span<UInt8>) throws(ArticleLineError) -> Bool {
    guard peek(line) == UInt8(ascii: "n") else { return false }
    try takeWord("null", line)
    return true
  }

  private mutating func takeWord(_ word: StaticString, _ line: Span<UInt8>) throws(ArticleLineError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard peek(line) == word.utf8Start[index] else { throw mistake("expected \(word), got \(found(line))") }
      at += 1
    }
  }

  private mutating func skipNumber(_ line: Span<UInt8>) throws(ArticleLineError) {
    if peek(line) == UInt8(ascii: "-") { at += 1 }
    if peek(line) == UInt8(ascii: "0") {
      at += 1
    } else {
      try skipDigits("a value", line)
    }
    if peek(line) == UInt8(ascii: ".") {
      at += 1
      try skipDigits("a digit", line)
    }
    guard peek(line) == UInt8(ascii: "e") || peek(line) == UInt8(ascii: "E") else { return }
    at += 1
    if peek(line) == UInt8(ascii: "+") || peek(line) == UInt8(ascii: "-") { at += 1 }
    try skipDigits("a digit", line)
  }

  private mutating func skipDigits(_ expected: String, _ line: Span<UInt8>) throws(ArticleLineError) {
    guard peek(line)?.isDigit == true else { throw mistake("expected \(expected), got \(found(line))") }
    while peek(line)?.isDigit == true { at += 1 }
  }

  private func peek(_ line: Span<UInt8>) -> UInt8? { at < line.count ? line[at] : nil }

  private mutating func skipSpaces(_ line: Span<UInt8>) {
    while at < line.count {
      switch line[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8, _ expected: String, _ line: Span<UInt8>) throws(ArticleLineError) {
    guard peek(line) == byte else { throw mistake("expected \(expected), got \(found(line))") }
    at += 1
  }

  /// For messages: JSON's own signs by name, everything else not at all, since it may be the article's.
  private func found(_ line: Span<UInt8>) -> String {
    switch peek(line) {
    case nil: "the line's end"
    case UInt8(ascii: "\""): "a string"
    case UInt8(ascii: "{"): "an object"
    case UInt8(ascii: "["): "an array"
    case .some(let byte) where byte == UInt8(ascii: "-") || byte.isDigit: "a number"
    case .some: "something else"
    }
  }
}

extension JSONLineReader {
  private mutating func string(_ expected: String, _ line: Span<UInt8>) throws(ArticleLineError) -> String {
    buffer.removeAll(keepingCapacity: true)
    try appendString(expected, line)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Appends a string's text, unescaped, to the buffer.
  private mutating func appendString(_ expected: String, _ line: Span<UInt8>) throws(ArticleLineError) {
    try take(UInt8(ascii: "\""), expected, line)
    while true {
      let start = at
      at = line.endOfPlainJSON(from: at)
      appendToBuffer(line, start, at)
      if try isClosed(line) { return }
      try appendEscape(line)
    }
  }

  private mutating func skipString(_ expected: String, _ line: Span<UInt8>) throws(ArticleLineError) {
    try take(UInt8(ascii: "\""), expected, line)
    while true {
      at = line.endOfPlainJSON(from: at)
      if try isClosed(line) { return }
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

  private mutating func appendToBuffer(_ line: Span<UInt8>, _ start: Int, _ end: Int) {
    line.extracting(start..<end).withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
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
