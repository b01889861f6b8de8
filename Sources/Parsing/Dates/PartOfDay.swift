/// A part of the day that stands beside a clock of twelve hours: `10 giờ đêm`, `1 giờ trưa`, `6.30 pm`.
enum PartOfDay: Hashable, Sendable {
  case morning
  /// From eleven to four.
  case noon
  case afternoon
  case evening
  /// From six in the evening until the morning.
  case night

  /// The hour of 24 that a clock means; nil where it cannot: `15 am`.
  ///
  /// Twelve at night is the hour at which a day begins: the date beside it stays what it is.
  func hour(_ hour: Int) -> Int? {
    switch self {
    case .morning: hour <= 12 ? hour % 12 : nil
    case .noon: (1...4).contains(hour) ? hour + 12 : hour
    case .afternoon: hour <= 12 ? hour % 12 + 12 : hour
    case .evening: hour == 12 ? 0 : (1..<12).contains(hour) ? hour + 12 : hour
    case .night: hour == 12 ? 0 : (6..<12).contains(hour) ? hour + 12 : hour
    }
  }
}
