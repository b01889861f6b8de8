import Launching
import NewsClient
import NewsModels

/// Prints the largest stories.
struct StoryReport {
  private let listing: StoryListing

  init(_ listing: StoryListing) { self.listing = listing }

  private static let rest = "more stories: a greater --limit, up to \(StoriesQuery.maximumLimit), or narrower filters"

  func print(_ style: OutputStyle) {
    switch style.format {
    case .table: for line in table { ConsoleOutput.print(line) }
    case .json:
      ConsoleOutput.writeJSON(CodedStories(listing))
    case .jsonl:
      for story in listing.stories { ConsoleOutput.writeJSON(CodedArticle(story)) }
    case .csv:
      style.printCSV(
        names: ["copies", "id", "title", "published", "source", "copy_sources", "day"],
        rows: listing.stories.map { story in
          [
            .number(story.story?.copies), .text(story.id.description), .text(story.title),
            .text(story.published?.description), .text(story.source),
            .text(story.story?.sources?.joined(separator: "; ")), .text(story.day?.description),
          ]
        })
    }
    if listing.hasMore { style.noteRest(Self.rest) }
  }

  private var table: [String] {
    if listing.stories.isEmpty { return ["no story with a copy under these filters"] }
    var table = TextTable([
      ("copies", .right), ("first", .left), ("day", .left), ("by", .left), ("copied by", .left), ("title", .left),
    ])
    for story in listing.stories {
      table.append([
        String(story.story?.copies ?? 0), String(story.id.description.prefix(12)),
        story.day?.description ?? "–", (story.source ?? "–").fitted(to: 20),
        story.story?.namedSources ?? "–", story.title,
      ])
    }
    return table.lines(within: OutputStyle.columns) + (listing.hasMore ? [Self.rest] : [])
  }
}

extension StoryPlace {
  /// `3 copies: A, B`, or `copy of 0123456789ab, first by A`.
  var description: String {
    if let copyOf {
      return "copy of \(copyOf.id.description.prefix(12)), first by \(copyOf.source?.printable ?? "no known source")"
    }
    return "\(copies ?? 0) \(copies == 1 ? "copy" : "copies"): \(namedSources)"
  }

  /// The first outlets of the copies.
  fileprivate var namedSources: String {
    let sources = sources ?? []
    if sources.isEmpty { return "no known source" }
    return sources.prefix(5).map(\.printable).joined(separator: ", ")
      + (sources.count > 5 ? " and \(sources.count - 5) more" : "")
  }
}
