/// Turns UTF-8 offsets of one text into Unicode scalar offsets, going forward through the text once.
///
/// Evidence is given in scalars; only matches that become evidence pay for it.
public struct ScalarOffsets: Sendable {
  private var byte = 0
  private var scalar = 0

  public init() {}

  /// The scalar offset of the scalar that begins at `offset` of `text`, which must be the same at each call. Asking in ascending
  /// order makes the whole linear; an earlier offset starts again. Offsets outside the text are taken as its nearer end.
  public mutating func scalarOffset(ofByte offset: Int, in text: Span<UInt8>) -> Int {
    let target = min(max(offset, 0), text.count)
    if target < byte {
      byte = 0
      scalar = 0
    }
    scalar += text.extracting(byte..<target).scalarStarts
    byte = target
    return scalar
  }
}

extension Span<UInt8> {
  /// How many bytes do not go on with a scalar. Eight bytes at a time, each with a count of its own in one number.
  var scalarStarts: Int {
    withUnsafeBytes { bytes in
      var continuing = 0
      var at = 0
      while at + 8 <= bytes.count {
        // A byte counts to 255.
        let end = Swift.min(bytes.count - 7, at + 8 * 255)
        var counts: UInt64 = 0
        while at < end {
          let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
          // A byte goes on where its highest bit is set and the next is not.
          counts &+= (word & ~(word << 1)) >> 7 & 0x0101_0101_0101_0101
          at &+= 8
        }
        let pairs = (counts & 0x00FF_00FF_00FF_00FF) &+ (counts >> 8 & 0x00FF_00FF_00FF_00FF)
        continuing += Int((pairs &* 0x0001_0001_0001_0001) >> 48)
      }
      while at < bytes.count {
        if bytes[at] & 0xC0 == 0x80 { continuing += 1 }
        at += 1
      }
      return bytes.count - continuing
    }
  }
}
