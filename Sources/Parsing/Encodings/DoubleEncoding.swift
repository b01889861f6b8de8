import Glibc

/// UTF-8 that a program took for windows-1252 and encoded once more: `Tiáº¿ng Viá»‡t` for `Tiếng Việt`.
///
/// Undone piece by piece: often the text that came out of a database is of it, and the page or record around it is not.
enum DoubleEncoding {
  /// The text as it was before; nil where too little tells that any of it was encoded twice. Linear in the size.
  static func undone(_ utf8: [UInt8]) -> [UInt8]? {
    guard signs(in: utf8[...], atMost: leastSigns) >= leastSigns, UTF8Screen.isValid(utf8[...]) else { return nil }
    let text = utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? utf8[3...] : utf8[...]
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    for piece in text.split(omittingEmptySubsequences: false, whereSeparator: partsPieces) {
      output.append(contentsOf: whole(piece) ?? letters(piece))
      if piece.endIndex < text.endIndex { output.append(text[piece.endIndex]) }
    }
    return output
  }

  /// The same of a record's string, which may be as short as a title: one sign is enough where all of it was encoded twice.
  static func undone(string utf8: [UInt8]) -> [UInt8]? {
    guard signs(in: utf8[...], atMost: 1) > 0 else { return nil }
    return whole(utf8[...]) ?? undone(utf8)
  }

  /// Lines, the texts of elements and their attributes, the strings of a record.
  private static func partsPieces(_ byte: UInt8) -> Bool {
    byte == 0x0A || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }

  /// A piece that was encoded twice from end to end, as it was before; or three times, as it was at first.
  private static func whole(_ piece: ArraySlice<UInt8>) -> [UInt8]? {
    guard piece.contains(where: { $0 >= 0x80 }) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(piece.count)
    for scalar in String(decoding: piece, as: UTF8.self).unicodeScalars {
      guard let byte = byte(of: scalar) else { return nil }
      bytes.append(byte)
    }
    return UTF8Screen.isValid(bytes[...]) ? whole(bytes[...]) ?? bytes : nil
  }

  /// A piece with signs, in which other characters stand beside letters that were encoded twice: those letters as they were before.
  private static func letters(_ piece: ArraySlice<UInt8>) -> [UInt8] {
    guard signs(in: piece, atMost: 1) > 0 else { return Array(piece) }
    let scalars = Array(String(decoding: piece, as: UTF8.self).unicodeScalars)
    var output: [UInt8] = []
    output.reserveCapacity(piece.count)
    var index = 0
    while index < scalars.count {
      let letter = letter(scalars[index...])
      output.append(contentsOf: letter ?? Array(String(scalars[index]).utf8))
      index += letter?.count ?? 1
    }
    return output
  }

  /// The bytes of a letter beyond ASCII that `scalars` begin with, a character for each.
  private static func letter(_ scalars: ArraySlice<Unicode.Scalar>) -> [UInt8]? {
    guard let first = scalars.first.flatMap(byte), first >= 0xC2, first <= 0xF4 else { return nil }
    let bytes = scalars.prefix(first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2).compactMap(byte)
    return UTF8Screen.isValid(bytes[...]) ? bytes : nil
  }

  /// How often what hardly ever stands in a text stands in it: `á»`, `áº`, or `Ã` before a sign.
  private static func signs(in utf8: ArraySlice<UInt8>, atMost most: Int) -> Int {
    utf8.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      let end = bytes.count
      var (index, signs) = (2, 0)
      while index < end - 1, signs < most, let found = memchr(base + index, 0xC2, end - 1 - index) {
        let place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        let isVietnamese = bytes[place - 1] == 0xA1 && (bytes[place + 1] == 0xBA || bytes[place + 1] == 0xBB)
        if bytes[place - 2] == 0xC3, isVietnamese || bytes[place - 1] == 0x83 { signs += 1 }
        index = place + 1
      }
      return signs
    }
  }

  /// Of a document.
  private static let leastSigns = 3

  /// The byte of windows-1252, or of the Latin-1 that some programs take for it.
  private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    scalar.value < 0x100 ? UInt8(scalar.value) : Windows1252.values[scalar]
  }
}
