/// Whether a dump holds an article at all: an index page is a list of headlines with teasers.
struct DumpVerdict: Sendable {
  /// nil where it holds one.
  let reasonToSkip: String?
  /// Text in runs of long lines that follow each other, in units of a letter.
  let runningText: Int
  /// Text in long lines that stand alone, as teasers do.
  let teaserText: Int
  /// The most long lines in one run.
  let longestRun: Int
  /// Lines with a date.
  let dates: Int

  init(_ reader: DumpReader) {
    var runningText = 0, teaserText = 0, longestRun = 0
    var run: [Int] = []
    let lines = reader.dump.lines
    func close() {
      let units = run.reduce(0) { $0 + lines[$1].units }
      if run.count >= 2 { runningText += units } else { teaserText += units }
      longestRun = max(longestRun, run.count)
      run = []
    }
    for index in lines.indices where reader.chosen[index] && lines[index].units >= 80 {
      if let last = run.last, index - last > 1 { close() }
      run.append(index)
    }
    close()
    self.runningText = runningText
    self.teaserText = teaserText
    self.longestRun = longestRun
    dates = reader.context.dates.count { $0 }
    reasonToSkip = reader.chosen.contains(true) ? nil : "no running text: not an article"
  }
}
