import CLibXML2

/// Resolves the character references of HTML in a text that holds no other markup: `&amp;`, `&#8211;`, `&#150;`, `&eacute;`.
enum EntityText {
  static func resolve(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return String(decoding: resolve(Array(text.utf8)[...]), as: UTF8.self)
  }

  /// A `&` that begins no reference stays what it is.
  static func resolve(_ utf8: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(utf8.count)
    var index = utf8.startIndex
    while index < utf8.endIndex {
      if utf8[index] == UInt8(ascii: "&"),
        let end = utf8[index...].prefix(longest).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(utf8[(index + 1)..<end])
      {
        out.append(contentsOf: String(Character(scalar)).utf8)
        index = end + 1
      } else {
        out.append(utf8[index])
        index += 1
      }
    }
    return MarkRuns.cut(out)
  }

  /// Bytes, with `&` and `;`: `&thetasym;`.
  private static let longest = 10

  private static func scalar(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard name.first == UInt8(ascii: "#") else {
      return (Array(name) + [0]).withUnsafeBufferPointer { name in
        guard name[0] != 0, let start = name.baseAddress, let entry = htmlEntityLookup(start) else {
          // HTML 4 has no name for it.
          return name.dropLast().elementsEqual("apos".utf8) ? "'" : nil
        }
        // A no-break space parts words as any other.
        return entry.pointee.value == 0xA0 ? " " : Unicode.Scalar(entry.pointee.value)
      }
    }
    let digits = name.dropFirst()
    let isHexadecimal = digits.first == UInt8(ascii: "x") || digits.first == UInt8(ascii: "X")
    let text = String(decoding: isHexadecimal ? digits.dropFirst() : digits, as: UTF8.self)
    return UInt32(text, radix: isHexadecimal ? 16 : 10).flatMap { Windows1252.sign($0) ?? Unicode.Scalar($0) }
  }
}
