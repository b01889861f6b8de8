import NewsModels

/// Dates as feeds write them: RFC 822 (`Mon, 07 Oct 2024 08:05:00 +0700`), else whatever `MachineDate` reads.
enum FeedDate {
  /// `language` decides on the zone of a time that has none.
  static func read(_ text: String, language: String?) -> PublicationTime? {
    guard text.utf8.count <= 80 else { return nil }
    return mail(text) ?? MachineDate.read(text, language: language)
  }

  private static func mail(_ text: String) -> PublicationTime? {
    var words = text.split { $0.isWhitespace || $0 == "," }
    if let first = words.first, first.allSatisfy(\.isLetter) { words.removeFirst() }
    guard words.count >= 4, let number = Int(words[0]), let month = month(words[1]), let year = year(words[2]),
      MachineDate.years.contains(year), let day = CalendarDay(year: year, month: month, day: number)
    else { return nil }
    let clock = words[3].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(clock.count), let hour = clock[0], let minute = clock[1] else { return nil }
    guard words.count > 4, let offset = offset(words[4]) else { return .day(day) }
    return PublicationTime(
      day: day, hour: hour, minute: minute, second: clock.count > 2 ? clock[2] ?? 0 : 0, offset: offset)
  }

  private static func month(_ word: Substring) -> Int? {
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
      .firstIndex(of: String(word.prefix(3)).lowercased()).map { $0 + 1 }
  }

  /// Of two digits or four.
  private static func year(_ word: Substring) -> Int? {
    guard let year = Int(word), year >= 0 else { return nil }
    return word.utf8.count == 2 ? (year < 70 ? 2_000 : 1_900) + year : year
  }

  /// Seconds east of Greenwich of `+0700`, `+07:00`, `GMT`, `EST`.
  private static func offset(_ word: Substring) -> Int? {
    if let hours = zones[word.uppercased()] { return hours * 3_600 }
    guard let sign = word.first, sign == "+" || sign == "-" else { return nil }
    let digits = word.dropFirst().filter { $0 != ":" }
    guard digits.utf8.count == 4, let number = Int(digits), number >= 0, number % 100 < 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (number / 100 * 3_600 + number % 100 * 60)
  }

  private static let zones = [
    "GMT": 0, "UT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "ICT": 7, "JST": 9, "KST": 9, "CET": 1, "CEST": 2, "MSK": 3,
  ]
}
