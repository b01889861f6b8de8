/// What stands where a document names its outlet, or whom it credits.
enum StatedOutlet {
  /// Whether it says that there is none, as databases and people write it: `N/A`, `null`, `-`, `không rõ`.
  static func isNone(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    // Most names end here.
    if first.isASCIILetter, !beginnings.contains(first.asciiLowercased) { return false }
    guard name.contains(where: { $0.isLetter || $0.isNumber }) else { return true }
    return name.utf8.count <= longest && none.contains(name.lowercased())
  }

  /// Bytes.
  private static let longest = 24

  private static let beginnings = Array("cknu".utf8)

  private static let none: Set = [
    "#n/a", "(null)", "\\n", "chưa rõ", "khuyết danh", "không", "không có", "không rõ", "không xác định", "n.a.", "n/a",
    "na", "nan", "nil", "none", "null", "undefined", "unknown",
  ]
}
