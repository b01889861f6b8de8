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

  static func paragraphs(_ text: String) -> [String] { paragraphs(of: [text]) }

  /// Of texts of which one may be HTML, another plain.
  static func paragraphs(of texts: [String]) -> [String] {
    pieces(of: texts).filter { $0.fault == nil }.map(\.text)
  }

  /// A text that is one line: a title or a name. All of it: a title that is a link, or a notice's words, is one all the same.
  static func line(_ text: String) -> String {
    pieces(String(text.unicodeScalars.prefix(longestLine))).map(\.text).joined(separator: " ")
  }

  /// Characters.
  private static let longestLine = 5_000

  static func pieces(_ text: String) -> [Piece] { pieces(of: [text]) }

  /// Split at line ends, unless tags that part paragraphs stand in a text. Together they are one page for the parser, since each costs
  /// it more than a short text does.
  static func pieces(of texts: [String]) -> [Piece] {
    let markups = texts.map { text in
      let markup = FragmentMarkup(Array(text.utf8))
      return EscapedMarkup.undone(markup) ?? markup
    }
    let plain = { markups.flatMap { lines(of: $0.bytes) }.map { Piece(text: $0) } }
    let kind = markups.map(\.kind).max() ?? .none
    if kind == .none { return plain() }
    // With more breaks than elements a page may have, a text says more than its tags do.
    return pieces(html: Array(markups.map(\.html).joined(separator: "<div></div>".utf8)))
      ?? (kind == .block ? [] : plain())
  }

  /// nil for what is refused as a page.
  private static func pieces(html: [UInt8]) -> [Piece]? {
    let page = Array("<html><body>".utf8) + html.prefix(limit) + Array("</body></html>".utf8)
    let (tree, refusal) = PageTree.parse(MarkupScreen(page))
    guard refusal == nil else { return nil }
    return BlockCutter.blocks(of: tree).compactMap { block in
      let line = block.text.onOneLine.trimmedSpaces
      return line.isEmpty ? nil : Piece(text: line, fault: fault(in: block))
    }
  }

  /// The lines that are not blank, those that were broken at a width whole again, without white space at their ends and more than one space
  /// between words, entities resolved.
  private static func lines(of utf8: [UInt8]) -> [String] {
    let utf8 = WrappedLines.joined(utf8) ?? utf8
    let hasEntities = utf8.contains(UInt8(ascii: "&"))
    return utf8.split { $0 == 0x0A || $0 == 0x0D }.compactMap { line in
      let line = (hasEntities ? EntityText.resolve(line)[...] : line).trimmed
      guard !line.isEmpty else { return nil }
      let text = String(decoding: line, as: UTF8.self)
      return mayHoldOddSpaces(line) ? text.foldingWhiteSpace() : text
    }
  }

  /// Whether there are two spaces together, tabs, or characters with which spaces other than ASCII's begin.
  private static func mayHoldOddSpaces(_ line: ArraySlice<UInt8>) -> Bool {
    var before: UInt8 = 0
    for byte in line {
      if byte < 0x20 || byte == 0x20 && before == 0x20 { return true }
      if before == 0xC2 && byte <= 0xAD || before == 0xE2 && byte <= 0x81 || before == 0xE3 && byte == 0x80 {
        return true
      }
      if byte == 0xEF || before == 0xE1 && byte == 0x9A { return true }
      before = byte
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
