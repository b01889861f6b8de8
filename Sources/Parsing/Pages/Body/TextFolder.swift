/// Gathers a block's text, folding white space, and counts what it holds on the way.
struct TextFolder {
  private var bytes: [UInt8] = []
  private var pendingSpace = false
  private var inWord = false
  private var last: UInt32 = 0
  /// The counts so far; the text itself comes with `take`.
  var block = Block(node: 0, nodes: 0..<0, text: "")

  var isEmpty: Bool { bytes.isEmpty }

  /// Whether what was gathered so far ends a sentence.
  var endsAsSentence: Bool { Self.endsSentence(last) }

  /// Whether what was gathered so far ends without a space, so that letters which follow would belong to its last word.
  var endsInWord: Bool { inWord }

  mutating func addSpace() {
    pendingSpace = true
    inWord = false
  }

  /// Adds UTF-8; whether anything visible was in it.
  mutating func add(_ text: ArraySlice<UInt8>, isLink: Bool, isStrong: Bool) -> Bool {
    let before = block.weight
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte < 0x80 {
        addASCII(byte)
        index += 1
      } else {
        index = addScalar(at: index, of: text)
      }
    }
    let added = block.weight - before
    if isLink { block.linkWeight += added }
    if isStrong { block.strongWeight += added }
    return added > 0
  }

  private mutating func addASCII(_ byte: UInt8) {
    if byte.isSpace {
      addSpace()
      return
    }
    guard byte >= 0x20, byte != 0x7F else { return }
    flushSpace()
    bytes.append(byte)
    block.weight += 1
    if byte.isASCIILetter {
      if byte < UInt8(ascii: "a") { block.capitals += 1 }
    } else {
      if byte.isASCIIDigit { block.digits += 1 }
      if byte == UInt8(ascii: ",") { block.commas += 1 }
      if Self.endsSentence(UInt32(byte)), byte != UInt8(ascii: "\""), byte != UInt8(ascii: ")") {
        block.sentenceEnds += 1
      }
    }
    beginWord()
    last = UInt32(byte)
  }

  /// Adds a scalar beyond ASCII and returns the index after it.
  private mutating func addScalar(at start: Int, of text: ArraySlice<UInt8>) -> Int {
    let lead = text[start]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    let end = min(start + length, text.endIndex)
    var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for index in (start + 1)..<max(end, start + 1) { value = value << 6 | UInt32(text[index] & 0x3F) }
    guard let scalar = Unicode.Scalar(value) else { return end }
    if scalar.isFoldedSpace {
      addSpace()
      return end
    }
    guard !scalar.isInvisible else { return end }
    flushSpace()
    bytes.append(contentsOf: text[start..<end])
    let isIdeograph = (0x2E80...0xD7FF).contains(value) || (0xF900...0xFAFF).contains(value) || value >= 0x20000
    block.weight += isIdeograph ? 3 : 1
    if isIdeograph, value >= 0x3040 {
      block.words += 1
      inWord = false
    } else if !isIdeograph, !(0xFF00...0xFF0F).contains(value), !(0xFF1A...0xFF20).contains(value) {
      beginWord()
    }
    if value == 0xFF0C || value == 0x3001 || value == 0x060C { block.commas += 1 }
    if value == 0x3002 || value == 0xFF01 || value == 0xFF1F || value == 0x0964 || value == 0x06D4 {
      block.sentenceEnds += 1
    }
    last = value
    return end
  }

  private mutating func flushSpace() {
    if pendingSpace, !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
    pendingSpace = false
  }

  private mutating func beginWord() {
    if !inWord { block.words += 1 }
    inWord = true
  }

  /// The block, if it holds anything, and a fresh start.
  mutating func take() -> Block? {
    defer {
      bytes.removeAll(keepingCapacity: true)
      pendingSpace = false
      inWord = false
      last = 0
      block = Block(node: 0, nodes: 0..<0, text: "")
    }
    guard !bytes.isEmpty else { return nil }
    block.text = String(decoding: MarkRuns.cut(bytes), as: UTF8.self)
    block.endsAsSentence = endsAsSentence
    return block
  }

  private static func endsSentence(_ value: UInt32) -> Bool {
    switch value {
    // . ! ? " ) ” ’ » … 。 ！ ？ 」 』 ） ” ۔ ؟ ।
    case 0x2E, 0x21, 0x3F, 0x22, 0x29, 0x201D, 0x2019, 0xBB, 0x2026, 0x3002, 0xFF01, 0xFF1F, 0x300D, 0x300F, 0xFF09,
      0x06D4, 0x061F, 0x0964, 0x201C:
      true
    default: false
    }
  }
}
