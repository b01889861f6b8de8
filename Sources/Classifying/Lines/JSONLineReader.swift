/// Reads JSON forward through the bytes of one line, strictly by RFC 8259, and makes strings only of what is asked for.
///
/// The line is passed to each call, the same each time.
struct JSONLineReader {
  /// How deep arrays and objects may be nested.
  static let maximumDepth = 64

  var at = 0
  private var isFirstMember = true
  /// Unescaped text, kept to be used again.
  var buffer: [UInt8] = []

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
    return try unescaped(line)
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
    return try unescaped(line)
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

  mutating func skipNumber(_ line: Span<UInt8>) throws(ArticleLineError) {
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

  func peek(_ line: Span<UInt8>) -> UInt8? { at < line.count ? line[at] : nil }

  private mutating func skipSpaces(_ line: Span<UInt8>) {
    while at < line.count {
      switch line[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  mutating func take(_ byte: UInt8, _ expected: String, _ line: Span<UInt8>) throws(ArticleLineError) {
    guard peek(line) == byte else { throw mistake("expected \(expected), got \(found(line))") }
    at += 1
  }

  /// For messages: JSON's own signs by name, everything else not at all, since it may be the article's.
  func found(_ line: Span<UInt8>) -> String {
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
