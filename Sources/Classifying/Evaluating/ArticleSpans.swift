/// The phrases that stand in one article, title first, by the slots of the lists that they belong to.
struct ArticleSpans {
  /// A place where a phrase stands. Title and body share one count of words, sentences and paragraphs.
  struct Span: Hashable {
    var phrase: Int
    var field: Field
    /// UTF-8 offset in the field.
    var start: Int
    /// UTF-8 offset behind the span.
    var end: Int
    var firstWord: Int
    var lastWord: Int
    var sentence: Int
    /// 0 for the title, 1 for the lead.
    var paragraph: Int
    /// Written without diacritics in a text without any.
    var isUnaccented: Bool

    /// The field as a number: title before body.
    enum Field: Int, Hashable, Comparable {
      case title = 0
      case body = 1

      static func < (one: Field, other: Field) -> Bool { one.rawValue < other.rawValue }
    }

    var place: Place {
      switch field {
      case .title: .title
      case .body: paragraph == 1 && firstWord < ArticleSpans.bodyStart + Place.leadWords ? .lead : .body
      }
    }

    /// Whether the span begins before another one in the article.
    func isBefore(_ other: Span) -> Bool {
      field == other.field ? start < other.start : field < other.field
    }

    func overlaps(_ other: Span) -> Bool {
      field == other.field && start < other.end && other.start < end
    }

    /// Whether another span lies in this one and is shorter.
    func covers(_ other: Span) -> Bool {
      field == other.field && start <= other.start && other.end <= end && other.end - other.start < end - start
    }
  }

  /// In the order of the article, each slot's spans.
  private(set) var bySlot: [[Span]]
  /// The body's paragraphs; empty where nothing matched there.
  let paragraphs: [TextMatches.Paragraph]

  /// The body's words and sentences count from here, far behind the title's, so that nothing in the two is ever near.
  static let bodyStart = 1 << 30

  init(title: TextMatches, body: TextMatches, compiled: CompiledTopics, languages: UInt64) {
    bySlot = Array(repeating: [], count: compiled.slotCount)
    paragraphs = body.paragraphs
    makeRoom(for: title.matches, body.matches, compiled: compiled, languages: languages)
    for match in title.matches {
      add(
        Span(
          phrase: match.phrase, field: .title, start: match.start, end: match.end, firstWord: match.firstWord,
          lastWord: match.lastWord, sentence: match.sentence, paragraph: 0,
          isUnaccented: match.spelling == .unaccented),
        compiled: compiled, languages: languages)
    }
    let gap = Self.bodyStart
    for match in body.matches {
      add(
        Span(
          phrase: match.phrase, field: .body, start: match.start, end: match.end, firstWord: match.firstWord + gap,
          lastWord: match.lastWord + gap, sentence: match.sentence + gap, paragraph: match.paragraph + 1,
          isUnaccented: match.spelling == .unaccented),
        compiled: compiled, languages: languages)
    }
  }

  /// Arrays that grow by themselves would be made several times.
  private mutating func makeRoom(
    for title: [PhraseMatch], _ body: [PhraseMatch], compiled: CompiledTopics, languages: UInt64
  ) {
    var counts = Array(repeating: 0, count: compiled.slotCount)
    for matches in [title, body] {
      for match in matches {
        for membership in compiled.memberships[match.phrase] where membership.languages & languages != 0 {
          counts[membership.slot] += 1
        }
      }
    }
    for (slot, count) in counts.enumerated() where count > 0 { bySlot[slot].reserveCapacity(count) }
  }

  private mutating func add(_ span: Span, compiled: CompiledTopics, languages: UInt64) {
    for membership in compiled.memberships[span.phrase] where membership.languages & languages != 0 {
      bySlot[membership.slot].append(span)
    }
  }
}
