/// What a progress bar shows: how much was read of how much, and what came of it.
struct ProgressLine {
  /// What is read.
  enum Unit {
    case bytes
    /// Of a store; documents are not told then.
    case articles
  }

  var unit = Unit.bytes
  var read = 0
  /// nil where it is not known, as of standard input.
  var total: Int?
  var documents = 0
  var elapsed: Duration = .zero

  /// One line of at most `columns` columns.
  func text(columns: Int) -> String {
    var parts = unit == .bytes ? [counted(documents, "document")] : []
    guard let total, total > 0 else {
      return (["\(size(read)) read"] + parts).joined(separator: " · ").fitted(to: columns)
    }
    let share = min(1, Double(read) / Double(total))
    parts.insert("\(size(read)) of \(size(total))", at: 0)
    if let left = secondsLeft(share) { parts.append("\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left") }
    let text = "\(Self.percent(share))  \(parts.joined(separator: " · "))"
    let room = min(30, columns - text.terminalColumns - 4)
    guard room >= 8 else { return text.fitted(to: columns) }
    let filled = Int(Double(room) * share)
    return "[\(String(repeating: "#", count: filled))\(String(repeating: ".", count: room - filled))] \(text)"
  }

  /// nil until enough was read to tell.
  private func secondsLeft(_ share: Double) -> Int? {
    let seconds = Double(elapsed.components.seconds)
    guard share > 0.01, seconds >= 2 else { return nil }
    let left = seconds / share - seconds
    return left < 360_000 ? Int(left) : nil
  }

  private static func percent(_ share: Double) -> String {
    let number = String(Int(share * 100))
    return String(repeating: " ", count: max(0, 3 - number.count)) + number + "%"
  }

  private func size(_ read: Int) -> String {
    switch unit {
    case .bytes: Self.size(bytes: read)
    case .articles: counted(read, "article")
    }
  }

  /// `1.4 GB`, in powers of ten.
  private static func size(bytes: Int) -> String {
    var (value, unit) = (Double(bytes), "B")
    for next in ["kB", "MB", "GB", "TB"] where value >= 1_000 {
      (value, unit) = (value / 1_000, next)
    }
    let tenths = Int(value * 10)
    return unit == "B" || tenths >= 1_000 ? "\(Int(value)) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
  }
}
