import Launching
import NewsClient
import NewsModels

/// Prints articles and bursts one by one, a line each.
struct FollowReport {
  private let style: OutputStyle

  init(_ style: OutputStyle) { self.style = style }

  private struct BurstLine: Encodable {
    var burst: Burst
  }

  func print(_ item: ArticleListing.Item) {
    guard style.format == .table else {
      ConsoleOutput.writeJSON(CodedArticle(item))
      return
    }
    let topics = item.topics.map { $0.level == .main ? $0.topic.rawValue : "(\($0.topic))" }
    let cells = [
      String(item.id.description.prefix(12)), item.day?.description ?? "–         ",
      (item.source ?? "–").printable.fitted(to: 20), topics.isEmpty ? "–" : topics.joined(separator: " "), item.title,
    ]
    ConsoleOutput.print(style.fitted(cells.map(\.printable).joined(separator: "   ")))
  }

  func print(_ burst: Burst) {
    guard style.format == .table else {
      ConsoleOutput.writeJSON(BurstLine(burst: burst))
      return
    }
    let line =
      "burst: \(burst.topic) on \(burst.day): \(burst.articles) articles where \(burst.expected.plain) are usual "
      + "(\(burst.sources.prefix(3).described))"
    ConsoleOutput.print(style.drawing?.colored(line.printable, .red) ?? line.printable)
  }
}
