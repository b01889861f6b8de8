/// Reads a table of articles, its fields set apart by commas, semicolons or tabs, as RFC 4180 has it: the first line names the columns,
/// each further row is a record.
///
/// Linear in the size. A row with more or fewer fields than the first line is left out with its place: a text with a separator of its own
/// would put half of itself into another column. So is the row before one that may be the rest of its text. A table with many such rows
/// is refused whole, and one whose quotes do not close.
struct TableReader {
  /// A field without its quotes.
  struct Field {
    var range: Range<Int>
    /// Whether it stood in quotes: those in it are doubled.
    var isQuoted = false
  }

  struct Row {
    /// As many as were asked for, or fewer where it has fewer.
    fileprivate(set) var fields: [Field]
    /// How many it has.
    fileprivate(set) var count = 1
    /// Among all rows, from 1 on.
    fileprivate var number: Int
    fileprivate var start: Int
  }

  private let bytes: ArraySlice<UInt8>
  private let separator: UInt8
  private(set) var index: Int
  /// As a spreadsheet counts them: the names are the first, blank lines count.
  private var row = 1
  /// The line of the file that `bytes` begin on.
  private let firstLine: Int

  private static let quote = UInt8(ascii: "\"")

  /// One row in as many may be broken. Where there are more, separator and quotes may be others than it seems.
  private static let rowsForABrokenOne = 10

  /// `utf8` is clean (see `CleanText`).
  static func read(_ utf8: [UInt8], explains: Bool = false) throws(ParsingError) -> ReadExplanation {
    guard let header = TableHeader(utf8[...].drop { $0 == 0x0A || $0 == 0x20 }) else {
      throw .undecodable(
        reason:
          "expected a table whose first line names a title and a text (title, text|body|content, …; tiêu đề, nội dung, …), "
          + "got other names; rename the columns; where it is no table, call it .txt and begin it with a headline")
    }
    let line = utf8[..<header.end].count(where: { $0 == 0x0A }) + 1
    var reader = TableReader(utf8[header.end...], separator: header.separator, firstLine: line)
    var columns = header.columns
    var records: [JSONValue] = []
    var broken = BrokenRows()
    var endsInText = TableHeader.endsInText(columns)
    // Whether the next row may be the rest of the last one's text.
    var mayGoOn = false
    while let row = try reader.row(upTo: columns.count) {
      // Rows of nothing but separators follow in what spreadsheets write.
      guard row.fields.contains(where: { !$0.range.isEmpty }) else { continue }
      guard row.count == columns.count else {
        let goesOn = mayGoOn && row.count < columns.count
        if goesOn { records.removeLast() }
        broken.add(row, andTheOneBefore: goesOn)
        mayGoOn = false
        continue
      }
      // Of tables that were put one behind the other.
      if let others = TableHeader.columns(row.fields, of: reader, after: columns) {
        (columns, endsInText, mayGoOn) = (others, TableHeader.endsInText(others), false)
        continue
      }
      guard records.count < RecordReader.articleLimit else { return ReadExplanation(outcome: RecordReader.tooMany) }
      let members = zip(columns, row.fields).compactMap { reader.member($0, $1) }
      // Where it stands empty among others, whoever filled in the table is told so.
      records.append(.object(members.allSatisfy { $0.value == .string("") } ? [] : members))
      mayGoOn = endsInText && row.fields.last?.isQuoted == false
    }
    let rows = records.count + broken.count
    if let first = broken.first, broken.count * rowsForABrokenOne > rows {
      throw reader.broken(
        "as many fields as its first line has, \(columns.count), got \(first.count)", first.number, at: first.start)
    }
    var explanation = RecordReader.read(.array(records), explains: explains)
    explanation.form = "table"
    if let first = broken.first, case .articles = explanation.outcome {
      let told =
        "\(broken.count) of \(rows) rows \(broken.count == 1 ? "was" : "were") left out: expected as many fields as the first "
        + "line has, \(columns.count), got \(first.count) in row \(first.number) (line \(reader.line(at: first.start)))"
        + "\(broken.count == 1 ? "" : " and in others"); put a field in quotes that holds the separator, and push it again"
      explanation.leftOut = explanation.leftOut.map { "\(told); \($0)" } ?? told
    }
    return explanation
  }

