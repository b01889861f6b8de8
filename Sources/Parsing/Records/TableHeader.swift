/// The first line of a table of articles: what sets its fields apart, and what each column holds.
struct TableHeader {
  private(set) var separator: UInt8
  /// The record's name for each column, as `RecordShape` knows it; nil for a column that nobody reads.
  private(set) var columns: [String?]
  /// Where the line ends.
  private(set) var end: Int

  /// nil where the first line does not name a title and a text: then it is no table of articles.
  init?(_ text: ArraySlice<UInt8>) {
    let line = text.prefix(Self.longestLine + 1).prefix { $0 != 0x0A }
    guard line.count <= Self.longestLine else { return nil }
    for separator in Self.separators where line.contains(separator) {
      var reader = TableReader(line, separator: separator)
      guard let fields = try? reader.names() else { continue }
      var seen: Set<String> = []
      let columns = fields.map { field in
        Self.known[Self.letters(of: reader.text(of: field))].flatMap { seen.insert($0).inserted ? $0 : nil }
      }
      let shape = RecordShape.plain
      guard !seen.isDisjoint(with: shape.title), !seen.isDisjoint(with: shape.body + shape.summary) else { continue }
      (self.separator, self.columns, end) = (separator, columns, line.endIndex)
      return
    }
    return nil
  }

  /// Bytes.
  private static let longestLine = 2_000

  private static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// By their letters, so that `Publish Date` is `publish_date`.
  private static let known: [String: String] = {
    let shape = RecordShape.plain
    let names =
      shape.title + shape.body + shape.lead + shape.summary + shape.published + shape.source + shape.address
      + shape.credit + shape.language
    return Dictionary(names.map { (letters(of: $0), $0) }) { first, _ in first }
  }()

  private static func letters(of name: String) -> String {
    String(decoding: name.utf8.filter { !" _-".utf8.contains($0) }.map(\.asciiLowercased), as: UTF8.self)
  }
}
