/// Reads a table of articles: the first line names the columns, each further row is a record.
///
/// A row with more or fewer fields than the first line is left out with its place: a text with a separator of its own would put half of
/// itself into another column. So is the row before one that may be the rest of its text. A table with many such rows is refused
/// whole, and one whose quotes do not close.
struct TableRecords {
  private var reader: TableReader
  /// What each column holds; nil for one that nobody reads.
  private var columns: [String?]
  private var records: [JSONValue] = []
  /// Rows whose fields are not those of the first line.
  private var brokenCount = 0
  private var firstBroken: TableReader.Row?
  /// Whether the last column holds text.
  private var endsInText: Bool
  /// Whether the next row may be the rest of the last one's text.
  private var mayGoOn = false

  /// One row in as many may be broken. Where there are more, separator and quotes may be others than it seems.
  private static let rowsForABrokenOne = 10

  private init(_ header: TableHeader, of utf8: [UInt8]) {
    let line = utf8[..<header.end].count(where: { $0 == 0x0A }) + 1
    reader = TableReader(utf8[header.end...], separator: header.separator, firstLine: line)
    columns = header.columns
    endsInText = TableHeader.endsInText(columns)
  }

  /// `utf8` is clean (see `CleanText`).
  static func read(_ utf8: [UInt8], explains: Bool = false) throws(ParsingError) -> ReadExplanation {
    guard let header = TableHeader(utf8[...].drop { $0 == 0x0A || $0 == 0x20 }) else {
      throw .undecodable(
        reason:
          "expected a table whose first line names a title and a text (title, text|body|content, …; tiêu đề, nội dung, …), "
          + "got other names; rename the columns; where it is no table, call it .txt and begin it with a headline")
    }
    var table = TableRecords(header, of: utf8)
    while let row = try table.reader.row(upTo: table.columns.count) {
      table.take(row)
      guard table.records.count <= RecordReader.articleLimit else {
        return ReadExplanation(outcome: RecordReader.tooMany)
      }
    }
    return try table.explanation(explains: explains)
  }

  private mutating func take(_ row: TableReader.Row) {
    // Rows of nothing but separators follow in what spreadsheets write.
    guard row.fields.contains(where: { !$0.range.isEmpty }) else { return }
    guard row.count == columns.count else { return leaveOut(row) }
    // Of tables that were put one behind the other.
    if let others = TableHeader.columns(row.fields, of: reader, after: columns) {
      (columns, endsInText, mayGoOn) = (others, TableHeader.endsInText(others), false)
      return
    }
    let members = zip(columns, row.fields).compactMap { column, field in
      column.map { JSONValue.Member(name: $0, value: .string(reader.text(of: field))) }
    }
    // Where it stands empty among others, whoever filled in the table is told so.
    records.append(.object(members.allSatisfy { $0.value == .string("") } ? [] : members))
    mayGoOn = endsInText && row.fields.last?.isQuoted == false
  }

  private mutating func leaveOut(_ row: TableReader.Row) {
    if mayGoOn, row.count < columns.count {
      records.removeLast()
      brokenCount += 1
    }
    brokenCount += 1
    firstBroken = firstBroken ?? row
    mayGoOn = false
  }

  private func explanation(explains: Bool) throws(ParsingError) -> ReadExplanation {
    let rows = records.count + brokenCount
    if let first = firstBroken, brokenCount * Self.rowsForABrokenOne > rows {
      throw reader.broken(
        "as many fields as its first line has, \(columns.count), got \(first.count)", first.number, at: first.start)
    }
    var explanation = RecordReader.read(.array(records), explains: explains)
    explanation.form = "table"
    if let first = firstBroken, case .articles = explanation.outcome {
      let told =
        "\(brokenCount) of \(rows) rows \(brokenCount == 1 ? "was" : "were") left out: expected as many fields as the first "
        + "line has, \(columns.count), got \(first.count) in row \(first.number) (line \(reader.line(at: first.start)))"
        + "\(brokenCount == 1 ? "" : " and in others"); put a field in quotes that holds the separator, and push it again"
      explanation.leftOut = explanation.leftOut.map { "\(told); \($0)" } ?? told
    }
    return explanation
  }
}
