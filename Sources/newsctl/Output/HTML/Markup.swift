import NewsModels

/// HTML that is safe by how it is made: text gets in only through interpolation, which escapes it.
struct Markup: ExpressibleByStringInterpolation {
  private(set) var html: String

  init(stringLiteral value: String) { html = value }

  init(stringInterpolation: Interpolation) { html = stringInterpolation.html }

  struct Interpolation: StringInterpolationProtocol {
    var html = ""

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { html += literal }
    /// Escaped, and without control characters.
    mutating func appendInterpolation(_ text: String) { html += Markup.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { html += String(number) }
    /// With two decimals at most.
    mutating func appendInterpolation(_ number: Double) { html += "\((number * 100).rounded() / 100)" }
    mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    mutating func appendInterpolation(_ parts: [Markup]) { for part in parts { html += part.html } }
  }

  static func + (one: Markup, other: Markup) -> Markup { "\(one)\(other)" }

  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A table with a caption; columns behind the first are numbers unless named in `texts`.
  static func table(_ caption: String, columns: [String], texts: Set<Int> = [], rows: [[Markup]]) -> Markup {
    let heads = columns.enumerated().map { index, name -> Markup in
      index == 0 || texts.contains(index)
        ? "<th scope=\"col\">\(name)</th>" : "<th scope=\"col\" class=\"n\">\(name)</th>"
    }
    let lines = rows.map { cells -> Markup in
      let marked = cells.enumerated().map { index, cell -> Markup in
        if index == 0 { return "<th scope=\"row\">\(cell)</th>" }
        return texts.contains(index) ? "<td>\(cell)</td>" : "<td class=\"n\">\(cell)</td>"
      }
      return "<tr>\(marked)</tr>\n"
    }
    return """
      <div class="scroll"><table><caption>\(caption)</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(lines)</tbody></table></div>

      """
  }

  /// A link where the address is one of the web; the text alone for any other.
  static func link(_ text: String, to address: String?) -> Markup {
    guard let address, address.hasPrefix("https://") || address.hasPrefix("http://") else { return "\(text)" }
    return "<a href=\"\(address)\" rel=\"noreferrer noopener\">\(text)</a>"
  }
}
