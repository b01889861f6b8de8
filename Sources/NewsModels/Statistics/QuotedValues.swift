/// Values as they stand in JSON. The same few come again and again, mostly the last one, or the one that followed it before.
struct QuotedValues<Value: Hashable> {
  private static var most: Int { 4_096 }

  private var values: [(value: Value, json: [UInt8])] = []
  private var places: [Value: Int] = [:]
  private var last = 0

  /// Adds `value` to `bytes`, null for none.
  mutating func append(_ value: Value?, to bytes: inout [UInt8], quoted: (Value) -> [UInt8]) {
    guard let value else {
      bytes += "null".utf8
      return
    }
    if let place = place(of: value) {
      last = place
      bytes += values[place].json
      return
    }
    let json = quoted(value)
    bytes += json
    // Names come from outside.
    guard values.count < Self.most else { return }
    last = values.count
    places[value] = last
    values.append((value, json))
  }

  private func place(of value: Value) -> Int? {
    if last < values.count, values[last].value == value { return last }
    let next = last + 1 < values.count ? last + 1 : 0
    if next < values.count, values[next].value == value { return next }
    return places[value]
  }
}

extension WireJSON {
  /// A text in quotation marks. What needs escapes is left to the encoder.
  static func quoted(_ text: String) -> [UInt8] {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    return isPlain ? [UInt8(ascii: "\"")] + text.utf8 + [UInt8(ascii: "\"")] : encode(text)
  }
}
