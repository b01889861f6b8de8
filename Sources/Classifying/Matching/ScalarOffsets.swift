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
  /// How many bytes do not go on with a scalar. Eight bytes at a time.
  fileprivate var scalarStarts: Int {
    withUnsafeBytes { bytes in
      var continuing = 0
      var at = 0
      while at + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        // A byte goes on where its highest bit is set and the next is not.
        continuing += (word & ~(word << 1) & 0x8080_8080_8080_8080).nonzeroBitCount
        at += 8
      }
      while at < bytes.count {
        if bytes[at] & 0xC0 == 0x80 { continuing += 1 }
        at += 1
      }
      return bytes.count - continuing
    }
  }
}
