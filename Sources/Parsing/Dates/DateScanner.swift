import NewsModels

/// Looks for a date, then for a time of day beside it, among the tokens of a line.
struct DateScanner {
  let tokens: [DateToken]
  let language: String?
  /// What is known of dates like this one, where day and month could be either.
  var order: DateOrder?

  /// The first date; but where it is labelled as that of an update, one that is labelled as that of publication goes before it.
  func firstDate() -> VisibleDate? {
    guard let first = day(in: tokens.indices) else { return nil }
    let parts = labelledParts()
    guard parts.count > 1 else { return withTime(first, in: tokens.indices) }
    let dated = parts.compactMap { part in day(in: part.range).map { (day: $0, part: part) } }
    let published = dated.first?.part.label == .update ? dated.first { $0.part.label == .publication } : nil
    // Where a line tells two dates, the clock of one is not that of the other.
    let own = published?.part.range ?? 0..<(dated.count > 1 ? dated[0].part.range.upperBound : tokens.count)
    var date = withTime(published?.day ?? first, in: own)
    date.label = (published ?? dated.first)?.part.label
    return date
  }

  private func day(in range: Range<Int>) -> FoundDay? {
    for index in range {
      if let day = date(at: index) { return day }
    }
    return nil
  }

  /// The line, cut before each label of a date.
  private func labelledParts() -> [(range: Range<Int>, label: DateLabel?)] {
    var parts: [(range: Range<Int>, label: DateLabel?)] = [(tokens.indices, nil)]
    for index in tokens.indices {
      guard let label = DateLabel(beginning: tokens[index...]) else { continue }
      parts[parts.count - 1].range = parts[parts.count - 1].range.lowerBound..<index
      parts.append((index..<tokens.count, label))
    }
    return parts
  }

  /// A day and the tokens that it takes.
  struct FoundDay {
    var day: CalendarDay
    var tokens: Range<Int>
  }

  /// A day that begins with the token at `index`, in one of the ways that days are written.
  private func date(at index: Int) -> FoundDay? {
    switch tokens[index].kind {
    case .mark: nil
    case .word: monthFirst(index)
    case .number:
      // A number that goes on from a decimal or from a longer chain of numbers is none that begins a date.
      continuesNumber(index) ? nil : numeric(index) ?? ideographic(index) ?? dayFirst(index) ?? yearFirst(index)
    }
  }

  private func continuesNumber(_ index: Int) -> Bool {
    guard index > 0, !tokens[index].isSpaced, tokens[index - 1].kind == .mark else { return false }
    guard index > 1, tokens[index - 2].kind == .number, !tokens[index - 1].isSpaced else { return false }
    // A clock or another date may touch this one; 1.234.567 may not.
    return tokens[index - 1].text == "." || tokens[index - 1].text == ","
  }

  /// Whether `.5` touches what stands before: a version, not a date.
  private func goesOn(_ index: Int) -> Bool {
    guard index + 1 < tokens.count, tokens[index].text == ".", !tokens[index].isSpaced else { return false }
    let isClock = index + 2 < tokens.count && tokens[index + 2].text == ":"
    return tokens[index + 1].kind == .number && !tokens[index + 1].isSpaced && !isClock
  }

  /// `24/02/2024`, `2024-02-24`, `24.2.24`, `2024. 2. 24.`
  private func numeric(_ index: Int) -> FoundDay? {
    guard index + 4 < tokens.count else { return nil }
    let (one, first, two, second, three) = (
      tokens[index], tokens[index + 1], tokens[index + 2], tokens[index + 3], tokens[index + 4]
    )
    guard two.kind == .number, three.kind == .number, first.kind == .mark, first.text == second.text,
      first.isOne(of: "/-.–_"), !first.isSpaced || first.text != "-", two.digits <= 2
    else { return nil }
    let range = index..<(index + 5)
    if first.text == ".", goesOn(range.upperBound) { return nil }
    if one.digits == 4, three.digits <= 2, let year = year(one) {
      return CalendarDay(year: year, month: two.value, day: three.value).map { FoundDay(day: $0, tokens: range) }
    }
    let mayBeShort = first.text == "." || first.text == "/"
    if mayBeShort, order == nil, let day = shortYearFirst(index) {
      return isPlainlyADate(range) ? FoundDay(day: day, tokens: range) : nil
    }
    guard one.digits <= 2, let year = year(three, isShort: mayBeShort) else { return nil }
    let monthComesFirst: Bool
    switch (one.value > 12, two.value > 12) {
    case (true, true): return nil
    case (true, false): monthComesFirst = false
    case (false, true): monthComesFirst = true
    case (false, false):
      guard let order = likelyOrder(at: index, mark: first) else { return nil }
      monthComesFirst = order == .monthFirst
    }
    return day(year, one.value, two.value, monthFirst: monthComesFirst, range)
  }

