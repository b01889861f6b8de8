/// A range of days by the name that people give it, as of some day.
///
/// What is not over yet ends with that day; weeks are those of ISO 8601 and begin on Monday.
public enum ReportingPeriod: String, Hashable, Sendable, NamedChoice {
  case today
  case yesterday
  case thisWeek = "this-week"
  case lastWeek = "last-week"
  case thisMonth = "this-month"
  case lastMonth = "last-month"
  case thisQuarter = "this-quarter"
  case lastQuarter = "last-quarter"
  case thisYear = "this-year"
  case lastYear = "last-year"
  /// The seven days that end with today.
  case lastSevenDays = "last-7-days"
  /// The thirty days that end with today.
  case lastThirtyDays = "last-30-days"

  /// First and last day of the range, both inclusive.
  public func days(on today: CalendarDay) -> ClosedRange<CalendarDay> {
    switch self {
    case .today: today...today
    case .yesterday: today.adding(-1)...today.adding(-1)
    case .thisWeek: Self.monday(of: today)...today
    case .lastWeek: Self.monday(of: today).adding(-7)...Self.monday(of: today).adding(-1)
    case .thisMonth: today.startOfMonth()...today
    case .lastMonth: Self.before(today.startOfMonth(), months: 1)
    case .thisQuarter: Self.quarter(of: today)...today
    case .lastQuarter: Self.before(Self.quarter(of: today), months: 3)
    case .thisYear: today.startOfMonth(adding: 1 - today.month)...today
    case .lastYear: Self.before(today.startOfMonth(adding: 1 - today.month), months: 12)
    case .lastSevenDays: today.adding(-6)...today
    case .lastThirtyDays: today.adding(-29)...today
    }
  }

  private static func monday(of day: CalendarDay) -> CalendarDay { day.adding(1 - day.weekday) }

  private static func quarter(of day: CalendarDay) -> CalendarDay { day.startOfMonth(adding: -((day.month - 1) % 3)) }

  /// The months that end before the first day of another.
  private static func before(_ first: CalendarDay, months: Int) -> ClosedRange<CalendarDay> {
    let start = first.startOfMonth(adding: -months)
    return start...max(start, first.adding(-1))
  }
}

extension ClosedRange<CalendarDay> {
  /// How many days the range has.
  public var count: Int { upperBound.daysSince1970 - lowerBound.daysSince1970 + 1 }

  /// The range before this one to compare it with: as many calendar months where it consists of whole ones, as many days otherwise.
  /// Nil where the calendar has none.
  public var previous: ClosedRange<CalendarDay>? {
    let behind = upperBound.adding(1)
    let first: CalendarDay
    if lowerBound.day == 1, behind.day == 1, behind > upperBound {
      let months = (behind.year - lowerBound.year) * 12 + behind.month - lowerBound.month
      first = lowerBound.startOfMonth(adding: -months)
    } else {
      first = lowerBound.adding(-count)
    }
    let last = lowerBound.adding(-1)
    // At the first days of the calendar there is nothing before.
    return first <= last && last < lowerBound ? first...last : nil
  }
}

extension CalendarDay {
  /// The day so many days later, or the first or last day that the calendar has.
  public func adding(_ days: Int) -> CalendarDay {
    let first = CalendarDay.first.daysSince1970
    let wanted = daysSince1970.addingReportingOverflow(days)
    let bounded = wanted.overflow ? (days < 0 ? first : .max) : Swift.max(first, wanted.partialValue)
    return CalendarDay(daysSince1970: bounded) ?? .last
  }

  /// The first day of the month so many months later, or of the first or last month that the calendar has.
  public func startOfMonth(adding months: Int = 0) -> CalendarDay {
    let index = year * 12 + month - 1 + Swift.max(-120_000, Swift.min(120_000, months))
    if index < 12 { return .first }
    return CalendarDay(year: index / 12, month: index % 12 + 1, day: 1)
      ?? CalendarDay(daysSince1970: CalendarDay.last.daysSince1970 - 30) ?? .last
  }
}
