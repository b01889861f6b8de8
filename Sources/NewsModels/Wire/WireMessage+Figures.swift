extension WireMessage {
  /// What a service answered or published, from its frames, each of which the caller has bounded. A header with numbers that nobody
  /// counted is refused: a program that reckons with them would end.
  public init(answer frames: [[UInt8]]) throws(WireError) {
    try self.init(frames: frames)
    let numbers = Self.numbers(in: header)
    // A trace holds times and places, of which nobody makes a sum: those of ten thousand articles would exceed it.
    let (figure, words) = kind == .trace ? (numbers.greatest, "each") : (numbers.sum, "together")
    guard figure < Double(WireLimits.figures) else {
      throw .badHeader(kind, reason: "expected numbers that are below \(WireLimits.figures) \(words)")
    }
  }

  /// The numbers of a JSON text, each without its sign; anything for what is no JSON.
  private static func numbers(in json: [UInt8]) -> (sum: Double, greatest: Double) {
    var (sum, greatest) = (0.0, 0.0)
    var index = 0
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "\""): index = end(ofTextAt: index, in: json)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digits = json[index...].prefix(while: isOfNumber)
        let number = Double(String(decoding: digits, as: UTF8.self)) ?? .infinity
        sum += number
        greatest = max(greatest, number)
        index = digits.endIndex
      default: index += 1
      }
    }
    return (sum, greatest)
  }

  private static func end(ofTextAt start: Int, in json: [UInt8]) -> Int {
    var index = start + 1
    while index < json.count, json[index] != UInt8(ascii: "\"") {
      index += json[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index + 1
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
      UInt8(ascii: "+"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
