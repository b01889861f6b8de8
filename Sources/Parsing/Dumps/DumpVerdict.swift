/// Whether a dump holds an article at all: an index page is a list of headlines with teasers, other pages only notices.
struct DumpVerdict: Sendable {
  /// Text in runs of long lines that follow each other, in units of a letter. Notices between them that come again and again do
  /// not part them.
  private(set) var runningText = 0
  /// Long lines that stand alone, as teasers do.
  private(set) var teasers = 0
  /// Those among them that break off without the end of a sentence.
  private(set) var brokenTeasers = 0
  /// How much the long lines speak of the same, from 0 to 1: see `Coherence`. 1 where it does not matter.
  private(set) var coherence: Float = 1
  /// Chosen text in lines full of the words of consent notices and subscription offers, and in all long lines.
  private(set) var noticeText = 0
  private(set) var text = 0

  init(_ reader: DumpReader) {
    let lines = reader.dump.lines
    var run = Run()
    for index in lines.indices where Self.isLong(index, reader) {
      let line = lines[index]
      text += line.units
      if line.noticeWords >= 3 && line.noticeWords * 25 >= line.words { noticeText += line.units }
      if let last = run.last, (last + 1..<index).contains(where: { !reader.isRecurring($0) }) { close(&run, lines) }
      run.lines += 1
      run.units += line.units
      run.last = index
    }
    close(&run, lines)
    if teasers >= Self.fewestTeasers {
      coherence = Coherence.of(
        lines.indices.filter { Self.isLong($0, reader) }.map { reader.dump.bytes(lines[$0]) },
        language: reader.dump.language)
    }
  }

  /// Long lines that follow each other.
  private struct Run {
    var lines = 0
    var units = 0
    var last: Int?
  }

  private static func isLong(_ index: Int, _ reader: DumpReader) -> Bool {
    reader.chosen[index] && reader.dump.lines[index].units >= longLine
  }

  private mutating func close(_ run: inout Run, _ lines: [DumpLine]) {
    if run.lines >= 2 {
      runningText += run.units
    } else if let only = run.last {
      teasers += 1
      if lines[only].ending == .other { brokenTeasers += 1 }
    }
    run = Run()
  }

  /// Units.
  private static let longLine = 80
  private static let fewestTeasers = 4
  /// The lists of articles that were looked at lie below a third of it, articles that are lists of things far above it.
  private static let leastCoherence: Float = 0.2

  /// nil where there is an article.
  var reasonToSkip: String? {
    if text == 0 { return nil }
    // A few short texts, each under a headline of its own, or many of any length, that speak of different things; or texts that
    // break off.
    let isIncoherent = coherence < Self.leastCoherence
    let hasShortTeasers = runningText == 0 && text < teasers * 200
    let hasManyTeasers = runningText * 2 < text && teasers >= 6
    let isBroken = runningText == 0 && teasers >= 5 && brokenTeasers * 3 >= teasers * 2
    if isIncoherent && (hasShortTeasers || hasManyTeasers) || isBroken {
      return "\(teasers) teasers and hardly any running text: an index page, not an article"
    }
    if noticeText * 2 > text { return "mostly notices about consent or subscription: not an article" }
    return nil
  }
}
