import Launching
import NewsModels

/// Prints what became of the outlets that were to be joined, parted or named.
struct SourceChangeReport {
  private let answer: SourcesAnswer
  private let changes: [SourceChange]

  /// Nil where the answer tells of no change.
  init?(_ answer: SourcesAnswer) {
    guard let changes = answer.changes else { return nil }
    self.answer = answer
    self.changes = changes
  }

  /// Whether outlets could not be parted as was asked.
  var hasFailures: Bool { changes.contains { $0.inseparable != nil } }

  func print() {
    for change in changes where change.inseparable == nil { ConsoleOutput.print(Self.line(change)) }
    // How those stand now that others are counted with.
    var told: Set<String> = []
    for change in changes where change.now != change.outlet && told.insert(change.now).inserted {
      guard let source = answer.sources.first(where: { $0.source == change.now }) else { continue }
      ConsoleOutput.print(
        "\(change.now.printable): \(counted(source.articles, "article")) together with "
          + source.joined.map(\.printable).joined(separator: ", "))
    }
  }

  /// Says on standard error, whatever form the answer has, what could not be parted and why.
  func tellFailures() {
    for change in changes {
      guard let spellings = change.inseparable else { continue }
      let names = spellings.map { "'\($0.printable)'" }.joined(separator: ", ")
      ConsoleOutput.printError(
        "newsctl: \(change.outlet.printable) was not parted: nobody joined \(names). They are one outlet by their names, which are "
          + "compared without case, accents, sections, what stands round a host's name, and words such as 'online'. To count one "
          + "apart, push its documents with --again and a --source that differs in more than that")
    }
  }

  private static func line(_ change: SourceChange) -> String {
    let (outlet, before, now) = (change.outlet.printable, change.before.printable, change.now.printable)
    if let shown = change.shownBefore?.printable {
      return shown == outlet ? "\(outlet) is shown so, as before" : "\(outlet) is shown instead of \(shown) now"
    }
    if change.before != change.now {
      return now == outlet
        ? "\(outlet) is a source of its own again; it was counted with \(before)"
        : "\(outlet) is counted with \(now) now"
    }
    return now == outlet ? "\(outlet) is a source of its own, as before" : "\(outlet) was counted with \(now) already"
  }
}
