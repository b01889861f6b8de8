/// Whether a dump holds an article at all: an index page is a list of headlines with teasers, other pages only notices.
struct DumpVerdict: Sendable {
  /// Text in runs of long lines that follow each other, in units of a letter. Notices between them that come again and again do
  /// not part them.
  let runningText: Int
  /// Long lines that stand alone, as teasers do.
  let teasers: Int
  /// The same among all long lines of sentences, chosen or not.
  let loneLines: Int
  /// Chosen text in lines full of the words of consent notices and subscription offers, and in all long lines.
  let noticeText: Int
  let text: Int

  init(_ reader: DumpReader) {
    var (runningText, teasers, noticeText, text) = (0, 0, 0, 0)
    var run: [Int] = []
    let lines = reader.dump.lines
    func close() {
      if run.count >= 2 { runningText += run.reduce(0) { $0 + lines[$1].units } } else { teasers += run.count }
      run = []
    }
    for index in lines.indices where reader.chosen[index] && lines[index].units >= 80 {
      let line = lines[index]
      text += line.units
      if line.noticeWords >= 3 && line.noticeWords * 25 >= line.words { noticeText += line.units }
      if let last = run.last, (last + 1..<index).contains(where: { !reader.isRecurring($0) }) { close() }
      run.append(index)
    }
    close()
    let strong = lines.indices.filter { reader.context.isStrong[$0] }
    loneLines = strong.indices.count { place in
      (place == 0 || strong[place] - strong[place - 1] > 1)
        && (place + 1 == strong.count || strong[place + 1] - strong[place] > 1)
    }
    (self.runningText, self.teasers, self.noticeText, self.text) = (runningText, teasers, noticeText, text)
  }

  /// nil where there is an article.
  var reasonToSkip: String? {
    if text == 0 { return nil }
    let hasShortTeasers = teasers >= 3 && text < teasers * 260
    let isList = runningText == 0 && (hasShortTeasers || loneLines >= 12) || teasers >= 12 && runningText * 3 < text
    if isList {
      return "\(teasers) teasers and no running text: an index page, not an article"
    }
    if noticeText * 2 > text { return "mostly notices about consent or subscription: not an article" }
    return nil
  }
}