  private func day(_ year: Int, _ one: Int, _ two: Int, monthFirst: Bool, _ range: Range<Int>) -> FoundDay? {
    CalendarDay(year: year, month: monthFirst ? one : two, day: monthFirst ? two : one).map {
      FoundDay(day: $0, tokens: range)
    }
  }

  /// Of a date at `index` whose numbers could both be the month; nil where nothing tells.
  private func likelyOrder(at index: Int, mark: DateToken) -> DateOrder? {
    if mark.text == "." || tokens[index].value == tokens[index + 2].value { return .dayFirst }
    guard language == "en" || language == "tl" else { return order ?? .dayFirst }
    return orderByClock(index) ?? order
  }

  /// Which order the first date shows by a number that is no month; nil where it shows none.
  func shownOrder() -> DateOrder? {
    guard let found = day(in: tokens.indices)?.tokens, found.count == 5, shortYearFirst(found.lowerBound) == nil else {
      return nil
    }
    let (one, mark, two) = (tokens[found.lowerBound], tokens[found.lowerBound + 1], tokens[found.lowerBound + 2])
    guard one.kind == .number, one.digits <= 2, mark.kind == .mark, mark.text != ".", two.kind == .number else {
      return nil
    }
    return one.value > 12 ? .dayFirst : two.value > 12 ? .monthFirst : nil
  }

  /// In English, the zone or the clock beside an ambiguous date tells whose habit it is: nil for unknown.
  private func orderByClock(_ index: Int) -> DateOrder? {
    let near = tokens[max(0, index - 8)..<min(tokens.count, index + 14)].filter { $0.kind == .word }
    if near.contains(where: { Self.zonesWithMonthFirst.contains($0.text) }) { return .monthFirst }
    if near.contains(where: { Self.zonesWithDayFirst.contains($0.text) }) { return .dayFirst }
    return nil
  }

  private static let zonesWithMonthFirst: [DateWord] = [
    "et", "est", "edt", "pt", "pst", "pdt", "ct", "cst", "cdt", "mt", "mst", "mdt",
  ]
  private static let zonesWithDayFirst: [DateWord] = [
    "gmt", "bst", "ist", "aest", "aedt", "sgt", "hkt", "cet", "cest",
  ]

  /// `2024年2月24日`, `2024년 2월 24일`
  private func ideographic(_ index: Int) -> FoundDay? {
    guard index + 5 < tokens.count, tokens[index].digits == 4, let year = year(tokens[index]) else { return nil }
    let (yearSign, monthSign) = (tokens[index + 1].text, tokens[index + 3].text)
    guard yearSign == "年" || yearSign == "년", tokens[index + 2].kind == .number, monthSign == "月" || monthSign == "월",
      tokens[index + 4].kind == .number,
      Self.daySigns.contains(tokens[index + 5].first)
    else { return nil }
    return CalendarDay(year: year, month: tokens[index + 2].value, day: tokens[index + 4].value).map {
      FoundDay(day: $0, tokens: index..<(index + 6))
    }
  }

  private static let daySigns: [Unicode.Scalar] = ["日", "일", "号", "號"]

  /// `24 tháng 2 năm 2024`, `30. Juni 2025`, `1er juillet 2024`, `4 de marzo de 2024`, `24-Feb-2024`
  private func dayFirst(_ index: Int) -> FoundDay? {
    guard tokens[index].digits <= 2, (1...31).contains(tokens[index].value) else { return nil }
    var next = index + 1
    skip(&next, marks: ".-/,º°", words: DateWords.afterDay, most: 3)
    guard next < tokens.count, let month = month(&next) else { return nil }
    skip(&next, marks: ".,-/'’", words: DateWords.beforeYear, most: 3)
    guard next < tokens.count, tokens[next].digits == 4, let year = year(tokens[next]) else { return nil }
    return CalendarDay(year: year, month: month, day: tokens[index].value).map {
      FoundDay(day: $0, tokens: index..<(next + 1))
    }
  }

