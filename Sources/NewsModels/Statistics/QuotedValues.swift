/// Values as they stand in JSON. The same few come again and again, mostly the last one, or the one that followed it before.
struct QuotedValues<Value: Hashable> {
  private static var most: Int { 4_096 }

  private var values: [(value: Value, json: [UInt8])] = []
  private var places: [Value: Int] = [:]
  private var last = 0

  private static var null: [UInt8] { Array("null".utf8) }

  /// `value` as `quoted` writes it, null for none.
  mutating func json(of value: Value?, quoted: (Value) -> [UInt8]) -> [UInt8] {
    guard let value else { return Self.null }
    if let place = place(of: value) {
      last = place
      return values[place].json
    }
    let json = quoted(value)
    // Names come from outside.
    guard values.count < Self.most else { return json }
    last = values.count
    places[value] = last
    values.append((value, json))
    return json
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
