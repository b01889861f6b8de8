/// Draws figures with the characters of a terminal.
struct Drawing {
  /// Whether colours are used: not with `NO_COLOR`, and not on a terminal that knows none.
  let hasColor: Bool

  init(environment: [String: String]) {
    hasColor = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// A bar of `value` ÷ `whole` in eighths of a character; nothing for 0, something for anything else.
  static func bar(_ value: Int, of whole: Int, columns: Int) -> String {
    guard value > 0, whole > 0 else { return "" }
    let eighths = max(1, Int((Double(min(value, whole)) / Double(whole) * Double(columns * 8)).rounded()))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  /// A character for each value, as high as its part of the greatest; a dot for 0, a gap for nil.
  static func sparkline(_ values: [Int?]) -> String {
    let greatest = values.compactMap(\.self).max() ?? 0
    let steps = Array("▁▂▃▄▅▆▇█")
    return String(
      values.map { value in
        guard let value else { return " " }
        if value == 0 || greatest == 0 { return "·" }
        return steps[min(7, max(0, Int((Double(value) / Double(greatest) * 8).rounded(.up)) - 1))]
      })
  }

  /// Values summed into at most `columns` groups of neighbours; a group of nothing but nil is nil.
  static func grouped(_ values: [Int?], columns: Int) -> [Int?] {
    guard columns > 0, values.count > columns else { return values }
    let size = (values.count + columns - 1) / columns
    return stride(from: 0, to: values.count, by: size).map { start in
      let group = values[start..<min(values.count, start + size)].compactMap(\.self)
      return group.isEmpty ? nil : group.reduce(0, +)
    }
  }

  func colored(_ text: String, _ color: Color) -> String {
    hasColor && !text.isEmpty ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  enum Color: Int {
    case strong = 1
    case faint = 2
    case red = 31
    case blue = 34
    case cyan = 36
  }
}
