import Launching
import NewsModels

/// Prints articles as they were read.
struct ParsedReport {
  private struct Row: Encodable {
    var file: String
    var index: Int
    var id: ArticleID
    var title: String
    var published: PublicationTime?
    var source: String?
    var credit: String?
    var language: String?
    var url: String?
    var body: String

    private enum CodingKeys: String, CodingKey {
      case file, index, id, title, published, source, credit, language, url, body
    }

    /// Every key is written, null where nothing is known: rows of one form are easier to take apart.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(file, forKey: .file)
      try container.encode(index, forKey: .index)
      try container.encode(id, forKey: .id)
      try container.encode(title, forKey: .title)
      try container.encode(published, forKey: .published)
      try container.encode(source, forKey: .source)
      try container.encode(credit, forKey: .credit)
      try container.encode(language, forKey: .language)
      try container.encode(url, forKey: .url)
      try container.encode(body, forKey: .body)
    }
  }

  private struct Coded: Encodable {
    var schema = 1
    var articles: [Row]
  }

  private let format: OutputFormat
  private var rows: [Row] = []

  init(_ format: OutputFormat) {
    self.format = format
    if format == .csv {
      ConsoleOutput.print("file,index,id,title,published,source,credit,language,url,body")
    }
  }

  /// Prints at once where the format has a line an article; `json` and `table` wait for the end.
  mutating func add(_ article: Article, file: String, index: Int) {
    let row = Row(
      file: file, index: index, id: article.id, title: article.title, published: article.published,
      source: article.source, credit: article.credit, language: article.language, url: article.url, body: article.body)
    switch format {
    case .jsonl: ConsoleOutput.writeJSON(WireJSON.encode(row))
    case .csv:
      let line = CSV.line([
        row.file, String(row.index), row.id.description, row.title, row.published?.description, row.source,
        row.credit, row.language, row.url, row.body,
      ])
      // A file keeps what the text has; a terminal must not be steered by it.
      ConsoleOutput.print(ConsoleOutput.isTerminal ? line.printable : line)
    case .json, .table: rows.append(row)
    }
  }

  func finish() {
    switch format {
    case .json: ConsoleOutput.writeJSON(WireJSON.encode(Coded(articles: rows)))
    case .table:
      for row in rows {
        let facts = [row.published?.description, row.source, row.credit.map { "credit \($0)" }, row.language, row.url]
        ConsoleOutput.print(row.title.printable)
        ConsoleOutput.print(facts.compactMap(\.self).joined(separator: " · ").printable)
        for paragraph in row.body.split(separator: "\n") { ConsoleOutput.print("  " + String(paragraph).printable) }
        ConsoleOutput.print("")
      }
    case .jsonl, .csv: break
    }
  }
}
