#if Dashboard
import NewsModels

/// Draws a topic's time line: a bar for each day, week or month, `main` below `mention`, each a link that narrows the page to it.
///
/// The drawing is stretched to the width that it gets, so it holds no text: labels stand beside it.
struct TimelineChart {
  var bars: [TimelineBar]
  /// The address of the page narrowed to a bar.
  var href: (TimelineBar) -> String
  /// What a bar says to who cannot see it.
  var label: (TimelineBar) -> String
  /// What the whole says.
  var title: String

  private static let step = 10
  private static let height = 100.0

  /// The greatest bar, to which all are drawn.
  var top: Int { max(1, bars.map(\.articles).max() ?? 0) }

  var svg: String {
    let marks = bars.enumerated().map { index, bar in mark(bar, at: index * Self.step) }.joined()
    return Markup.element(
      "svg",
      [
        "class": "timeline", "viewBox": "0 0 \(max(1, bars.count) * Self.step) \(Int(Self.height))",
        "preserveAspectRatio": "none", "role": "group", "aria-label": title,
      ], marks)
  }

  private func mark(_ bar: TimelineBar, at left: Int) -> String {
    let unit = Self.height * 0.94 / Double(top)
    // Something is never drawn as nothing.
    let main = bar.main == 0 ? 0 : max(1.5, Double(bar.main) * unit)
    let mention = bar.mention == 0 ? 0 : max(1.5, Double(bar.mention) * unit)
    var shapes = Markup.element("title", [:], Markup.escape(label(bar)))
    shapes += rectangle("hit", left, 0, Self.height, wide: true)
    if bar.isBurst { shapes += rectangle("burst", left, 0, Self.height, wide: true) }
    if !bar.hasInput { shapes += rectangle("silent", left, Self.height - 3, 3) }
    if mention > 0 { shapes += rectangle("mention", left, Self.height - main - mention, mention) }
    if main > 0 { shapes += rectangle("main", left, Self.height - main, main) }
    return Markup.element(
      "a",
      [
        "href": href(bar), "tabindex": "-1", "aria-label": label(bar), "data-since": bar.days.lowerBound.description,
        "data-until": bar.days.upperBound.description,
      ], shapes)
  }

  private func rectangle(_ name: String, _ left: Int, _ y: Double, _ height: Double, wide: Bool = false) -> String {
    let inset = wide ? 0 : 1
    return Markup.element(
      "rect",
      [
        "class": name, "x": String(left + inset), "y": Self.coordinate(y),
        "width": String(Self.step - 2 * inset), "height": Self.coordinate(height),
      ])
  }

  /// One decimal is finer than any screen.
  private static func coordinate(_ value: Double) -> String { String((value * 10).rounded() / 10) }
}

#endif
