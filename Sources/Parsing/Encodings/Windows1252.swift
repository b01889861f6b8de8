import Glibc

/// The signs that windows-1252 has where Unicode has controls, from 0x80 to 0x9F.
///
/// Pages mean them by numbers: `&#146;` is an apostrophe to all who read it, and no program prints the control.
enum Windows1252 {
  /// nil for the five values that have none, and for all others.
  static func sign(_ value: UInt32) -> Unicode.Scalar? {
    guard (0x80...0x9F).contains(value) else { return nil }
    let sign = signs[Int(value - 0x80)]
    return sign == unused ? nil : sign
  }

  /// The value of each sign.
  static let values: [Unicode.Scalar: UInt8] = Dictionary(
    uniqueKeysWithValues: zip(signs, UInt8(0x80)...0x9F).filter { $0.0 != unused })

  private static let signs = Array("€·‚ƒ„…†‡ˆ‰Š‹Œ·Ž··‘’“”•–—˜™š›œ·žŸ".unicodeScalars)
  private static let unused: Unicode.Scalar = "·"

  /// Appends `utf8`, a text whose references a parser has resolved, with signs for the controls in it: these were references, since text
  /// that is read has none. Costs a search for one byte where there are none.
  static func append(_ utf8: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    guard let base = utf8.baseAddress else { return }
    var (start, next) = (0, 0)
    while next + 1 < utf8.count, let found = memchr(base + next, 0xC2, utf8.count - 1 - next) {
      next = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      guard let sign = sign(UInt32(utf8[next])) else { continue }
      output.append(contentsOf: utf8[start..<next - 1])
      output.append(contentsOf: String(Character(sign)).utf8)
      start = next + 1
    }
    output.append(contentsOf: utf8[start...])
  }
}
