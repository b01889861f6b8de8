#if Dashboard
import NewsModels

/// A text with the spans that counted marked in it.
enum MarkedText {
  /// A span of a text, in Unicode scalars, and why it is marked.
  struct Mark: Hashable {
    var span: Range<Int>
    /// The class that colours it.
    var tint: String
    var reason: String
  }

  /// Markup of the paragraphs of a text. Where spans overlap, the first of them is shown and the others' rules stand beside its own.
  static func paragraphs(_ text: String, _ marks: [Mark]) -> [String] {
    let scalars = Array(text.unicodeScalars)
    // What lies outside the text is no span of it, whatever the service said.
    let marks = marks.filter { $0.span.lowerBound >= 0 && $0.span.upperBound <= scalars.count && !$0.span.isEmpty }
      .sorted { ($0.span.lowerBound, $1.span.upperBound) < ($1.span.lowerBound, $0.span.upperBound) }
    var paragraphs: [String] = []
    var start = 0
    for end in scalars.indices.filter({ scalars[$0] == "\n" }) + [scalars.count] {
      let own = marks.filter { $0.span.lowerBound < end && $0.span.upperBound > start }
      if end > start { paragraphs.append(line(scalars, start..<end, own)) }
      start = end + 1
    }
    return paragraphs
  }

  private static func line(_ scalars: [Unicode.Scalar], _ range: Range<Int>, _ marks: [Mark]) -> String {
    var markup = ""
    var position = range.lowerBound
    var index = 0
    while index < marks.count {
      let first = marks[index]
      var end = first.span.upperBound
      var reasons = [first.reason]
      index += 1
      while index < marks.count, marks[index].span.lowerBound < end {
        if !reasons.contains(marks[index].reason) { reasons.append(marks[index].reason) }
        end = max(end, marks[index].span.upperBound)
        index += 1
      }
      let span = max(first.span.lowerBound, position)..<min(end, range.upperBound)
      guard !span.isEmpty else { continue }
      markup += escaped(scalars[position..<span.lowerBound])
      markup += Markup.element(
        "mark", ["class": first.tint, "title": reasons.joined(separator: "\n")], escaped(scalars[span]))
      position = span.upperBound
    }
    return markup + escaped(scalars[position..<range.upperBound])
  }

  private static func escaped(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    Markup.escape(String(String.UnicodeScalarView(scalars)))
  }
}

#endif
