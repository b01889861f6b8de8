extension WordHash {
  /// The hashes of the words of more than three bytes, and of pairs of ideographs.
  static func forEachWord(in text: ArraySlice<UInt8>, _ body: (UInt32) -> Void) {
    text.withUnsafeBufferPointer { forEachWord(in: $0, body) }
  }

  @inline(__always)
  private static func forEachWord(in text: UnsafeBufferPointer<UInt8>, _ body: (UInt32) -> Void) {
    var hash = WordHash()
    var lastIdeograph: UInt32 = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        index += 1
        lastIdeograph = 0
        if byte.isASCIILetter || byte.isASCIIDigit {
          hash.add(byte.asciiLowercased)
        } else {
          if hash.length > 3 { body(hash.value) }
          hash = WordHash()
        }
        continue
      }
      let size = min(text.count - index, byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2)
      let second = size > 1 ? text[index + 1] : 0
      let third = size > 2 ? text[index + 2] : 0
      let kind = WideCharacter.kind(byte, second, third)
      switch kind {
      case .letter, .capital:
        for offset in 0..<size { hash.add(text[index + offset].asciiLowercased) }
        lastIdeograph = 0
      case .ideograph:
        let ideograph = UInt32(byte) << 16 | UInt32(second) << 8 | UInt32(third)
        if lastIdeograph != 0 { body(lastIdeograph &* 0x0100_0193 ^ ideograph) }
        lastIdeograph = ideograph
      case .mark, .space: lastIdeograph = 0
      }
      if kind != .letter && kind != .capital {
        if hash.length > 3 { body(hash.value) }
        hash = WordHash()
      }
      index += size
    }
    if hash.length > 3 { body(hash.value) }
  }
}