  /// Rows that are left out since their fields are not those of the first line.
  private struct BrokenRows {
    private(set) var count = 0
    private(set) var first: Row?

    mutating func add(_ row: Row, andTheOneBefore goesOn: Bool) {
      count += goesOn ? 2 : 1
      first = first ?? row
    }
  }

  init(_ bytes: ArraySlice<UInt8>, separator: UInt8, firstLine: Int = 1) {
    (self.bytes, self.separator, self.firstLine, index) = (bytes, separator, firstLine, bytes.startIndex)
  }

  private func member(_ column: String?, _ field: Field) -> JSONValue.Member? {
    guard let column else { return nil }
    return JSONValue.Member(name: column, value: .string(text(of: field)))
  }

  func text(of field: Field) -> String {
    let text = bytes[field.range]
    guard field.isQuoted, text.contains(Self.quote) else {
      let text = String(decoding: text, as: UTF8.self)
      return !field.isQuoted && Self.marksOfNothing.contains(text) ? "" : text
    }
    var isSecond = false
    return String(
      decoding: text.filter { byte in
        isSecond = byte == Self.quote && !isSecond
        return byte != Self.quote || isSecond
      }, as: UTF8.self)
  }

  /// What databases and spreadsheets write where there is nothing, or nothing that could be computed.
  private static let marksOfNothing: Set = [
    "NULL", "null", "\\N", "NaN", "nan", "None", "NA", "N/A", "#N/A", "#REF!", "#VALUE!", "#NAME?",
  ]

  /// The next row with its first fields, blank lines passed over; nil at the end.
  mutating func row(upTo most: Int) throws(ParsingError) -> Row? {
    while index < bytes.endIndex, bytes[index] == 0x0A {
      index += 1
      row += 1
    }
    guard index < bytes.endIndex else { return nil }
    let start = index
    var found = Row(fields: [try field()], number: row, start: start)
    while index < bytes.endIndex, bytes[index] == separator {
      index += 1
      let field = try field()
      if found.count < most { found.fields.append(field) }
      found.count += 1
    }
    return found
  }

  /// The fields of the first row, however many.
  mutating func names() throws(ParsingError) -> [Field] {
    var fields = [try field()]
    while index < bytes.endIndex, bytes[index] == separator {
      index += 1
      fields.append(try field())
    }
    return fields
  }

  /// Ends at a separator, a line end or the end.
  private mutating func field() throws(ParsingError) -> Field {
    let start = index
    if start < bytes.endIndex, bytes[start] == Self.quote {
      if let end = endOfQuoted(from: start + 1) {
        index = end + 1
        return Field(range: (start + 1)..<end, isQuoted: true)
      }
      // Programs that write tabs often quote nothing.
      guard separator == UInt8(ascii: "\t") else {
        throw broken(
          "a closing quote, and a separator or line end after it, for each field that begins with one", row, at: start)
      }
    }
    while index < bytes.endIndex, bytes[index] != separator, bytes[index] != 0x0A { index += 1 }
    return Field(range: start..<index)
  }

  /// Where the closing quote stands; nil where there is none, or something else follows it than the end of a field.
  private func endOfQuoted(from start: Int) -> Int? {
    var next = start
    while let found = bytes[next...].firstIndex(of: Self.quote) {
      let after = found + 1
      guard after < bytes.endIndex, bytes[after] == Self.quote else {
        return after >= bytes.endIndex || bytes[after] == separator || bytes[after] == 0x0A ? found : nil
      }
      next = after + 1
    }
    return nil
  }

  private func broken(_ expected: String, _ row: Int, at index: Int) -> ParsingError {
    .brokenTable(expected: expected, row: row, line: line(at: index))
  }

  private func line(at index: Int) -> Int { firstLine + bytes[..<index].count(where: { $0 == 0x0A }) }
}
