#if Dashboard

/// Writes metrics in Prometheus' text form, version 0.0.4.
struct PrometheusText {
  enum Kind: String { case counter, gauge, histogram }

  private(set) var text = ""

  /// - Parameter samples: labels and value; none leaves the family out.
  mutating func family(
    _ name: String, _ kind: Kind, _ help: String, _ samples: [(labels: KeyValuePairs<String, String>, value: Double)]
  ) {
    guard !samples.isEmpty else { return }
    begin(name, kind, help)
    for sample in samples { line(name, sample.labels.map { ($0.key, $0.value) }, sample.value) }
  }

  mutating func histograms(
    _ name: String, _ help: String, _ samples: [(labels: KeyValuePairs<String, String>, histogram: Histogram)]
  ) {
    guard !samples.isEmpty else { return }
    begin(name, .histogram, help)
    for (labels, histogram) in samples {
      let labels = labels.map { ($0.key, $0.value) }
      var count = 0
      for (bound, own) in zip(histogram.bounds, histogram.counts) {
        count += own
        line(name + "_bucket", labels + [("le", Self.number(bound))], Double(count))
      }
      line(name + "_bucket", labels + [("le", "+Inf")], Double(histogram.count))
      line(name + "_sum", labels, histogram.sum)
      line(name + "_count", labels, Double(histogram.count))
    }
  }

  private mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
    let written = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    text += name + (written.isEmpty ? "" : "{\(written)}") + " \(Self.number(value))\n"
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
  }

  /// Backslash, quotation mark and line feed mean something in a label's value.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

#endif
