import NewsModels

/// Reads the visible text of a page as a person copied or saved it: with or without the menus before and the boxes after.
///
/// Forward only: `WrappedLines` (broken lines joined) → `DumpLines` (split and measured) → `DumpContext` (what they show together) →
/// `DumpFeatures` → `DumpScores` → the choice of lines → `DumpHeadline` → date and credit → the article. Each step is a pure function of
/// those before.
struct DumpReader {
  let dump: DumpLines
  let context: DumpContext
  let scores: DumpScores
  private(set) var chosen: [Bool]
  private(set) var headline: Int?
  private(set) var date: (index: Int, time: PublicationTime)?
  private(set) var credit: (index: Int, text: String)?

  /// `utf8` is clean (see `CleanText`). `explains` asks for the parts, too.
  static func read(_ utf8: [UInt8], explains: Bool = false) -> ReadExplanation {
    let reader = DumpReader(DumpLines(WrappedLines.joined(utf8) ?? utf8))
    var explanation = ReadExplanation(outcome: reader.outcome)
    if explains { explanation.parts = reader.parts }
    return explanation
  }

  init(_ dump: DumpLines) {
    self.dump = dump
    let features = DumpFeatures(dump)
    context = features.context
    scores = DumpScores(features)
    chosen = scores.choice(dump)
    headline = DumpHeadline(dump, context, chosen: chosen).index
    dropBeforeHeadline()
    takeLead()
    findCredit()
    findDate()
    dropNotices()
  }

  private var outcome: ReadOutcome {
    if let reason = DumpVerdict(self).reasonToSkip { return .skipped(reason: reason) }
    guard let headline else { return .skipped(reason: "no headline with text under it was found: not an article") }
    var article = Article(title: dump.string(dump.lines[headline]), body: body, language: dump.language)
    article.published = date?.time
    article.credit = credit?.text
    return .articles([article])
  }

