/// When an article says that it was published: a day, or an instant with the offset that its page gave.
///
/// Written as ISO 8601: `2024-02-24` or `2024-02-24T06:17:00+07:00`.
public enum PublicationTime: Hashable, Sendable {
  /// A day without a time: never shifted between zones.
  case day(CalendarDay)
  /// Seconds since 1 January 1970 UTC, and seconds east of Greenwich (at most 18 hours either way).
  case instant(seconds: Int64, offset: Int)

  /// The time of day on a day at an offset; nil where a number is out of its range. A leap second counts as the last second.
  public init?(day: CalendarDay, hour: Int, minute: Int, second: Int = 0, offset: Int) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second), abs(offset) <= 64_800 else {
      return nil
    }
    let local = Int64(day.daysSince1970) * 86_400 + Int64(hour * 3_600 + minute * 60 + min(second, 59))
    self = .instant(seconds: local - Int64(offset), offset: offset)
  }

  /// From the form in which `description` writes it, also with `Z`, without seconds, or with a fraction of a second, which is dropped.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let day = CalendarDay(String(decoding: bytes[0..<10], as: UTF8.self)) else { return nil }
    guard bytes.count > 10 else {
      self = .day(day)
      return
    }
    var scanner = TimeScanner(bytes: bytes[10...])
    guard scanner.skip("T") || scanner.skip("t") || scanner.skip(" "), let hour = scanner.number(), scanner.skip(":"),
      let minute = scanner.number()
    else { return nil }
    var second = 0
    if scanner.skip(":") {
      guard let seconds = scanner.number() else { return nil }
      second = seconds
      if scanner.skip(".") || scanner.skip(",") { scanner.skipDigits() }
    }
    guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
    self.init(day: day, hour: hour, minute: minute, second: second, offset: offset)
  }

  /// The day at the offset that the page gave.
  public var statedDay: CalendarDay? {
    switch self {
    case .day(let day): day
    case .instant(let seconds, let offset):
      CalendarDay(daysSince1970: Int((seconds + Int64(offset)).flooredQuotient(by: 86_400)))
    }
  }
}

extension PublicationTime: CustomStringConvertible {
  public var description: String {
    guard case .instant(let seconds, let offset) = self else { return statedDay?.description ?? "" }
    let local = seconds + Int64(offset)
    let secondOfDay = Int(local - local.flooredQuotient(by: 86_400) * 86_400)
    let minutes = abs(offset) / 60
    var writer = DigitWriter()
    writer.append(statedDay?.year ?? 0, digits: 4)
    writer.append(statedDay?.month ?? 0, digits: 2, after: "-")
    writer.append(statedDay?.day ?? 0, digits: 2, after: "-")
    writer.append(secondOfDay / 3_600, digits: 2, after: "T")
    writer.append(secondOfDay / 60 % 60, digits: 2, after: ":")
    writer.append(secondOfDay % 60, digits: 2, after: ":")
    writer.append(minutes / 60, digits: 2, after: offset < 0 ? "-" : "+")
    writer.append(minutes % 60, digits: 2, after: ":")
    return writer.text
  }
}

extension PublicationTime: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let time = PublicationTime(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected yyyy-mm-dd or yyyy-mm-ddThh:mm:ss with an offset")
    }
    self = time
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Int64 {
  /// The quotient rounded towards negative infinity.
  func flooredQuotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

/// Reads the part of an ISO 8601 time that follows the day.
private struct TimeScanner {
  var bytes: ArraySlice<UInt8>

  var isAtEnd: Bool { bytes.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes.removeFirst()
    return true
  }

  mutating func skipDigits() {
    while let byte = bytes.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { bytes.removeFirst() }
  }

  /// Two digits.
  mutating func number() -> Int? {
    guard let value = Int(decimalDigits: bytes.prefix(2)), bytes.count >= 2 else { return nil }
    bytes.removeFirst(2)
    return value
  }

  /// `Z`, `+hh:mm`, `+hhmm` or `+hh`, in seconds.
  mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hours = number() else { return nil }
    if skip(":") || !isAtEnd {
      guard let minutes = number(), minutes < 60 else { return nil }
      return sign * (hours * 3_600 + minutes * 60)
    }
    return sign * hours * 3_600
  }
}
