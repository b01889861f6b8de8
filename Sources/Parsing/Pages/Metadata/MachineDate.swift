import NewsModels

/// Dates as pages write them for machines: ISO 8601 and what is sold as it, RFC 2822, eight digits, seconds since 1970, `/Date(…)/`.
enum MachineDate {
  /// Years that articles on the web may be of. What lies in the future is for a caller with a clock to refuse.
  static let years = 1990...2100

  /// `language` decides on the zone of a time that has none: where its press is in several zones, the plain day is left. `order` is what
  /// is known of a date whose day and month could be either.
  static func read(_ text: String, language: String?, order: DateOrder? = nil) -> PublicationTime? {
    let text = text.foldingWhiteSpace()
    guard text.utf8.count >= 6, text.utf8.count <= 80 else { return nil }
    let found =
      iso(text, language: language) ?? digits(text) ?? wrapped(text)
      ?? VisibleDate.find(in: text, language: language, order: order)?.time
    guard let found, let year = found.statedDay?.year, years.contains(year) else { return nil }
    return found
  }

  private static func iso(_ text: String, language: String?) -> PublicationTime? {
    let bytes = spelledOut(Array(text.utf8))
    guard bytes.count >= 8, bytes[0..<4].allSatisfy(\.isASCIIDigit) else { return nil }
    var numbers: [Int] = []
    var index = 0
    // Year, month, day, with any one sign between.
    while numbers.count < 3, index < bytes.count {
      var digits = 0
      var value = 0
      while index < bytes.count, bytes[index].isASCIIDigit, digits < 4 {
        value = value * 10 + Int(bytes[index] - 0x30)
        digits += 1
        index += 1
      }
      guard digits == (numbers.isEmpty ? 4 : digits), (1...4).contains(digits), numbers.isEmpty || digits <= 2 else {
        return nil
      }
      numbers.append(value)
      guard numbers.count < 3 else { break }
      guard index < bytes.count, [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(bytes[index]) else {
        return nil
      }
      index += 1
    }
    guard numbers.count == 3, let day = CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2]) else {
      return nil
    }
    return time(bytes[index...], on: day, language: language) ?? .day(day)
  }

  /// `20240224T061700+0700` and `20240224061700` with the signs that programs leave out; any other text as it is.
  private static func spelledOut(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.count == 14, bytes.allSatisfy(\.isASCIIDigit) {
      return spelledOut(Array(bytes[..<8]) + [UInt8(ascii: "T")] + bytes[8...])
    }
    guard bytes.count > 8, bytes[0..<8].allSatisfy(\.isASCIIDigit), bytes[8] == UInt8(ascii: "T") else { return bytes }
    let clock = bytes[9...].prefix { $0.isASCIIDigit }.count
    guard clock == 4 || clock == 6 else { return bytes }
    var text = bytes
    if clock == 6 { text.insert(UInt8(ascii: ":"), at: 13) }
    text.insert(UInt8(ascii: ":"), at: 11)
    for place in [6, 4] { text.insert(UInt8(ascii: "-"), at: place) }
    return text
  }

  /// `T06:17:00.000+0700`, ` 06:17 +07:00`, `T06:17`.
  private static func time(_ bytes: ArraySlice<UInt8>, on day: CalendarDay, language: String?) -> PublicationTime? {
    var rest = bytes.drop { $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "t") || $0 == UInt8(ascii: " ") }
    var numbers: [Int] = []
    while numbers.count < 3 {
      let digits = rest.prefix { $0.isASCIIDigit }.prefix(2)
      guard !digits.isEmpty else { break }
      numbers.append(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
      rest = rest.dropFirst(digits.count)
      guard rest.first == UInt8(ascii: ":") else { break }
      rest = rest.dropFirst()
    }
    guard numbers.count >= 2 else { return nil }
    if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
      rest = rest.dropFirst().drop { $0.isASCIIDigit }
    }
    rest = rest.drop { $0 == UInt8(ascii: " ") }
    let zone = rest.isEmpty ? ZoneOffset.usual(in: language) : ZoneOffset.stated(by: rest, language: language)
    guard let offset = zone else { return nil }
    return PublicationTime(
      day: day, hour: numbers[0], minute: numbers[1], second: numbers.count > 2 ? numbers[2] : 0, offset: offset)
  }

  /// How many units are a second in a number of so many digits that counts them since 1970: seconds, milli-, micro- or nanoseconds.
  static func unit(of digits: Int) -> Int64 {
    switch digits {
    case ..<12: 1
    case ..<15: 1_000
    case ..<18: 1_000_000
    default: 1_000_000_000
    }
  }

  /// Whether a number is no count of seconds but a day with its hour (`2024022406`), which says too little to be read: as seconds it would
  /// be of 2033 or later.
  static func isDayWithHour(_ number: Int64, digits: Int) -> Bool { digits == 10 && number >= 2_000_000_000 }

  /// `20240224`, and seconds or milliseconds since 1970 in UTC, of which a fraction is dropped.
  private static func digits(_ text: String) -> PublicationTime? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
      let value = Int64(Substring(whole))
    else { return nil }
    switch whole.count {
    case 8 where parts.count == 1:
      return CalendarDay(year: Int(value / 10_000), month: Int(value / 100 % 100), day: Int(value % 100))
        .map(PublicationTime.day)
    case 10 where isDayWithHour(value, digits: 10): return nil
    case 10, 13: return .instant(seconds: value / unit(of: whole.count), offset: 0)
    default: return nil
    }
  }

  /// `/Date(1708730220000)/` and `/Date(1708730220000+0700)/`, as .NET writes milliseconds since 1970.
  private static func wrapped(_ text: String) -> PublicationTime? {
    guard text.hasPrefix("/Date("), text.hasSuffix(")/") else { return nil }
    let bytes = text.utf8.dropFirst(6).dropLast(2)
    let digits = bytes.prefix { $0.isASCIIDigit }
    let zone = Array(bytes.dropFirst(digits.count))
    guard let value = Int64(Substring(digits)),
      let offset = zone.isEmpty ? 0 : ZoneOffset.stated(by: zone[...], language: nil)
    else { return nil }
    return .instant(seconds: value / 1_000, offset: offset)
  }

  /// The day in an address: `/2024/02/24/`, `/2024-02-24-`, `/20240224/`, `/2024/feb/24/`.
  static func inAddress(_ address: String) -> CalendarDay? {
    let parts = address.split { $0 == "/" || $0 == "?" || $0 == "#" }.dropFirst()
    for index in parts.indices {
      let part = Array(parts[index].utf8)
      if part.count >= 10, let day = CalendarDay(String(decoding: part[0..<10], as: UTF8.self)),
        years.contains(day.year)
      {
        return day
      }
      if part.count == 8, case .day(let day)? = digits(String(parts[index])), years.contains(day.year) { return day }
      guard part.count == 4, index + 2 < parts.endIndex, let year = Int(parts[index]), years.contains(year),
        let month = month(parts[index + 1]), parts[index + 2].utf8.count <= 2, let day = Int(parts[index + 2])
      else { continue }
      if let found = CalendarDay(year: year, month: month, day: day) { return found }
    }
    return nil
  }

  private static func month(_ text: Substring) -> Int? {
    text.utf8.count <= 2 ? Int(text) : DateWords.month(DateWord(text.lowercased()))
  }
}
