/// Quick looks at UTF-8 that tell whether slower work is needed.
enum UTF8Screen {
  static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      (try? UTF8Span(validating: buffer.span)) != nil
    }
  }

  /// How many maximal invalid sequences `bytes` hold.
  static func faults(in bytes: ArraySlice<UInt8>) -> Int {
    var faults = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let length = sequenceLength(bytes, at: index)
      if length == 0 {
        faults += 1
        index += 1
      } else {
        index += length
      }
    }
    return faults
  }

  /// How many well-formed sequences of two bytes or more `bytes` hold.
  static func multibyteSequences(in bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let length = sequenceLength(bytes, at: index)
      if length > 1 { count += 1 }
      index += max(1, length)
    }
    return count
  }

  static func replacementCharacters(in utf8: [UInt8]) -> Int {
    var count = 0
    for index in utf8.indices.dropLast(2) where utf8[index] == 0xEF {
      if utf8[index + 1] == 0xBF && utf8[index + 2] == 0xBD { count += 1 }
    }
    return count
  }

  /// The length of the well-formed sequence at `index`, 0 where there is none.
  private static func sequenceLength(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let length =
      first >= 0xF0 && first <= 0xF4 ? 4 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xC2 && first < 0xE0 ? 2 : 0
    guard length > 0, index + length <= bytes.endIndex else { return 0 }
    for next in bytes[(index + 1)..<(index + length)] where next & 0xC0 != 0x80 { return 0 }
    let second = bytes[index + 1]
    switch first {
    case 0xE0: return second >= 0xA0 ? length : 0
    case 0xED: return second < 0xA0 ? length : 0
    case 0xF0: return second >= 0x90 ? length : 0
    case 0xF4: return second < 0x90 ? length : 0
    default: return length
    }
  }
}
