/// The hashes that begin with some hexadecimal digits.
public struct DigestRange: Hashable, Sendable {
  /// The first and last of them, 32 bytes each.
  public let first: [UInt8]
  public let last: [UInt8]

  /// Nil for anything but 1 to 64 hexadecimal digits of either case.
  public init?(prefix: some StringProtocol) {
    let digits = String(prefix)
    guard (1...2 * Digest.size).contains(digits.utf8.count) else { return nil }
    let missing = 2 * Digest.size - digits.utf8.count
    guard let first = Digest(hex: digits + String(repeating: "0", count: missing)),
      let last = Digest(hex: digits + String(repeating: "f", count: missing))
    else { return nil }
    self.first = first.bytes
    self.last = last.bytes
  }
}
