/// The words of a text as hashes, letter case and punctuation aside: what two spellings of one text share.
///
/// An ideograph is a word of its own.
struct WordKeys: Hashable, Sendable {
  private(set) var keys: [UInt64] = []

  init(_ text: String) {
    var text = text
    text.withUTF8 { read($0) }
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var key = NameTable.emptyKey
    var isOpen = false
    func close(_ keys: inout [UInt64]) {
      if isOpen { keys.append(key | 1) }
      key = NameTable.emptyKey
      isOpen = false
    }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte.isASCIILetter || byte.isASCIIDigit {
          key = NameTable.extend(key, by: byte.asciiLowercased)
          isOpen = true
        } else if byte != UInt8(ascii: "'") {
          close(&keys)
        }
        index += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let end = min(index + length, bytes.count)
      var value = UInt32(byte) & (0xFF >> UInt32(length + 1))
      for next in (index + 1)..<max(end, index + 1) { value = value << 6 | UInt32(bytes[next] & 0x3F) }
      if Self.isPunctuation(value) {
        // Apostrophes, straight or not, stand within words.
        if value != 0x2019, value != 0x2018 { close(&keys) }
      } else {
        if Self.isIdeograph(value) { close(&keys) }
        for next in index..<end { key = NameTable.extend(key, by: bytes[next]) }
        isOpen = true
        if Self.isIdeograph(value) { close(&keys) }
      }
      index = end
    }
    close(&keys)
  }

  private static func isPunctuation(_ value: UInt32) -> Bool {
    (0x80..<0xC0).contains(value) || (0x2000...0x206F).contains(value) || (0x3000...0x303F).contains(value)
      || (0xFF00...0xFF0F).contains(value) || (0xFF1A...0xFF20).contains(value) || value == 0xFEFF
  }

  private static func isIdeograph(_ value: UInt32) -> Bool {
    (0x3040...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value) || value >= 0x20000
  }

  var isEmpty: Bool { keys.isEmpty }
  var count: Int { keys.count }

  func hasPrefix(_ other: WordKeys) -> Bool { keys.starts(with: other.keys) }
  func hasSuffix(_ other: WordKeys) -> Bool { keys.suffix(other.count).elementsEqual(other.keys) }
}

/// Runs of four words of a text: whether another text repeats it.
struct WordRuns: Sendable {
  private var runs: Set<UInt64> = []

  static let length = 4

  init(_ text: String) {
    for run in Self.runs(of: WordKeys(text).keys) { runs.insert(run) }
  }

  var isEmpty: Bool { runs.isEmpty }

  /// The share of a text's runs that are among these; nil for a text shorter than one run.
  func share(of text: WordKeys) -> Double? {
    guard text.count >= Self.length else { return nil }
    var hits = 0
    for run in Self.runs(of: text.keys) where runs.contains(run) { hits += 1 }
    return Double(hits) / Double(text.count - Self.length + 1)
  }

  private static func runs(of keys: [UInt64]) -> [UInt64] {
    guard keys.count >= length else { return [] }
    return (0...(keys.count - length)).map { start in
      keys[start..<(start + length)].reduce(0) { ($0 &* 31) ^ $1 }
    }
  }
}
