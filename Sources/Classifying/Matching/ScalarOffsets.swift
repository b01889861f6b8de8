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
    while byte < target {
      if text[byte] & 0xC0 != 0x80 { scalar += 1 }
      byte += 1
    }
    return scalar
  }
}
