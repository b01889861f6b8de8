extension Int {
  /// A number from ASCII decimal digits only, at most 18 of them; nil for anything else, an empty slice too.
  init?(decimalDigits digits: ArraySlice<UInt8>) {
    guard (1...18).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    self = value
  }

}
