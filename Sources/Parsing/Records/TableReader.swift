/// Reads a table of articles, its fields set apart by commas, semicolons or tabs, as RFC 4180 has it: the first line names the columns,
/// each further row is a record.
///
/// Linear in the size. A row with more or fewer fields than the first line is refused with its place: a text with a separator of its own
/// would put half of itself into another column.
struct TableReader {
  /// A field without its quotes.
  struct Field {
    var range: Range<Int>
    /// Whether it stood in quotes: those in it are doubled.
    var isQuoted = false
  }

  private let bytes: ArraySlice<UInt8>
  private let separator: UInt8
  private(set) var index: Int
  /// As a spreadsheet counts them: the names are the first, blank lines count.
  private var row = 1
  /// The line of the file that `bytes` begin on.
  private let firstLine: Int

  private static let quote = UInt8(ascii: "\"")

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
    var records: [JSONValue] = []
    while let row = try reader.row(of: header.columns.count) {
      // Rows of nothing but separators follow in what spreadsheets write.
      guard row.contains(where: { !$0.range.isEmpty }) else { continue }
      guard records.count < RecordReader.articleLimit else { return ReadExplanation(outcome: RecordReader.tooMany) }
      let members = zip(header.columns, row).compactMap { reader.member($0, $1) }
      // Where it stands empty among others, whoever filled in the table is told so.
      records.append(.object(members.allSatisfy { $0.value == .string("") } ? [] : members))
    }
    var explanation = RecordReader.read(.array(records), explains: explains)
    explanation.form = "table"
    return explanation
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
    guard field.isQuoted, text.contains(Self.quote) else { return String(decoding: text, as: UTF8.self) }
    var isSecond = false
    return String(
      decoding: text.filter { byte in
        isSecond = byte == Self.quote && !isSecond
        return byte != Self.quote || isSecond
      }, as: UTF8.self)
  }

  /// The fields of the next row, blank lines passed over; nil at the end.
  mutating func row(of count: Int) throws(ParsingError) -> [Field]? {
    while index < bytes.endIndex, bytes[index] == 0x0A {
      index += 1
      row += 1
    }
    guard index < bytes.endIndex else { return nil }
    let start = index
    var fields = [try field()]
    while index < bytes.endIndex, bytes[index] == separator, fields.count < count {
      index += 1
      fields.append(try field())
    }
    guard fields.count == count, index >= bytes.endIndex || bytes[index] == 0x0A else {
      throw broken("as many fields as its first line has, \(count)", at: start)
    }
    return fields
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
          "a closing quote, and a separator or line end after it, for each field that begins with one", at: start)
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

  private func broken(_ expected: String, at index: Int) -> ParsingError {
    let line = firstLine + bytes[..<index].count(where: { $0 == 0x0A })
    return .brokenTable(expected: expected, row: row, line: line)
  }
}
