import NewsModels

/// Dates as feeds write them: RFC 822 (`Mon, 07 Oct 2024 08:05:00 +0700`), what programs print of their own clock
/// (`Mon Oct 07 08:05:00 ICT 2024`), days with dashes as spreadsheets and RFC 850 have them (`7-Oct-24`), else whatever `MachineDate`
/// reads.
enum FeedDate {
  /// `language` decides on the zone of a time that has none; `order` is what is known of a date whose day and month could be either.
  static func read(_ text: String, language: String?, order: DateOrder? = nil) -> PublicationTime? {
    guard text.utf8.count <= 80 else { return nil }
    let stated = stated(text, language: language)
    return stated?.time ?? MachineDate.read(text, language: language, order: order) ?? stated.map { .day($0.day) }
  }

  /// The day, and the time where clock and zone are understood: another way of writing them may still be.
  private static func stated(_ text: String, language: String?) -> (day: CalendarDay, time: PublicationTime?)? {
    var words = text.split { $0.isWhitespace || $0 == "," }
    // The day of the week: `Mon`, `T2`.
    if words.first?.first?.isLetter == true { words.removeFirst() }
    if let parts = words.first?.split(separator: "-", omittingEmptySubsequences: false), parts.count == 3,
      parts[1].first?.isLetter == true
    {
      words.replaceSubrange(0...0, with: parts)
      if words.count == 3 { return day(words[0], month: words[1], year: words[2]).map { ($0, nil) } }
    }
    guard words.count >= 4, let last = words.last else { return nil }
    if let day = day(words[0], month: words[1], year: words[2]) {
      return (day, time(words[3], zone: words.dropFirst(4), on: day, language: language))
    }
    guard let day = day(words[1], month: words[0], year: last) else { return nil }
    return (day, time(words[2], zone: words.dropFirst(3).dropLast(), on: day, language: language))
  }

  private static func day(_ day: Substring, month: Substring, year: Substring) -> CalendarDay? {
    guard let number = Int(day), let month = Self.month(month), let year = Self.year(year),
      MachineDate.years.contains(year)
    else { return nil }
    return CalendarDay(year: year, month: month, day: number)
  }

  private static func time(
    _ clock: Substring, zone: ArraySlice<Substring>, on day: CalendarDay, language: String?
  ) -> PublicationTime? {
    let numbers = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    let zone = Array(zone.joined(separator: " ").utf8)[...]
    guard (2...3).contains(numbers.count), let hour = numbers[0], let minute = numbers[1],
      let offset = zone.isEmpty ? ZoneOffset.usual(in: language) : ZoneOffset.stated(by: zone, language: language)
    else { return nil }
    return PublicationTime(
      day: day, hour: hour, minute: minute, second: numbers.count > 2 ? numbers[2] ?? 0 : 0, offset: offset)
  }

  /// `Oct`, `October`, and `Th10` as programs print it in Vietnamese.
  private static func month(_ word: Substring) -> Int? {
    let word = word.lowercased()
    if word.hasPrefix("th"), let number = Int(word.drop { $0.isLetter }) { return number }
    return DateWords.month(DateWord(word.prefix { $0 != "." }))
  }

  /// Of two digits or four.
  private static func year(_ word: Substring) -> Int? {
    guard let year = Int(word), year >= 0 else { return nil }
    return word.utf8.count == 2 ? (year < 70 ? 2_000 : 1_900) + year : year
  }
}
