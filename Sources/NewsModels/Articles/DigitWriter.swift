/// Writes the numbers of dates and times, each in a fixed number of digits.
struct DigitWriter {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(25) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// - Parameter number: not negative, and of at most `digits` digits.
  mutating func append(_ number: Int, digits: Int, after separator: Unicode.Scalar? = nil) {
    if let separator { bytes.append(UInt8(ascii: separator)) }
    var divisor = 1
    for _ in 1..<digits { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
