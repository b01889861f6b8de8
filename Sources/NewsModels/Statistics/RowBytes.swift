/// The bytes of rows, written into room that whoever makes it knows to be enough.
struct RowBytes {
  /// Room that all numbers of a row and the names of its figures fit into.
  static let mostOfFigures = 1_024

  private let room: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    // Checks that the room is enough.
    count = UnsafeMutableBufferPointer(rebasing: room[count...]).update(fromContentsOf: bytes) + count
  }

  mutating func append(_ text: StaticString) { text.withUTF8Buffer { append($0) } }

  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  /// A key with what stands between it and its value, and the value.
  mutating func append(_ key: StaticString, _ value: [UInt8]) {
    append(key)
    append(value)
  }

  mutating func append(_ number: Int) {
    guard number >= 10 else {
      if number >= 0 { return append(digit: number) }
      return append(Array(String(number).utf8))
    }
    append(number / 10)
    append(digit: number % 10)
  }

  /// Whole numbers without a fraction, nothing as null.
  mutating func append(_ number: Double?) {
    guard let number else { return append("null") }
    let tenThousandths = (number * 10_000).rounded()
    if number == number.rounded(), abs(number) < 1e15 {
      append(Int(number))
    } else if number > 0, number < 1, tenThousandths / 10_000 == number {
      appendFraction(Int(tenThousandths))
    } else {
      append(Array(number.description.utf8))
    }
  }

  /// A number below 1, as every share is: the shortest text of it has no more than four places.
  private mutating func appendFraction(_ tenThousandths: Int) {
    append("0.")
    var (rest, place) = (tenThousandths, 1_000)
    while rest > 0 {
      append(digit: rest / place)
      (rest, place) = (rest % place, place / 10)
    }
  }

  @inline(__always)
  private mutating func append(digit: Int) {
    room[count] = UInt8(ascii: "0") + UInt8(digit)
    count += 1
  }
}
