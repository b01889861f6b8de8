/// How figures are written for people.
enum Figures {
  /// Whole percents; one decimal below ten, so that a small share does not look like none. A dash of nothing.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let percent = Double(part) / Double(whole) * 100
    if percent == percent.rounded() || percent >= 10 { return "\(Int(percent.rounded()))%" }
    let tenths = max(1, Int((percent * 10).rounded()))
    return "\(tenths / 10).\(tenths % 10)%"
  }

  /// `×1.25`.
  static func ratio(_ ratio: Double) -> String {
    let hundredths = Int((min(ratio, 1e12) * 100).rounded())
    return "×\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  /// With its sign.
  static func difference(_ difference: Int) -> String { difference > 0 ? "+\(difference)" : String(difference) }
}
