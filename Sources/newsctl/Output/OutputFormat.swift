import ArgumentParser

/// How results are printed: a table for people, the others for programs.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case table
  /// One object, with `"schema": 1`.
  case json
  /// One row a line.
  case jsonl
  /// Rows, with a line of names above them.
  case csv

  /// For commands whose result is no list of rows.
  func refuseCSV() throws(ValidationError) {
    if self == .csv {
      throw ValidationError("--format: expected table or json, got csv: the result is no list of rows")
    }
  }
}