  /// Each line is trimmed and none is empty: what `CleanText.paragraphs` makes of a text.
  private var body: String {
    var size = 0
    for index in chosen.indices where chosen[index] { size += dump.lines[index].range.count + 1 }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    dump.text.withUnsafeBufferPointer { text in
      for index in chosen.indices where chosen[index] {
        if !bytes.isEmpty { bytes.append(0x0A) }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[dump.lines[index].range]))
      }
    }
    return String(validated: bytes)
  }

  /// Whether a line is a notice or button that stands inside articles: by its words, or because it comes again.
  func isRecurring(_ index: Int) -> Bool {
    let line = dump.lines[index]
    let place = context.places[index]
    return line.units < 80 && (line.isPhraseWhole || place.isRepetition || place.isRepeatedLater)
  }

  /// What stands before the headline is no text of the article, nor is the headline itself or a repetition of it.
  private mutating func dropBeforeHeadline() {
    guard let headline else { return }
    for index in 0...headline { chosen[index] = false }
    let title = dump.lines[headline].fingerprint
    for index in chosen.indices where dump.lines[index].fingerprint == title { chosen[index] = false }
  }

  /// A sentence under the headline that a caption or a byline parts from the text is the lead, if it scores as text: alone between lines
  /// of furniture it does not pay for two changes.
  /// So are short sentences right before the text that tell when something happened.
  private mutating func takeLead() {
    guard let headline, let first = chosen.firstIndex(of: true), first > headline + 1 else { return }
    let between = max(headline + 1, first - Self.mostBetween)..<first
    let lead = between.first { index in
      let line = dump.lines[index]
      return scores.values[index] > 0 && line.ending == .sentence && line.units >= Self.shortestLead
        && !line.hasCaptionMark && line.phrase == nil && context.places[index].date == nil
    }
    if let lead { chosen[lead] = true }
    for index in between.reversed() {
      guard isDatedSentence(index), scores.values[index] > Self.leastOfDated else { break }
      chosen[index] = true
    }
  }

  /// Lines from the lead to the text: a caption, an author, a date.
  private static let mostBetween = 4
  /// Characters.
  private static let shortestLead = 60
  /// The date in a short sentence makes it look a little like a date line.
  private static let leastOfDated: Float = -2

  /// Whether a line tells of something that happened on a day, and says nothing of its own day.
  private func isDatedSentence(_ index: Int) -> Bool {
    let line = dump.lines[index]
    // Burmese pages tell their own day in a whole sentence.
    guard line.ending == .sentence, !line.hasCaptionMark, line.phrase == nil, context.places[index].date != nil,
      dump.language != "my"
    else { return false }
    let text = dump.string(line)
    return DateLine.isSentence(text) && !DateLine.isSaid(by: text, language: dump.language)
  }

  /// The credit stands alone before or after the text, or closes it; what follows within the furniture does not count, nor what stands
  /// between two paragraphs, where it says whose picture that is.
  private mutating func findCredit() {
    guard let last = chosen.lastIndex(of: true) else { return }
    // Looked for once: looked for at each credit, they would cost a text of many credits the square.
    let lastParagraph = chosen.indices.last { isParagraph($0) } ?? 0
    var isAfterParagraph = false
    for index in chosen.indices.prefix(last + 1 + Self.mostToCredit) {
      if index > (headline ?? 0), dump.lines[index].units <= 100 {
        takeCredit(index, isBetweenParagraphs: isAfterParagraph && index < lastParagraph)
      }
      if isParagraph(index) { isAfterParagraph = true }
    }
  }

  private mutating func takeCredit(_ index: Int, isBetweenParagraphs: Bool) {
    let bytes = dump.bytes(dump.lines[index])
    guard let line = CreditLine.read(bytes) else { return }
    chosen[index] = false
    if bytes.starts(withFolded: Self.ofTexts) || !isBetweenParagraphs { credit = (index, line.credit) }
  }

  /// Lines from the end of the text to its credit.
  private static let mostToCredit = 6
  /// What opens credits of texts only.
  private static let ofTexts = Array("Theo ".utf8)

  private func isParagraph(_ index: Int) -> Bool { chosen[index] && dump.lines[index].units >= Self.shortestLead }

  /// The first date line after the headline and before the second paragraph, else shortly before the headline, else after the text; there
  /// one that is labelled goes before others, and before a line near the headline that tells more than a day and is no byline.
  private mutating func findDate() {
    guard let headline, let first = chosen.firstIndex(of: true), let last = chosen.lastIndex(of: true) else { return }
    let near = (headline + 1)..<min(chosen.count, max(first, headline) + 3)
    let before = (max(0, headline - 8)..<headline).reversed()
    let after = min(chosen.count, last + 1)..<min(chosen.count, last + 6)
    var nearest = firstDate(.whole, in: near) ?? firstDate(.begun, in: near)
    let labelled = labelledDate(in: after)
    if labelled != nil, let index = nearest?.index, !isDateLine(.whole, index), !isDateLine(.begun, index),
      !DateLine.isByline(dump.string(dump.lines[index]), language: dump.language)
    {
      nearest = labelled
    }
    guard let found = nearest ?? firstDate(.whole, in: before) ?? labelled ?? firstDate(.whole, in: after) else {
      return
    }
    date = found
    chosen[found.index] = false
  }

  /// What a line that counts as text must be if its day is to be the article's. A sentence tells when something else happened, and stays
  /// in the text.
  private enum DateLineKind {
    /// A date and what pages print beside it.
    case whole
    /// A date with more behind it.
    case begun
  }

  private func isDateLine(_ kind: DateLineKind, _ index: Int) -> Bool {
    guard dump.lines[index].units < 100 else { return false }
    let line = dump.string(dump.lines[index])
    return switch kind {
    case .whole: DateLine(line, language: dump.language) != nil
    case .begun: DateLine.isBegun(by: line, language: dump.language)
    }
  }

  /// The first; but a line that is labelled as the day of publication goes before one that is labelled as an update's.
  private func firstDate(
    _ kind: DateLineKind, in indices: some Sequence<Int>
  ) -> (index: Int, time: PublicationTime)? {
    var update: (index: Int, time: PublicationTime)?
    for index in indices {
      if dump.lines[index].digits >= 3, dump.lines[index].units < 200 || dump.language == "my",
        let time = context.time(index, dump), chosen[index] ? isDateLine(kind, index) : !isDatedSentence(index)
      {
        let label = VisibleDate.find(in: dump.bytes(dump.lines[index]), language: dump.language)?.label
        if update == nil ? label != .update : label == .publication { return (index, time) }
        update = update ?? (index, time)
      }
    }
    return update
  }

  /// The first date line that is labelled as the day of publication.
  private func labelledDate(in indices: Range<Int>) -> (index: Int, time: PublicationTime)? {
    for index in indices where dump.lines[index].digits >= 3 {
      guard let time = context.time(index, dump), isDateLine(.whole, index),
        VisibleDate.find(in: dump.bytes(dump.lines[index]), language: dump.language)?.label == .publication
      else { continue }
      return (index, time)
    }
    return nil
  }

  /// Short notices inside the text that the scores let through.
  private mutating func dropNotices() {
    for index in chosen.indices where chosen[index] {
      let line = dump.lines[index]
      if line.isPhraseWhole || (line.hasCopyright && line.units < 60) { chosen[index] = false }
    }
  }
}

extension DumpReader {
  /// What became of each line, for a person.
  var parts: [ReadExplanation.Part] {
    dump.lines.indices.map { index in
      let text = dump.string(dump.lines[index])
      let tenths = Int((scores.values[index] * 10).rounded())
      let score = "score \(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
      if index == headline {
        return .init(text: text, role: .title, reason: "looks most like a headline before the text")
      }
      if index == date?.index { return .init(text: text, role: .date, reason: "the date nearest to the headline") }
      if index == credit?.index { return .init(text: text, role: .credit, reason: "names where the text is from") }
      if chosen[index] { return .init(text: text, role: .paragraph, reason: score) }
      if let headline, index < headline {
        return .init(text: text, role: .dropped, reason: "before the headline, \(score)")
      }
      return .init(text: text, role: .dropped, reason: score)
    }
  }
}
