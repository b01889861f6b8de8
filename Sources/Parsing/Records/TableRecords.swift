/// Reads a table of articles: the first line names the columns, each further row is a record.
///
/// A row with more or fewer fields than the first line is left out with its place: a text with a separator of its own would put half of
/// itself into another column. So is the row before one that may be the rest of its text. A table with many such rows is refused
/// whole, and one whose quotes do not close. A row whose text stands in quotes in its column may lack fields behind it, or add empty ones.
struct TableRecords {
  private var reader: TableReader
  /// What each column holds; nil for one that nobody reads.
  private var columns: [String?]
  private var records: [JSONValue] = []
  /// Of each record, its row and where that begins.
  private var places: [(row: Int, start: Int)] = []
  private let unread: [String]
  /// Rows whose fields are not those of the first line.
  private var brokenCount = 0
  private var firstBroken: TableReader.Row?
  /// The last column that holds text.
  private var lastText: Int?
  /// Whether the next row may be the rest of the last one's text.
  private var mayGoOn = false

  /// One row in as many may be broken. Where there are more, separator and quotes may be others than it seems.
  private static let rowsForABrokenOne = 10

  private init(_ header: TableHeader, of utf8: [UInt8]) {
    let line = utf8[..<header.end].count(where: { $0 == 0x0A }) + 1
    reader = TableReader(utf8[header.end...], separator: header.separator, firstLine: line)
    columns = header.columns
    unread = header.unread
    lastText = TableHeader.lastText(columns)
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
    guard row.count == columns.count || isWhole(row) else { return leaveOut(row) }
    // Of tables that were put one behind the other.
    if let others = TableHeader.columns(row.fields, of: reader, after: columns) {
      (columns, lastText, mayGoOn) = (others, TableHeader.lastText(others), false)
      return
    }
    let members = zip(columns, row.fields).compactMap { column, field in
      column.map { JSONValue.Member(name: $0, value: .string(reader.text(of: field))) }
    }
    // Where it stands empty among others, whoever filled in the table is told so.
    records.append(.object(members.allSatisfy { $0.value == .string("") } ? [] : members))
    places.append((row.number, row.start))
    mayGoOn = lastText == columns.count - 1 && row.fields.last?.isQuoted == false
  }

  /// Whether a row of more or fewer fields lacks none that matters and has none in another's column.
  private func isWhole(_ row: TableReader.Row) -> Bool {
    guard !row.hasMore, let lastText, lastText < row.fields.count, row.fields[lastText].isQuoted else { return false }
    // After a comma in a date or name stands a space.
    return row.fields[lastText...].allSatisfy { !reader.text(of: $0).hasPrefix(" ") }
  }

  private mutating func leaveOut(_ row: TableReader.Row) {
    if mayGoOn, row.count < columns.count {
      records.removeLast()
      places.removeLast()
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
    var explanation = RecordReader.read(.array(records), explains: explains) { record in
      let place = places[record]
      return "row \(place.row) (line \(reader.line(at: place.start)))"
    }
    explanation.form = "table"
    if explains { explanation.parts.insert(columnsNote, at: 0) }
    if let first = firstBroken, case .articles = explanation.outcome {
      let told =
        "\(brokenCount) of \(rows) rows \(brokenCount == 1 ? "was" : "were") left out: expected as many fields as the first "
        + "line has, \(columns.count), got \(first.count) in row \(first.number) (line \(reader.line(at: first.start)))"
        + "\(brokenCount == 1 ? "" : " and in others"); put a field in quotes that holds the separator, and push it again"
      explanation.leftOut = explanation.leftOut.map { "\(told); \($0)" } ?? told
    }
    return explanation
  }

  private var columnsNote: ReadExplanation.Part {
    let read = columns.compactMap { $0 }.joined(separator: ", ")
    let others = unread.isEmpty ? "" : "; not read: \(unread.joined(separator: ", "))"
    return .init(text: "", role: .note, reason: "columns read as \(read)\(others)")
  }
}
