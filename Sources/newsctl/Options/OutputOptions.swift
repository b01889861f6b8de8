import ArgumentParser
import Foundation
import Launching
import NewsModels

/// How figures are printed.
struct OutputOptions: ParsableArguments {
  @Option(help: "table, json, jsonl or csv.")
  var format: OutputFormat = .table

  @Flag(
    help: """
      With --format csv: as spreadsheets open it by a double click: with a byte order mark, semicolons where the decimal sign is a \
      comma, and cells that begin like a formula shown as text.
      """)
  var excel = false

  @Flag(
    inversion: .prefixedNo,
    help:
      "With --excel: the decimal sign is a comma. Default: as the language of the shell (LC_ALL, LC_NUMERIC, LANG) has it."
  )
  var decimalComma: Bool?

  func style() throws(CommandFailure) -> OutputStyle {
    guard format == .csv || (!excel && decimalComma == nil) else {
      throw CommandFailure(.usage, "--excel and --decimal-comma go with --format csv")
    }
    guard excel || decimalComma == nil else { throw CommandFailure(.usage, "--decimal-comma goes with --excel") }
    let environment = ProcessInfo.processInfo.environment
    return OutputStyle(
      format: format,
      spreadsheet: excel ? Spreadsheet(decimalComma: decimalComma ?? Self.hasDecimalComma(environment)) : nil,
      drawing: format == .table && ConsoleOutput.isTerminal ? Drawing(environment: environment) : nil)
  }

  /// Whether the language of a shell writes numbers with a comma: Vietnamese does, English does not.
  static func hasDecimalComma(_ environment: [String: String]) -> Bool {
    let name = ["LC_ALL", "LC_NUMERIC", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    let language = name.prefix { $0 != "." && $0 != "@" }
    guard language != "C", language != "POSIX" else { return false }
    return Locale(identifier: String(language)).decimalSeparator == ","
  }
}

/// What results look like where they are printed.
struct OutputStyle {
  var format: OutputFormat
  /// Nil where CSV is for programs.
  var spreadsheet: Spreadsheet?
  /// Nil where no person looks at a terminal.
  var drawing: Drawing?

  /// Of the terminal on which results are printed; nil where they are not.
  static var columns: Int? { ConsoleOutput.isTerminal ? ConsoleOutput.columns : nil }

  /// A line cut to the terminal's width; whole where there is none.
  func fitted(_ line: String) -> String { line.fitted(to: Self.columns ?? .max) }

  /// Prints a table's lines cut to the terminal's width; but for the last, which says what the figures leave out.
  func printTable(_ lines: [String]) {
    for line in lines.dropLast() { ConsoleOutput.print(fitted(line)) }
    if let gaps = lines.last { ConsoleOutput.print(gaps) }
  }

  /// Says on standard error what a list leaves out, where its form has no place for that.
  func noteRest(_ line: String) {
    if format == .csv || format == .jsonl { ConsoleOutput.printError("newsctl: \(line)") }
  }

  /// - Parameter isContinued: whether the rows follow others, which had the names.
  func printCSV(names: [String], rows: [[CSV.Cell]], isContinued: Bool = false) {
    CSV.print(names: isContinued ? nil : names, rows: rows, for: spreadsheet)
  }
}
