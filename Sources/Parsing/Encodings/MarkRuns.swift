/// Runs of marks that are longer than any text's, cut: comparing and normalising text sorts a run, which costs the square of its length.
enum MarkRuns {
  /// Marks in a row that stay: as many as Unicode's stream-safe format allows.
  static let longest = 30

  /// `utf8` must be valid. Costs a look at one character in 62 bytes where nothing is to be cut.
  static func cut(_ utf8: [UInt8]) -> [UInt8] {
    guard mayHoldLongRun(utf8) else { return utf8 }
    var kept = String.UnicodeScalarView()
    kept.reserveCapacity(utf8.count)
    var marks = 0
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      marks = isMark(scalar) ? marks + 1 : 0
      if marks <= longest { kept.append(scalar) }
    }
    return Array(String(kept).utf8)
  }

  static func cut(_ text: String) -> String {
    var text = text
    guard text.withUTF8({ mayHoldLongRun($0) }) else { return text }
    return String(decoding: cut(Array(text.utf8)), as: UTF8.self)
  }

  /// A mark has two bytes at least, so that one of a longer run stands at one of places as far apart as its bytes.
  private static func mayHoldLongRun(_ utf8: some RandomAccessCollection<UInt8>) -> Bool {
    utf8.withContiguousStorageIfAvailable { utf8 in
      stride(from: leastBytes - 1, to: utf8.count, by: leastBytes).contains { place in
        guard utf8[place] >= 0x80 else { return false }
        var start = place
        while start > 0, utf8[start] & 0xC0 == 0x80 { start -= 1 }
        let character = utf8[start..<min(utf8.count, start + 4)]
        return String(decoding: character, as: UTF8.self).unicodeScalars.first.map(isMark) ?? false
      }
    } ?? true
  }

  /// Of the shortest run that is cut.
  private static let leastBytes = 2 * (longest + 1)

  /// Whether it is sorted among its neighbours, by itself or by what it comes apart into.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    return scalar.properties.canonicalCombiningClass != .notReordered
      || [0x0F73, 0x0F75, 0x0F81].contains(scalar.value)
  }
}
