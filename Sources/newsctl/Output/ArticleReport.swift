import Launching
import NewsClient
import NewsModels

/// Prints a page of articles.
struct ArticleReport {
  private let listing: ArticleListing

  init(_ listing: ArticleListing) { self.listing = listing }

  func print(_ style: OutputStyle) {
    switch style.format {
    case .table: printTable()
    case .json:
      ConsoleOutput.writeJSON(CodedListing(listing))
    case .jsonl:
      for item in listing.articles { ConsoleOutput.writeJSON(CodedArticle(item)) }
    case .csv:
      style.printCSV(
        names: [
          "id", "title", "published", "source", "credit", "language", "url", "topics", "copy_of", "copy_sources",
          "copies", "day",
        ],
        rows: listing.articles.map { item in
          [
            item.id.description, item.title, item.published?.description, item.source, item.credit, item.language,
            item.url, item.topics.map { "\($0.topic):\($0.level.rawValue)" }.joined(separator: " "),
            item.story?.copyOf?.id.description, item.story?.sources?.joined(separator: "; "),
          ].map { .text($0) } + [.number(item.story?.copies), .text(item.day?.description)]
        })
    }
    if let next = listing.next {
      style.noteRest("\(counted(listing.articles.count, "article")); more follow: --after=\(next)")
    }
  }

  private func printTable() {
    guard !listing.articles.isEmpty else {
      ConsoleOutput.print("no articles")
      return
    }
    var table = TextTable([("id", .left), ("day", .left), ("source", .left), ("topics", .left), ("title", .left)])
    // On a narrow terminal the title keeps a third of the line.
    let columns = ConsoleOutput.isTerminal ? ConsoleOutput.columns : Int.max
    let (sourceWidth, topicsWidth) = (min(20, max(8, columns / 7)), max(14, columns / 5))
    for item in listing.articles {
      let topics = item.topics.map { $0.level == .main ? $0.topic.rawValue : "(\($0.topic))" }
      table.append([
        String(item.id.description.prefix(12)), item.day?.description ?? "–",
        (item.source ?? "–").fitted(to: sourceWidth),
        topics.isEmpty ? "–" : topics.joined(separator: " ").fitted(to: topicsWidth),
        item.title + (item.story.map { " (\($0.description))" } ?? ""),
      ])
    }
    for line in table.lines(within: OutputStyle.columns) { ConsoleOutput.print(line) }
    if let next = listing.next { ConsoleOutput.print("more: --after=\(next)") }
  }
}
