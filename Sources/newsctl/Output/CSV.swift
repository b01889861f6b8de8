import Launching
import NewsModels

/// Comma-separated values after RFC 4180.
enum CSV {
  enum Cell {
    case text(String?)
    case number(Int?)
    /// A fraction; nil where there is none.
    case fraction(Double?)

    static func number(_ value: Double?) -> Cell { .fraction(value) }
  }

  /// Prints rows. A file keeps what their texts have; a terminal is not steered by it.
  /// - Parameters:
  ///   - names: nil where the rows follow others, which had the names.
  ///   - spreadsheet: nil for programs.
  static func print(names: [String]?, rows: [[Cell]], for spreadsheet: Spreadsheet? = nil) {
    let lines = ((names.map { [$0.map { Cell.text($0) }] } ?? []) + rows).map { line($0, for: spreadsheet) }
    let text = ConsoleOutput.isTerminal ? lines.map { $0.trimmedEnd.printable + "\n" }.joined() : lines.joined()
    ConsoleOutput.write((spreadsheet == nil || names == nil ? [] : Spreadsheet.byteOrderMark) + Array(text.utf8))
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
    // Sign by sign, not by what readers see as one character: `"` followed by a joiner or a combining mark ends a cell all the same.
    var quoted = "\"".unicodeScalars
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
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

extension String {
  /// Without its end of line.
  fileprivate var trimmedEnd: String {
    String(unicodeScalars.reversed().drop { $0 == "\n" || $0 == "\r" }.reversed().map(Character.init))
  }
}
