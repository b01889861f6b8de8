import Launching
import NewsModels

/// Prints articles as they were read.
struct ParsedReport {
  private struct Row: Encodable {
    var file: String
    var index: Int
    var record: Int?
    var id: ArticleID
    var title: String
    var published: PublicationTime?
    var source: String?
    var credit: String?
    var language: String?
    var url: String?
    var body: String

    private enum CodingKeys: String, CodingKey {
      case file, index, record, id, title, published, source, credit, language, url, body
    }

    /// Every key is written, null where nothing is known: rows of one form are easier to take apart.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(file, forKey: .file)
      try container.encode(index, forKey: .index)
      try container.encode(record, forKey: .record)
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
  /// The file whose articles come, and how many have come.
  private var current: (file: String, articles: Int)?

  init(_ format: OutputFormat) {
    self.format = format
    if format == .csv {
      CSV.print(
        names: [
          "file", "index", "id", "title", "published", "source", "credit", "language", "url", "body", "record",
        ], rows: [])
    }
  }

  /// Prints at once where the format has a line an article; `json` and `table` wait for the end.
  /// - Parameters:
  ///   - file: whose articles come one behind the other: they are numbered here.
  ///   - record: the record's number in the file; nil where the file is one document.
  mutating func add(_ article: Article, file: String, record: Int?) {
    let index = current?.file == file ? current?.articles ?? 0 : 0
    current = (file, index + 1)
    let row = Row(
      file: file, index: index, record: record, id: article.id, title: article.title, published: article.published,
      source: article.source, credit: article.credit, language: article.language, url: article.url, body: article.body)
    switch format {
    case .jsonl: ConsoleOutput.writeJSON(row)
    case .csv:
      CSV.print(
        names: nil,
        rows: [
          [
            .text(row.file), .number(row.index), .text(row.id.description), .text(row.title),
            .text(row.published?.description), .text(row.source), .text(row.credit), .text(row.language),
            .text(row.url), .text(row.body), .number(row.record),
          ]
        ])
    case .json, .table: rows.append(row)
    }
  }

  func finish() {
    switch format {
    case .json: ConsoleOutput.writeJSON(Coded(articles: rows))
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
