import CLibXML2

extension PageTree {
  /// Why a page was not read to its end.
  enum Refusal: Hashable, Sendable {
    /// Elements stand in each other deeper than the cost bound allows.
    case tooDeep(depth: Int)
    case tooManyElements(Int)
    case tooManyReferences(Int)
    case tooLarge(bytes: Int)
    case outOfMemory
  }

  /// Ten times what the largest articles have. Pages with more are refused, so that none takes seconds.
  static let mostNodes = 150_000

  /// Each entity costs the library a call: dozens of times what the largest articles hold.
  static let mostReferences = 1_000_000

  /// Parses what a screen passed on, with libxml2's HTML parser.
  ///
  /// libxml2 builds no tree here: it only calls back, so its depth limit does not apply and nothing is built twice. Its
  /// cost for an end tag grows with the depth, so the product of depth and end tags is bounded by `costBound`.
  static func parse(_ screen: MarkupScreen, costBound: Int = 1 << 25) -> (tree: PageTree, refusal: Refusal?) {
    guard screen.markup.count < 1 << 30 else { return (PageTree(), .tooLarge(bytes: screen.markup.count)) }
    guard screen.references <= mostReferences else { return (PageTree(), .tooManyReferences(screen.references)) }
    guard !screen.markup.isEmpty else { return (PageTree(), nil) }
    LibXML2.makeReady()
    let builder = PageTreeBuilder(deepest: max(256, costBound / max(screen.endTags, 1)))
    screen.markup.withUnsafeBytes { markup in
      guard let start = markup.bindMemory(to: CChar.self).baseAddress,
        let context = htmlCreateMemoryParserCtxt(start, Int32(markup.count))
      else {
        builder.refusal = .outOfMemory
        return
      }
      defer { htmlFreeParserCtxt(context) }
      context.pointee.sax.pointee = PageTreeBuilder.handlers
      context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
      builder.context = context
      htmlCtxtUseOptions(
        context,
        Int32(
          HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOIMPLIED.rawValue))
      xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
      htmlParseDocument(context)
      builder.context = nil
    }
    builder.finish()
    return (builder.tree, builder.refusal)
  }
}

extension PageTree.Refusal: CustomStringConvertible {
  var description: String {
    switch self {
    case .tooDeep(let depth):
      "expected HTML of ordinary depth, got elements \(depth) deep; the file is damaged or hostile"
    case .tooManyElements(let count):
      "expected fewer than \(PageTree.mostNodes) elements and texts, got \(count) and more; split the page"
    case .tooManyReferences(let count):
      "expected at most \(PageTree.mostReferences) entities, got \(count); the file is damaged or hostile"
    case .tooLarge(let bytes): "expected less than 1 GiB of HTML, got \(bytes) bytes; split the page"
    case .outOfMemory: "libxml2 found no memory for the page; push it again when the machine has some"
    }
  }
}

/// Receives libxml2's calls and adds to a tree.
private final class PageTreeBuilder {
  var tree = PageTree()
  var refusal: PageTree.Refusal?
  /// Valid only while libxml2 parses.
  var context: htmlParserCtxtPtr?
  /// The elements that are open; libxml2 closes what pages leave open.
  private var open: [Int] = [0]
  private let deepest: Int

  init(deepest: Int) {
    self.deepest = deepest
  }

  func finish() {
    while let node = open.popLast() { tree.close(node) }
  }

  private func startElement(
    _ name: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    guard open.count < deepest else {
      refusal = .tooDeep(depth: open.count)
      xmlStopParser(context)
      return
    }
    guard tree.count < PageTree.mostNodes else {
      refusal = .tooManyElements(tree.count)
      xmlStopParser(context)
      return
    }
    let tag = Tag(name: UnsafeBufferPointer(terminatedByZero: name))
    open.append(tree.open(tag, parent: open[open.count - 1]))
    guard var next = attributes else { return }
    while let name = next.pointee {
      if let value = next.successor().pointee,
        let name = AttributeName(UnsafeBufferPointer(terminatedByZero: name))
      {
        tree.add(name, UnsafeBufferPointer(terminatedByZero: value))
      }
      next += 2
    }
  }

  private func endElement() {
    guard open.count > 1, let node = open.popLast() else { return }
    tree.close(node)
  }

  private func text(_ start: UnsafePointer<UInt8>, _ count: Int32) {
    tree.add(UnsafeBufferPointer(start: start, count: Int(count)), parent: open[open.count - 1])
  }

  static var handlers: htmlSAXHandler {
    var handlers = htmlSAXHandler()
    handlers.startElement = { context, name, attributes in
      guard let name else { return }
      PageTreeBuilder.from(context)?.startElement(name, attributes)
    }
    handlers.endElement = { context, _ in PageTreeBuilder.from(context)?.endElement() }
    handlers.characters = { context, start, count in
      guard let start else { return }
      PageTreeBuilder.from(context)?.text(start, count)
    }
    handlers.cdataBlock = handlers.characters
    handlers.ignorableWhitespace = handlers.characters
    return handlers
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> PageTreeBuilder? {
    context.map { Unmanaged<PageTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }
}

extension UnsafeBufferPointer<UInt8> {
  init(terminatedByZero start: UnsafePointer<UInt8>) {
    var count = 0
    while start[count] != 0 { count += 1 }
    self.init(start: start, count: count)
  }
}
