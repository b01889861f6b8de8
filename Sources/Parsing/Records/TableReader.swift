/// Reads the rows of a table, their fields set apart by commas, semicolons or tabs, as RFC 4180 has it. Linear in the size.
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
    /// Whether something stands in those beyond.
    fileprivate(set) var hasMore = false
    /// Among all rows, from 1 on.
    fileprivate(set) var number: Int
    fileprivate(set) var start: Int
  }

  private let bytes: ArraySlice<UInt8>
  private let separator: UInt8
  private var index: Int
  /// As a spreadsheet counts them: the names are the first, blank lines count.
  private var row = 1
  /// The line of the file that `bytes` begin on.
  private let firstLine: Int

  private static let quote = UInt8(ascii: "\"")

  init(_ bytes: ArraySlice<UInt8>, separator: UInt8, firstLine: Int = 1) {
    (self.bytes, self.separator, self.firstLine, index) = (bytes, separator, firstLine, bytes.startIndex)
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
      if found.count < most { found.fields.append(field) } else if !field.range.isEmpty { found.hasMore = true }
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

  func broken(_ expected: String, _ row: Int, at index: Int) -> ParsingError {
    .brokenTable(expected: expected, row: row, line: line(at: index))
  }

  /// The line of the file, from 1 on.
  func line(at index: Int) -> Int { firstLine + bytes[..<index].count(where: { $0 == 0x0A }) }
}
