/// A time of day beside a date, and its zone where one is named.
struct ClockScanner {
  let tokens: [DateToken]
  let language: String?

  struct FoundTime {
    var hour: Int
    var minute: Int
    var second: Int
    /// Seconds east of Greenwich; nil where no zone is named.
    var offset: Int?
    /// Its bytes in the line.
    var range: Range<Int>
  }

  /// The time within eight tokens after the date, else within ten before it; none that lies outside of `part`.
  func time(beside date: Range<Int>, in part: Range<Int>) -> FoundTime? {
    for index in date.upperBound..<max(date.upperBound, min(part.upperBound, date.upperBound + 8)) {
      if let time = time(at: index, before: part.upperBound) { return time }
    }
    for index in min(date.lowerBound, max(part.lowerBound, date.lowerBound - 10))..<date.lowerBound {
      if let time = time(at: index, before: date.lowerBound) { return time }
    }
    return nil
  }

  private func time(at index: Int, before end: Int) -> FoundTime? {
    guard tokens[index].kind == .number, tokens[index].digits <= 2, index + 1 < end else { return nil }
    if index > 0, !tokens[index].isSpaced, tokens[index - 1].isOne(of: "/-+:.") {
      return nil
    }
    var next = index + 1
    var (minute, second) = (0, 0)
    let mark = tokens[next]
    if mark.text == ":" || mark.text == "：" || (mark.text == "." && isDottedClock(index, end)),
      let number = number(next + 1, end), number < 60
    {
      minute = number
      next += 2
      if next < end, tokens[next].text == ":", let number = self.number(next + 1, end), number < 60 {
        second = number
        next += 2
      }
    } else if DateWords.isWordForHour(mark.text) {
      next += 1
      if let number = number(next, end), number < 60 {
        minute = number
        next += 1
        if next < end, DateWords.isWordForMinute(tokens[next].text) { next += 1 }
      }
    } else if !isHalfOfDay(next, end) {
      return nil
    }
    var hour = tokens[index].value
    if let part = partOfDay(after: &next, before: index, end) {
      guard let named = part.hour(hour) else { return nil }
      hour = named
    }
    guard hour < 24 else { return nil }
    let zone = ZoneOffset.beginning(tokens[next..<end], language: language)
    next = zone?.end ?? next
    return FoundTime(
      hour: hour, minute: minute, second: second, offset: zone?.offset,
      range: tokens[index].range.lowerBound..<tokens[next - 1].range.upperBound)
  }

  private func number(_ index: Int, _ end: Int) -> Int? {
    guard index < end, tokens[index].kind == .number, tokens[index].digits <= 2 else { return nil }
    return tokens[index].value
  }

  /// `18.30 Uhr`, `kl. 18.30`, `klo 18.30`, `18.30 WIB`, `6.30 pm`: only beside such a word is a point a clock's.
  private func isDottedClock(_ index: Int, _ end: Int) -> Bool {
    guard let minute = number(index + 2, end), tokens[index + 2].digits == 2, minute < 60 else { return false }
    if index + 3 < end, ["uhr", "wib", "wit", "wita", "am", "pm", "a", "p", "น"].contains(tokens[index + 3].text) {
      return true
    }
    let before = tokens[max(0, index - 2)..<index].map(\.text)
    return before.contains("kl") || before.contains("klo") || before.contains("ore") || before.contains("at")
      || before.contains("kell")
  }

  private func isHalfOfDay(_ index: Int, _ end: Int) -> Bool {
    guard index < end else { return false }
    return ["am", "pm"].contains(tokens[index].text)
  }

  private func part(_ token: DateToken) -> PartOfDay? { token.kind == .word ? DateWords.partOfDay(token.text) : nil }

  /// The part of the day that is named after or before the clock; moves past it.
  private func partOfDay(after next: inout Int, before index: Int, _ end: Int) -> PartOfDay? {
    if next < end, let part = part(tokens[next]) {
      next += 1
      return part
    }
    // a.m., p.m.
    if next + 2 < end, tokens[next].text == "a" || tokens[next].text == "p", tokens[next + 1].text == ".",
      tokens[next + 2].text == "m"
    {
      let part = tokens[next].text == "p" ? PartOfDay.afternoon : .morning
      next += 3
      if next < end, tokens[next].text == "." { next += 1 }
      return part
    }
    guard index > 0 else { return nil }
    if let part = part(tokens[index - 1]) { return part }
    // 下 午 stand as two tokens.
    if index > 1, tokens[index - 1].text == "午" {
      return ["下", "后", "後"].contains(tokens[index - 2].text) ? .afternoon : .morning
    }
    if index > 1, tokens[index - 1].text == "后" || tokens[index - 1].text == "後" {
      return tokens[index - 2].text == "午" ? .afternoon : .morning
    }
    return nil
  }
}
