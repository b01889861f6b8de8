/// Comma-separated values after RFC 4180.
enum CSV {
  static func line(_ cells: [String?]) -> String {
    cells.map { quoted($0 ?? "") }.joined(separator: ",")
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }) else {
      return cell
    }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
