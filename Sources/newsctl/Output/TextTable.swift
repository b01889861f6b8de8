import NewsModels

/// Rows in columns of even width, three spaces apart.
struct TextTable {
  enum Alignment {
    case left
    case right
  }

  private let columns: [(name: String, alignment: Alignment)]
  private var rows: [[String]] = []

  init(_ columns: [(name: String, alignment: Alignment)]) {
    self.columns = columns
  }

  /// Adds a row with as many cells as there are columns; control characters never reach the terminal.
  mutating func append(_ cells: [String]) {
    rows.append(cells.map(\.printable))
  }

  /// The lines, the names first; none ends in spaces.
  var lines: [String] { lines(within: nil) }

  /// The same in so many columns of a terminal, or in as many as they take where it is nil. What is too much is taken from the widest
  /// columns of text, and from the ends of lines where these have become narrow.
  func lines(within limit: Int?) -> [String] {
    let all = [columns.map(\.name)] + rows
    let widths = widths(of: all, within: limit ?? .max)
    return all.map { row in
      let cells = columns.indices.map { column in
        let cell = row[column].fitted(to: widths[column])
        let padding = String(repeating: " ", count: widths[column] - cell.terminalColumns)
        return columns[column].alignment == .left ? cell + padding : padding + cell
      }
      let line = cells.joined(separator: Self.gap)
      return String(line.reversed().drop { $0 == " " }.reversed()).fitted(to: limit ?? .max)
    }
  }

  private func widths(of rows: [[String]], within limit: Int) -> [Int] {
    var widths = columns.indices.map { column in rows.map { $0[column].terminalColumns }.max() ?? 0 }
    let texts = columns.indices.filter { columns[$0].alignment == .left }
    var excess = widths.reduce(Self.gap.count * (columns.count - 1), +) - limit
    while excess > 0, let widest = texts.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.narrow {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private static let gap = "   "
  /// As much as a day takes, or an id that is long enough to be asked for.
  private static let narrow = 10
}

extension String {
  /// How many columns the text takes on a terminal: two for wide East Asian characters, none for combining ones.
  var terminalColumns: Int {
    unicodeScalars.reduce(0) { $0 + $1.terminalColumns }
  }

  /// The text cut to `columns` columns, the last of them an ellipsis where something was cut.
  func fitted(to columns: Int) -> String {
    guard terminalColumns > columns else { return self }
    var taken = 0
    var result = ""
    for character in self {
      let width = String(character).terminalColumns
      if taken + width > columns - 1 { break }
      taken += width
      result.append(character)
    }
    return result + "…"
  }
}

extension Unicode.Scalar {
  fileprivate var terminalColumns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
