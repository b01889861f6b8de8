import NewsModels

/// Reads articles out of a document's bytes.
///
/// The same bytes, name and options always give the same outcome: nothing here reads a clock, a file or the environment.
public struct DocumentReader: Sendable {
  /// What is known of a document besides its bytes.
  public struct Hints: Sendable {
    /// The file's name; a weak hint of its form. nil for standard input.
    public var name: String?
    /// The outlet as the user states it (`push --source`); overrides what the document says.
    public var source: String?

    public init(name: String? = nil, source: String? = nil) {
      self.name = name
      self.source = source
    }
  }

  public init() {}

  /// Reads `document`, one file or one record of a container.
  ///
  /// Time grows linearly with the size; the size itself is the caller's to bound.
  public func read(_ document: [UInt8], hints: Hints = Hints()) -> ReadOutcome {
    read(document, hints: hints, explains: false).outcome
  }

  /// Reads `document` as `read` does, and says what of it was left out; its parts are not told.
  public func readAll(_ document: [UInt8], hints: Hints = Hints()) -> ReadExplanation {
    read(document, hints: hints, explains: false)
  }

  /// Reads `document` as `read` does, and says how: its form and encoding, and what was kept and dropped, and why.
  public func explain(_ document: [UInt8], hints: Hints = Hints()) -> ReadExplanation {
    read(document, hints: hints, explains: true)
  }

  private func read(_ document: [UInt8], hints: Hints, explains: Bool) -> ReadExplanation {
    var explanation = ReadExplanation(
      outcome: .unreadable(reason: "the file is empty; push a file with an article in it"))
    guard document.contains(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) else { return explanation }
    do throws(ParsingError) {
      explanation = try Self.read(try Unwrapped(document), hints: hints, explains: explains)
    } catch {
      explanation.outcome = .unreadable(reason: error.description)
    }
    // A dump's title and paragraphs are lines of its text, which is clean already, and trimmed.
    explanation.outcome = Self.finish(explanation.outcome, hints: hints, isClean: explanation.form == "text")
    return explanation
  }

  private static func read(_ page: Unwrapped, hints: Hints, explains: Bool) throws(ParsingError) -> ReadExplanation {
    if let reason = page.reasonToSkip { return ReadExplanation(outcome: .skipped(reason: reason)) }
    if let verdict = BinaryForm.verdict(on: page.bytes) { return ReadExplanation(outcome: verdict) }
    let text = try TextDecoder.decode(
      page.bytes, declared: (page.charset.map { [$0] } ?? []) + DeclaredEncodings.labels(in: page.bytes))
    var explanation: ReadExplanation
    switch DocumentForm.of(text.utf8, name: hints.name) {
    case .json:
      explanation = RecordReader.read(try JSONReader.readAll(text.utf8), explains: explains)
      Self.place(&explanation.outcome, at: page.address)
    case .table:
      explanation = try TableRecords.read(text.utf8, explains: explains)
      Self.place(&explanation.outcome, at: page.address)
    case .html: explanation = PageDocument.read(text.utf8, url: page.address, explains: explains)
    case .feed: explanation = FeedReader.read(text.utf8, address: page.address, explains: explains)
    case .xml:
      explanation = ReadExplanation(outcome: .skipped(reason: "XML that is neither a feed nor a page: no article"))
    case .rootlessXML:
      explanation = ReadExplanation(
        outcome: .unreadable(
          reason: "expected XML with an element in it, got only what stands before one, or a comment or document type "
            + "without an end; fetch the file again"))
    case .wire(let what): explanation = ReadExplanation(outcome: BinaryForm.unreadable(what))
    case .asset(let what): explanation = ReadExplanation(outcome: .skipped(reason: "\(what), not an article"))
    case .text:
      if let start = DocumentForm.pageStart(in: text.utf8) {
        explanation = PageDocument.read(Array(text.utf8[start...]), url: page.address, explains: explains)
      } else {
        explanation = DumpReader.read(text.utf8, explains: explains)
        explanation.form = "text"
        Self.place(&explanation.outcome, at: page.address)
      }
    }
    explanation.encoding = text.encoding.name
    return explanation
  }

  /// An archived text says nothing of where it stood, and records may say nothing of it: there the address that the document was fetched
  /// from names the outlet. It is an article's own where the document holds no other.
  private static func place(_ outcome: inout ReadOutcome, at address: String?) {
    guard case .articles(var articles) = outcome, let address = address.map(ArchivedAddress.original),
      let host = SourceName.host(of: address)
    else { return }
    if articles.count == 1, articles[0].url == nil { articles[0].url = address }
    for index in articles.indices where articles[index].source == nil { articles[index].source = host }
    outcome = .articles(articles)
  }

  /// Applies the hints and makes sure of what `Article` promises.
  private static func finish(_ outcome: ReadOutcome, hints: Hints, isClean: Bool) -> ReadOutcome {
    guard case .articles(var articles) = outcome else { return outcome }
    for index in articles.indices { finish(&articles[index], hints: hints, isClean: isClean) }
    articles.removeAll { $0.title.isEmpty }
    return articles.isEmpty ? .skipped(reason: "a text without a title: not an article") : .articles(articles)
  }

  private static func finish(_ article: inout Article, hints: Hints, isClean: Bool) {
    article.title = isClean ? CleanText.cleanLine(article.title) : CleanText.line(article.title)
    if !isClean { article.body = CleanText.paragraphs(article.body) }
    article.source = named(article.source)
    article.credit = named(article.credit)
    if let source = hints.source { article.source = source }
    if article.source == nil {
      article.source = TextOutlet.opening(of: article.body) ?? article.credit.flatMap(TextOutlet.credited)
    }
  }

  /// A name on one line; none is better than one that says nothing.
  private static func named(_ name: String?) -> String? {
    let line = name.map(CleanText.line)
    return line.flatMap { $0.isEmpty || StatedOutlet.isNone($0) ? nil : $0 }
  }
}
