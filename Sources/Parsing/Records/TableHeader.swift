/// The first line of a table of articles: what sets its fields apart, and what each column holds.
struct TableHeader {
  private(set) var separator: UInt8
  /// The record's name for each column, as `RecordShape` knows it; nil for a column that nobody reads.
  private(set) var columns: [String?]
  /// Where the line ends.
  private(set) var end: Int
  /// The columns that nobody reads, as the line names them.
  private(set) var unread: [String] = []

  /// nil where the first line does not name a title and a text: then it is no table of articles.
  init?(_ text: ArraySlice<UInt8>) {
    var (line, separators) = (Self.line(of: text), Self.separatorsOfNames)
    if let stated = Self.statedSeparator(in: line) {
      (line, separators) = (Self.line(of: text[min(line.endIndex + 1, text.endIndex)...]), [stated])
    }
    guard line.count <= Self.longestLine else { return nil }
    for separator in separators where line.contains(separator) {
      var reader = TableReader(line, separator: separator)
      guard let fields = try? reader.names() else { continue }
      guard let columns = Self.columns(fields, of: reader) else { continue }
      (self.separator, self.columns, end) = (separator, columns, line.endIndex)
      unread = zip(fields, columns).compactMap { $1 == nil ? reader.text(of: $0) : nil }.filter { !$0.isEmpty }
      return
    }
    return nil
  }

  /// What each column of a row of names holds; nil where they do not name a title and a text.
  /// - Parameter former: of a row further down, what the columns held before: it has the same names, or nothing but names that are known.
  static func columns(
    _ fields: [TableReader.Field], of reader: TableReader, after former: [String?]? = nil
  ) -> [String?]? {
    // Most rows end here.
    if former != nil, fields.contains(where: { $0.range.count > RecordNames.longest }) { return nil }
    // Most texts that begin with a comma in a headline end here: a title and a text are two names.
    guard fields.count(where: { $0.range.count <= RecordNames.longest }) > 1 else { return nil }
    let shape = RecordShape.plain
    var seen: Set<String> = []
    var isKnown = true
    let columns = fields.map { field -> String? in
      let name = field.range.count > RecordNames.longest ? nil : shape.names[reader.text(of: field)]
      if name == nil, !field.range.isEmpty { isKnown = false }
      return name.flatMap { seen.insert($0).inserted ? $0 : nil }
    }
    guard !seen.isDisjoint(with: shape.title), !seen.isDisjoint(with: shape.body + shape.summary) else { return nil }
    return former == nil || columns == former || isKnown ? columns : nil
  }

  /// The last column that holds text of the article, not its date, address or source.
  static func lastText(_ columns: [String?]) -> Int? {
    let shape = RecordShape.plain
    let texts = Set(shape.title + shape.body + shape.lead + shape.summary)
    return columns.lastIndex { $0.map(texts.contains) ?? false }
  }

  /// Whether a text has the build of a table, whatever its columns are called: each of its first rows has as many fields as its first
  /// line, and that has short ones, or tabs.
  static func isLike(_ text: ArraySlice<UInt8>) -> Bool {
    let line = line(of: text)
    guard line.count <= longestLine else { return false }
    return separators.contains { separator in
      // Most texts end here.
      guard line.count(where: { $0 == separator }) >= fewestColumns - 1 else { return false }
      var reader = TableReader(text, separator: separator)
      guard let fields = try? reader.names(), fields.count >= fewestColumns,
        separator == UInt8(ascii: "\t") || fields.allSatisfy({ isName(text[$0.range]) })
      else { return false }
      // Tabs in each line need no names above them.
      let fewest = separator == UInt8(ascii: "\t") ? 1 : 2
      for rows in 0..<rowsLookedAt {
        do throws(ParsingError) {
          guard let row = try reader.row(upTo: fields.count) else { return rows >= fewest }
          guard row.count == fields.count else { return false }
        } catch {
          return false
        }
      }
      return true
    }
  }

  /// After a comma in a sentence stands a space.
  private static func isName(_ field: ArraySlice<UInt8>) -> Bool {
    field.count <= RecordNames.longest && field.first != 0x20
  }

  private static let fewestColumns = 3
  private static let rowsLookedAt = 20

  private static func line(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.prefix(longestLine + 1).prefix { $0 != 0x0A }
  }

  /// What spreadsheets write before the names: `sep=;`.
  private static func statedSeparator(in line: ArraySlice<UInt8>) -> UInt8? {
    let text = line.filter { $0 != UInt8(ascii: "\"") }[...]
    guard text.count == 5, text.starts(withFolded: Array("sep=".utf8)), let sign = text.last else { return nil }
    return separatorsOfNames.contains(sign) ? sign : nil
  }

  /// Bytes.
  private static let longestLine = 2_000

  private static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
  /// Menus in texts have bars, too: only names of columns make a table of them.
  private static let separatorsOfNames = separators + [UInt8(ascii: "|")]
}
