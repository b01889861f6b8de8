import CSodium

/// A 256-bit BLAKE2b hash, the same as `b2sum -l 256`.
public struct Digest: Hashable, Sendable {
  /// The number of bytes.
  public static let size = 32

  /// Four words of eight bytes each, in the machine's order: compares and hashes without touching the heap.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Lets the library choose what is fastest on this machine.
  private static let isReady = sodium_init() >= 0

  /// The hash of `bytes`.
  public init(of bytes: some ContiguousBytesLike) {
    _ = Self.isReady
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    bytes.withUnsafeBytes { buffer in
      Swift.withUnsafeMutableBytes(of: &words) { hash in
        guard let hash = hash.bindMemory(to: UInt8.self).baseAddress else { return }
        // Fails only for sizes or keys outside the library's bounds, which are fixed here.
        _ = crypto_generichash_blake2b(
          hash, Self.size, buffer.bindMemory(to: UInt8.self).baseAddress, UInt64(buffer.count), nil, 0)
      }
    }
    self.words = words
  }

  /// A digest from its 32 bytes; nil for any other number of bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.size else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    self.words = words
  }

  /// A digest from 64 hexadecimal digits of either case; nil for anything else.
  public init?(hex: some StringProtocol) {
    var hex = String(hex)
    guard let digest = hex.withUTF8({ Self(hexDigits: $0) }) else { return nil }
    self = digest
  }

  /// The same from the digits' bytes.
  init?(hexDigits digits: UnsafeBufferPointer<UInt8>) {
    guard digits.count == 2 * Self.size else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    let isHex = withUnsafeMutableBytes(of: &words) { bytes in
      for index in bytes.indices {
        guard let high = Self.value(ofHexDigit: digits[2 * index]),
          let low = Self.value(ofHexDigit: digits[2 * index + 1])
        else { return false }
        bytes[index] = high << 4 | low
      }
      return true
    }
    guard isHex else { return nil }
    self.words = words
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    withUnsafeBytes(of: words) { Array($0) }
  }

  /// 64 lower-case hexadecimal digits.
  public var hex: String {
    String(unsafeUninitializedCapacity: 2 * Self.size) { buffer in
      write(to: buffer)
      return 2 * Self.size
    }
  }

  func appendHex(to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * Self.size) { digits in
      write(to: digits)
      bytes.append(contentsOf: digits)
    }
  }

  private func write(to digits: UnsafeMutableBufferPointer<UInt8>) {
    withUnsafeBytes(of: words) { bytes in
      for index in bytes.indices {
        digits[2 * index] = Self.hexDigit(bytes[index] >> 4)
        digits[2 * index + 1] = Self.hexDigit(bytes[index] & 15)
      }
    }
  }

  @inline(__always)
  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  private static func value(ofHexDigit digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  public static func == (one: Digest, other: Digest) -> Bool { one.words == other.words }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
  }
}

extension Digest: CustomStringConvertible {
  public var description: String { hex }
}

/// Bytes that lie in one piece of memory: `[UInt8]`, `ArraySlice<UInt8>` and the like.
public protocol ContiguousBytesLike {
  /// Calls `body` with the bytes; the pointer is valid during the call only.
  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
}

extension Array: ContiguousBytesLike where Element == UInt8 {}
extension ArraySlice: ContiguousBytesLike where Element == UInt8 {}
extension UnsafeRawBufferPointer: ContiguousBytesLike {
  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(self)
  }
}