  /// `February 24, 2024`, `Feb. 24th 2024`; `Tháng Hai 24, 2024` and `Th2 24, 2024`, as WordPress prints them in Vietnamese.
  private func monthFirst(_ index: Int) -> FoundDay? {
    var next = index
    guard let month = month(&next) else { return nil }
    skip(&next, marks: ".", words: [], most: 1)
    guard next < tokens.count, tokens[next].kind == .number, tokens[next].digits <= 2 else { return nil }
    let day = tokens[next].value
    next += 1
    skip(&next, marks: ",.", words: DateWords.afterDay, most: 3)
    guard next < tokens.count, tokens[next].digits == 4, let year = year(tokens[next]) else { return nil }
    return CalendarDay(year: year, month: month, day: day).map { FoundDay(day: $0, tokens: index..<(next + 1)) }
  }

  /// `2024. február 24.`, `2024 m. vasario 24 d.`, `2024. gada 24. februārī`
  private func yearFirst(_ index: Int) -> FoundDay? {
    guard tokens[index].digits == 4, let year = year(tokens[index]) else { return nil }
    var next = index + 1
    skip(&next, marks: ".,-", words: DateWords.afterYear, most: 3)
    guard next < tokens.count else { return nil }
    if tokens[next].kind == .word, let month = month(&next) {
      skip(&next, marks: ".-", words: [], most: 1)
      guard next < tokens.count, tokens[next].kind == .number, tokens[next].digits <= 2 else { return nil }
      return CalendarDay(year: year, month: month, day: tokens[next].value).map {
        FoundDay(day: $0, tokens: index..<(next + 1))
      }
    }
    guard tokens[next].kind == .number, tokens[next].digits <= 2 else { return nil }
    let day = tokens[next].value
    next += 1
    skip(&next, marks: ".", words: [], most: 1)
    guard next < tokens.count, tokens[next].kind == .word, let month = month(&next) else { return nil }
    return CalendarDay(year: year, month: month, day: day).map { FoundDay(day: $0, tokens: index..<next) }
  }

  /// The month at `index`, by name or by a number after a word for month; moves past it.
  private func month(_ index: inout Int) -> Int? {
    guard index < tokens.count, tokens[index].kind == .word else { return nil }
    if DateWords.isWordForMonth(tokens[index].text), index + 1 < tokens.count {
      let next = tokens[index + 1]
      if next.kind == .number, (1...12).contains(next.value) {
        index += 2
        return next.value
      }
      if let number = DateWords.vietnameseNumber(tokens[(index + 1)...]) {
        index += 1 + number.words
        return number.value
      }
      return nil
    }
    if isShortMonth(index) {
      index += 2
      return tokens[index - 1].value
    }
    guard let month = DateWords.month(tokens[index].text) else { return nil }
    index += 1
    return month
  }

  /// `Th2`, as programs print the month in Vietnamese: the `th` of `24th` has no number right after it.
  private func isShortMonth(_ index: Int) -> Bool {
    guard tokens[index].text == "th", index + 1 < tokens.count else { return false }
    let next = tokens[index + 1]
    return next.kind == .number && !next.isSpaced && next.digits <= 2 && (1...12).contains(next.value)
  }

  private func skip(_ index: inout Int, marks: String, words: Set<DateWord>, most: Int) {
    for _ in 0..<most where index < tokens.count {
      let token = tokens[index]
      switch token.kind {
      case .number: return
      case .mark: if !token.isOne(of: marks) { return }
      case .word: if !words.contains(token.text) || isShortMonth(index) { return }
      }
      index += 1
    }
  }

  /// A year of our calendar from 1990 to 2100; in Thai also a Buddhist one, which is turned into it.
  func year(_ token: DateToken, isShort: Bool = false) -> Int? {
    guard token.kind == .number else { return nil }
    if token.digits == 4 {
      if (1990...2100).contains(token.value) { return token.value }
      if language == "th", (2533...2643).contains(token.value) { return token.value - 543 }
      return nil
    }
    return isShort && token.digits == 2 && token.value < 60 ? 2000 + token.value : nil
  }

  private func withTime(_ found: FoundDay, in part: Range<Int>) -> VisibleDate {
    let clock = ClockScanner(tokens: tokens, language: language)
    let range = tokens[found.tokens.lowerBound].range.lowerBound..<tokens[found.tokens.upperBound - 1].range.upperBound
    guard let time = clock.time(beside: found.tokens, in: part) else {
      return VisibleDate(time: .day(found.day), range: range)
    }
    let whole = min(range.lowerBound, time.range.lowerBound)..<max(range.upperBound, time.range.upperBound)
    guard let offset = time.offset ?? ZoneOffset.usual(in: language),
      let published = PublicationTime(
        day: found.day, hour: time.hour, minute: time.minute, second: time.second, offset: offset)
    else { return VisibleDate(time: .day(found.day), range: whole, saysTime: true) }
    return VisibleDate(time: published, range: whole, saysTime: true)
  }
}
