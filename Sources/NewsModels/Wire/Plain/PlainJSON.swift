/// A header that travels for each article, and so has code of its own instead of the general coder's: ten times as fast.
///
/// `write` gives the bytes that `JSONEncoder` would give, and `init(plain:)` reads only what is laid out in much this way: keys in order,
/// spaces between them at most. Anything else is nil and goes to `JSONDecoder`, which decides what it means or what is wrong with it. So
/// other programs may write their headers as they like, and both ways are held to each other by tests.
protocol PlainJSON: Codable {
  func write(to json: inout JSONWriter)
  init?(plain json: inout JSONScanner)
}

extension PlainJSON {
  var plainBytes: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.bytes
  }

  /// Nil where `bytes` are not laid out so, to the last byte.
  init?(plainBytes bytes: [UInt8]) {
    let read = bytes.withUnsafeBufferPointer { buffer -> Self? in
      var scanner = JSONScanner(buffer)
      guard let value = Self(plain: &scanner), scanner.isAtEnd else { return nil }
      return value
    }
    guard let read else { return nil }
    self = read
  }
}
