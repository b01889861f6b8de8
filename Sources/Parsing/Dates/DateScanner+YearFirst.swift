import NewsModels

/// Dates that begin with a year of two digits: `24.03.05`, `24. 3. 5.`, `24/03/05` in Chinese, Japanese and Korean.
extension DateScanner {
  /// Told by their scripts, and with the year first even where it has two digits.
  static let yearFirstLanguages: Set<String?> = ["ja", "ko", "zh"]

  /// The day of the three numbers from the token at `index` on, which marks part, if they may be read so; nil for those that can only be
  /// read otherwise.
  func shortYearFirst(_ index: Int) -> CalendarDay? {
    guard Self.yearFirstLanguages.contains(language), tokens[index].digits == 2, tokens[index + 2].digits <= 2,
      tokens[index + 4].digits <= 2, let year = year(tokens[index], isShort: true)
    else { return nil }
    return CalendarDay(year: year, month: tokens[index + 2].value, day: tokens[index + 4].value)
  }

  /// Whether such a date is none of the versions that are written alike, `iOS 17.4.1`: they have points, no spaces, and mostly a number of
  /// one digit. A date of that form has the line to itself, a label before it, or the day of the week or a clock behind it.
  func isPlainlyADate(_ range: Range<Int>) -> Bool {
    let (mark, numbers) = (tokens[range.lowerBound + 1], [0, 2, 4].map { tokens[range.lowerBound + $0] })
    if mark.text != "." || numbers.dropFirst().allSatisfy(\.isSpaced) || numbers.allSatisfy({ $0.digits == 2 }) {
      return true
    }
    var next = range.upperBound
    while next < tokens.count, tokens[next].isOne(of: ".(（") { next += 1 }
    if isLabelled(range.lowerBound) || next == tokens.count && range.lowerBound == 0 { return true }
    return next < tokens.count && (isDayOfTheWeek(next) || isClock(next))
  }

  /// `입력 24.3.5`, `发布时间：24.3.5`: `更新` says as well which version a program has now.
  private func isLabelled(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    guard tokens[index - 1].isOne(of: ":：") else { return Self.labels.contains(tokens[index - 1].text) }
    return index > 1 && (Self.labels + Self.endsOfLabels).contains(tokens[index - 2].text)
  }

  private static let labels: [DateWord] = ["입력", "기사입력", "등록", "승인", "발행", "게재"]
  /// 发布, 时间, 日期, 发表, 掲載
  private static let endsOfLabels: [DateWord] = ["布", "间", "間", "期", "表", "載"]

  /// `(화)`, `(火)`, `星期二`, `周二`, `火曜日`, `화요일`
  private func isDayOfTheWeek(_ index: Int) -> Bool {
    let next = index + 1 < tokens.count ? tokens[index + 1] : nil
    if Self.wordsForWeek.contains(tokens[index].text) || next?.text == "曜" { return true }
    if Self.wholeDays.contains(tokens[index].text) { return true }
    let isBracketed = tokens[index - 1].isOne(of: "(（") && next?.isOne(of: ")）") == true
    return isBracketed && Self.shortDays.contains(tokens[index].text)
  }

  private static let wordsForWeek: [DateWord] = ["星", "周", "週"]
  private static let wholeDays: [DateWord] = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"]
  private static let shortDays: [DateWord] = [
    "월", "화", "수", "목", "금", "토", "일", "月", "火", "水", "木", "金", "土", "日",
  ]

  /// `10:20`
  private func isClock(_ index: Int) -> Bool {
    index + 2 < tokens.count && tokens[index].kind == .number && tokens[index].isSpaced
      && tokens[index + 1].isOne(of: ":：") && tokens[index + 2].kind == .number && tokens[index + 2].digits == 2
  }
}
