/// Comma-separated values after RFC 4180.
enum CSV {
  enum Cell {
    case text(String?)
    case number(Int?)
    /// A fraction; nil where there is none.
    case fraction(Double?)

    static func number(_ value: Double?) -> Cell { .fraction(value) }
  }

  /// A line for programs, without its end.
  static func line(_ cells: [String?]) -> String {
    cells.map { quoted($0 ?? "", separator: ",") }.joined(separator: ",")
  }

  /// - Parameter spreadsheet: nil for programs.
  /// - Returns: with its end of line.
  static func line(_ cells: [Cell], for spreadsheet: Spreadsheet? = nil) -> String {
    let separator = spreadsheet?.separator ?? ","
    let texts = cells.map { cell in
      switch cell {
      case .text(let text): quoted(spreadsheet?.harmless(text ?? "") ?? text ?? "", separator: separator)
      case .number(let number): number.map { String($0) } ?? ""
      case .fraction(let fraction):
        fraction.map { spreadsheet?.decimalComma == true ? "\($0)".replacing(".", with: ",") : "\($0)" } ?? ""
      }
    }
    return texts.joined(separator: separator) + (spreadsheet == nil ? "\n" : "\r\n")
  }

  static func quoted(_ cell: String, separator: String) -> String {
    let special = Set(separator.unicodeScalars).union(["\"", "\n", "\r"])
    guard cell.unicodeScalars.contains(where: special.contains) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}

/// How a spreadsheet program reads a CSV file that a person opens.
struct Spreadsheet {
  /// Tells the program that the file is UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Where numbers have a decimal comma, cells are parted by semicolons.
  var decimalComma: Bool

  var separator: String { decimalComma ? ";" : "," }

  /// A text that no program takes for a formula or a command: one that begins like such gets an apostrophe in front.
  func harmless(_ text: String) -> String {
    // The full-width signs are formulas to some programs; a tab or a line end in front hides a sign.
    let signs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%"]
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace || signs.contains($0) }
    return first.map(signs.contains) == true ? "'" + text : text
  }
}
