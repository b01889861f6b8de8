import NewsModels

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
    /// Letters and spaces of the phrase: unlike bytes the same however the text is typed.
    var signs: Int

    /// The field as a number: title before body.
    enum Field: Int, Hashable, Comparable {
      case title = 0
      case body = 1

      static func < (one: Field, other: Field) -> Bool { one.rawValue < other.rawValue }

      var ofEvidence: Evidence.Field { self == .title ? .title : .body }
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

    /// Words without diacritics are half as sure.
    var spellingFactor: Double { isUnaccented ? 0.5 : 1 }

    func overlaps(_ other: Span) -> Bool {
      field == other.field && start < other.end && other.start < end
    }

    /// Whether another span lies in this one and is shorter.
    func covers(_ other: Span) -> Bool {
      field == other.field && start <= other.start && other.end <= end && other.end - other.start < end - start
    }
  }

  /// One slot behind the other, each in the order of the article.
  private let all: [Span]
  /// By slot, where its spans begin in `all`; behind the last one how many there are.
  private let starts: [Int]
  /// The most words that a span can have.
  let mostWords: Int
  /// The body's paragraphs; empty where nothing matched there.
  let paragraphs: [TextMatches.Paragraph]

  /// The body's words and sentences count from here, far behind the title's, so that nothing in the two is ever near.
  static let bodyStart = 1 << 30

  init(title: TextMatches, body: TextMatches, compiled: CompiledTopics, languages: UInt64) {
    paragraphs = body.paragraphs
    mostWords = compiled.mostWords
    let memberships = compiled.memberships
    var starts = Array(repeating: 0, count: compiled.slotCount + 1)
    for matches in [title.matches, body.matches] {
      for match in matches {
        for index in compiled.membershipRange(of: match.phrase) where memberships[index].languages & languages != 0 {
          starts[memberships[index].slot + 1] += 1
        }
      }
    }
    for slot in 0..<compiled.slotCount { starts[slot + 1] += starts[slot] }
    var ends = starts
    all = [Span](unsafeUninitializedCapacity: starts[compiled.slotCount]) { all, count in
      func add(_ span: Span) {
        for index in compiled.membershipRange(of: span.phrase) where memberships[index].languages & languages != 0 {
          all.initializeElement(at: ends[memberships[index].slot], to: span)
          ends[memberships[index].slot] += 1
        }
      }
      for match in title.matches { add(Span(match, in: .title, signs: compiled.signs[match.phrase])) }
      for match in body.matches { add(Span(match, in: .body, signs: compiled.signs[match.phrase])) }
      count = starts[compiled.slotCount]
    }
    self.starts = starts
  }

  /// A slot's spans, in the order of the article.
  subscript(slot: CompiledTopics.Slot) -> ArraySlice<Span> { all[starts[slot]..<starts[slot + 1]] }
}

extension ArticleSpans.Span {
  fileprivate init(_ match: PhraseMatch, in field: Field, signs: Int) {
    let gap = field == .title ? 0 : ArticleSpans.bodyStart
    self.init(
      phrase: match.phrase, field: field, start: match.start, end: match.end, firstWord: match.firstWord + gap,
      lastWord: match.lastWord + gap, sentence: match.sentence + gap,
      paragraph: field == .title ? 0 : match.paragraph + 1, isUnaccented: match.spelling == .unaccented,
      signs: signs)
  }
}
