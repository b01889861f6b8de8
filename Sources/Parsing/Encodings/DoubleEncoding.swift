import Glibc

/// UTF-8 that a program took for windows-1252 and encoded once more: `Tiáº¿ng Viá»‡t` for `Tiếng Việt`.
enum DoubleEncoding {
  /// The text as it was before; nil where it was not encoded twice, or not all of it.
  static func undone(_ utf8: [UInt8]) -> [UInt8]? {
    guard hasSigns(utf8) else { return nil }
    let text = utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? utf8[3...] : utf8[...]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      guard let byte = byte(of: scalar) else { return nil }
      bytes.append(byte)
    }
    return UTF8Screen.isValid(bytes[...]) ? bytes : nil
  }

  /// Whether what hardly ever stands in a text stands more than twice in the first 4 KiB: `á»`, `áº`, or `Ã` before a sign.
  private static func hasSigns(_ utf8: [UInt8]) -> Bool {
    utf8.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      let end = min(bytes.count, 4_096)
      var (index, signs) = (2, 0)
      while index < end - 1, signs < leastSigns, let found = memchr(base + index, 0xC2, end - 1 - index) {
        let place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        let isVietnamese = bytes[place - 1] == 0xA1 && (bytes[place + 1] == 0xBA || bytes[place + 1] == 0xBB)
        if bytes[place - 2] == 0xC3, isVietnamese || bytes[place - 1] == 0x83 { signs += 1 }
        index = place + 1
      }
      return signs >= leastSigns
    }
  }

  private static let leastSigns = 3

  /// The byte of windows-1252, or of the Latin-1 that some programs take for it.
  private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    scalar.value < 0x100 ? UInt8(scalar.value) : signs[scalar]
  }

  /// Of 0x80 to 0x9F, those that windows-1252 has a sign for.
  private static let signs: [Unicode.Scalar: UInt8] = Dictionary(
    uniqueKeysWithValues: zip(
      "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".unicodeScalars,
      (UInt8(0x80)...0x9F).filter { ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }))
}
