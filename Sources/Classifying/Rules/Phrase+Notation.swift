extension Phrase {
  /// Reads a phrase as a topics file writes it: `Triều Tiên`, `Taiwan*` (words that begin so), `*palästin*` (within words
  /// too), `=PLA` (in these capitals only).
  init(notation: some StringProtocol) {
    var rest = Substring(notation)
    var isCaseSensitive = false
    var boundary = Boundary.wholeWord
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    if rest.first == "=" {
      isCaseSensitive = true
      rest = rest.dropFirst()
    }
    if rest.last == "*" {
      boundary = .prefix
      rest = rest.dropLast()
      if rest.first == "*" {
        boundary = .anywhere
        rest = rest.dropFirst()
      }
    }
    // YAML may write one over two lines.
    let text = String(rest.map { $0.isNewline ? " " : $0 })
    self.init(text, boundary: boundary, isCaseSensitive: isCaseSensitive)
  }

  /// As a topics file writes it.
  var notation: String {
    let marks = isCaseSensitive ? "=" : ""
    return switch boundary {
    case .wholeWord: marks + text
    case .prefix: marks + text + "*"
    case .anywhere: marks + "*" + text + "*"
    }
  }
}
