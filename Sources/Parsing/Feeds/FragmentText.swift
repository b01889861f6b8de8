/// The paragraphs of a piece of HTML that stands inside a feed or a record, without links to other places, buttons and notices.
enum FragmentText {
  /// The most bytes of a piece that are read: far above any article.
  static let limit = 4 << 20

  /// A block of text.
  struct Piece: Hashable, Sendable {
    var text: String
    /// Why it is no text of the article; nil where it is.
    var fault: String?
  }

  static func paragraphs(_ text: String) -> [String] {
    pieces(text).filter { $0.fault == nil }.map(\.text)
  }

  /// Text without any tag or entity is split at its line ends.
  static func pieces(_ text: String) -> [Piece] {
    guard looksLikeMarkup(text) else {
      return text.split(whereSeparator: \.isNewline).map { String($0).foldingWhiteSpace() }.filter { !$0.isEmpty }
        .map { Piece(text: $0) }
    }
    let page = Array("<html><body>".utf8) + text.utf8.prefix(limit) + Array("</body></html>".utf8)
    let (tree, refusal) = PageTree.parse(MarkupScreen(page))
    guard refusal == nil else { return [] }
    return BlockCutter.blocks(of: tree).compactMap { block in
      let line = block.text.onOneLine.trimmedSpaces
      return line.isEmpty ? nil : Piece(text: line, fault: fault(in: block))
    }
  }

  /// Whether a tag or an entity is in it.
  private static func looksLikeMarkup(_ text: String) -> Bool {
    var previous: UInt8 = 0x20
    for byte in text.utf8 {
      let isTag = byte.isASCIILetter || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!")
      if previous == UInt8(ascii: "<"), isTag { return true }
      if previous == UInt8(ascii: "&"), byte.isASCIILetter || byte == UInt8(ascii: "#") { return true }
      previous = byte
    }
    return false
  }

  private static func fault(in block: Block) -> String? {
    if block.linkDensity > 0.8 && block.weight < 160 { return "a link" }
    let bytes = Array(block.text.utf8)
    var line = DumpLine(range: 0..<bytes.count)
    bytes.withUnsafeBufferPointer { line.measure($0, vocabulary: .of(nil)) }
    if line.isPhraseWhole { return "a button or notice" }
    if line.phrase == .related && line.units < 160 { return "a related story" }
    let isAdded = line.words < 60 && block.text.hasPrefix("The post ") && block.text.contains(" appeared first on ")
    return isAdded ? "added by the feed's program" : nil
  }
}
