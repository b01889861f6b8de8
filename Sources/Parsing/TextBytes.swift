extension ArraySlice<UInt8> {
  /// Without white space at both ends: ASCII spaces, tabs, line ends, no-break and ideographic spaces.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while true {
      guard let first = slice.first else { return slice }
      if first == 0x20 || first == 0x09 || first == 0x0A || first == 0x0D {
        slice = slice.dropFirst()
      } else if first == 0xC2, slice.count >= 2, slice[slice.startIndex + 1] == 0xA0 {
        slice = slice.dropFirst(2)
      } else if first == 0xE3 || first == 0xE2, let size = slice.spaceSize(at: slice.startIndex) {
        slice = slice.dropFirst(size)
      } else {
        break
      }
    }
    while let last = slice.last {
      if last == 0x20 || last == 0x09 || last == 0x0A || last == 0x0D {
        slice = slice.dropLast()
      } else if last == 0xA0, slice.count >= 2, slice[slice.endIndex - 2] == 0xC2 {
        slice = slice.dropLast(2)
      } else if slice.count >= 3, last == 0x80 || last == 0x8B, let size = slice.spaceSize(at: slice.endIndex - 3) {
        slice = slice.dropLast(size)
      } else {
        break
      }
    }
    return slice
  }

  /// 3 where an ideographic space or a zero-width space stands at `index`.
  private func spaceSize(at index: Int) -> Int? {
    guard index + 3 <= endIndex else { return nil }
    switch (self[index], self[index + 1], self[index + 2]) {
    case (0xE3, 0x80, 0x80), (0xE2, 0x80, 0x8B): return 3
    default: return nil
    }
  }

  /// Whether it begins with `prefix`, letter case of ASCII letters aside.
  func starts(withFolded prefix: [UInt8]) -> Bool {
    guard count >= prefix.count else { return false }
    var index = startIndex
    for byte in prefix {
      guard self[index].asciiLowercased == byte.asciiLowercased else { return false }
      index += 1
    }
    return true
  }

  func containsSequence(_ sequence: [UInt8]) -> Bool {
    guard let first = sequence.first, count >= sequence.count else { return false }
    var index = startIndex
    while index + sequence.count <= endIndex {
      if self[index] == first && self[index..<(index + sequence.count)].elementsEqual(sequence) { return true }
      index += 1
    }
    return false
  }
}

extension String {
  /// Made of bytes that are known to be valid UTF-8, without looking at them once more.
  init(validated utf8: [UInt8]) {
    self.init(copying: UTF8Span(unchecked: utf8.span))
  }
}

extension UInt8 {
  var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
  var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
}
