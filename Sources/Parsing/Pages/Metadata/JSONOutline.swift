/// The values of a JSON text in one flat array, read leniently: what pages embed is often broken JSON.
///
/// Raw newlines in strings, trailing commas, comments around the text and a missing end are all read over. One pass,
/// no recursion; strings are decoded only when asked for.
struct JSONOutline: Sendable {
  enum Kind: Hashable, Sendable { case object, array, string, other }

  struct Value: Sendable {
    var kind: Kind
    /// Index of the object or array that it stands in; −1 for the outermost.
    var parent: Int32
    /// Bytes of its key, without quotes; empty in arrays.
    var key: Range<Int32>
    /// Bytes of a string without quotes, or of a number or word.
    var text: Range<Int32>
    /// One after the last value within it.
    var end: Int32
  }

  private let bytes: [UInt8]
  private(set) var values: [Value] = []

  /// More values than this are not read.
  static let mostValues = 200_000

  init(_ json: ArraySlice<UInt8>) {
    bytes = Array(json)
    read()
  }

  private mutating func read() {
    var open: [Int32] = []
    var key: Range<Int32> = 0..<0
    // Some pages wrap the text in comments.
    var index = bytes.firstIndex { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? bytes.count
    while index < bytes.count, values.count < Self.mostValues {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        add(byte == UInt8(ascii: "{") ? .object : .array, parent: open.last, key: key, text: 0..<0)
        open.append(Int32(values.count - 1))
        key = 0..<0
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let closed = open.popLast() { values[Int(closed)].end = Int32(values.count) }
        key = 0..<0
        index += 1
      case UInt8(ascii: "\""):
        let end = endOfString(from: index + 1)
        let text = Int32(index + 1)..<Int32(end)
        index = min(end + 1, bytes.count)
        var next = index
        while next < bytes.count, bytes[next].isSpace { next += 1 }
        if next < bytes.count, bytes[next] == UInt8(ascii: ":"), key.isEmpty {
          key = text
          index = next + 1
        } else {
          add(.string, parent: open.last, key: key, text: text)
          key = 0..<0
        }
      case let word where word.isASCIILetter || word.isASCIIDigit || word == UInt8(ascii: "-"):
        let start = index
        while index < bytes.count, bytes[index].isPartOfJSONWord { index += 1 }
        add(.other, parent: open.last, key: key, text: Int32(start)..<Int32(index))
        key = 0..<0
      default:
        index += 1
      }
    }
    for left in open { values[Int(left)].end = Int32(values.count) }
  }

  private mutating func add(_ kind: Kind, parent: Int32?, key: Range<Int32>, text: Range<Int32>) {
    values.append(Value(kind: kind, parent: parent ?? -1, key: key, text: text, end: Int32(values.count + 1)))
  }

  private func endOfString(from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index, bytes.count)
  }

  // MARK: Asking

  /// The value of `key` in an object.
  func member(_ key: StaticString, of object: Int) -> Int? {
    guard object >= 0, object < values.count, values[object].kind == .object else { return nil }
    var index = object + 1
    while index < Int(values[object].end) {
      if isKey(key, at: index) { return index }
      index = Int(values[index].end)
    }
    return nil
  }

  func isKey(_ key: StaticString, at index: Int) -> Bool {
    let range = values[index].key
    guard range.count == key.utf8CodeUnitCount else { return false }
    return key.withUTF8Buffer { $0.elementsEqual(bytes[Int(range.lowerBound)..<Int(range.upperBound)]) }
  }

  /// The members of an object or the elements of an array.
  func children(of index: Int) -> [Int] {
    var found: [Int] = []
    var child = index + 1
    while child < Int(values[index].end) {
      found.append(child)
      child = Int(values[child].end)
    }
    return found
  }

  /// A string or number as text; of an array its first element.
  func string(at index: Int?) -> String? {
    guard var index else { return nil }
    if values[index].kind == .array, values[index].end > index + 1 { index += 1 }
    switch values[index].kind {
    case .string: return decoded(values[index].text)
    case .other:
      return String(
        decoding: bytes[Int(values[index].text.lowerBound)..<Int(values[index].text.upperBound)], as: UTF8.self)
    case .object, .array: return nil
    }
  }

  /// The length of a string in bytes, as it is written.
  func length(at index: Int) -> Int { values[index].kind == .string ? values[index].text.count : 0 }

  private func decoded(_ range: Range<Int32>) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    var surrogate: UInt32 = 0
    var index = Int(range.lowerBound)
    let end = Int(range.upperBound)
    while index < end {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < end else {
        out.append(bytes[index])
        index += 1
        continue
      }
      index += 2
      switch bytes[index - 1] {
      case UInt8(ascii: "n"), UInt8(ascii: "r"): out.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): out.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "b"), UInt8(ascii: "f"): out.append(UInt8(ascii: " "))
      case UInt8(ascii: "u"):
        guard index + 4 <= end,
          let unit = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
        else { continue }
        index += 4
        if (0xD800..<0xDC00).contains(unit) {
          surrogate = unit
        } else {
          let value =
            (0xDC00..<0xE000).contains(unit) && surrogate > 0
            ? 0x10000 + ((surrogate - 0xD800) << 10) + (unit - 0xDC00) : unit
          surrogate = 0
          if let scalar = Unicode.Scalar(value) { out.append(contentsOf: String(Character(scalar)).utf8) }
        }
      case let other: out.append(other)
      }
    }
    return String(decoding: MarkRuns.cut(out), as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isPartOfJSONWord: Bool {
    isASCIILetter || isASCIIDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: "+") || self == UInt8(ascii: ".")
  }
}
