import Foundation
import NewsModels

/// Cuts days in the store's time zone.
final class StoreCalendar: Sendable {
  let identifier: String
  private let zone: Zone

  private enum Zone {
    case file(ZoneFile)
    case foundation(TimeZone)
  }

  /// Publication days before this one are not believed.
  private static let firstDay = 7_305  // 1 January 1990
  /// Instants of the years 1 to 9999.
  private static let instants: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Nil where no zone has this name.
  init?(identifier: String) {
    if let file = ZoneFile(identifier: identifier) {
      zone = .file(file)
    } else if let zone = TimeZone(identifier: identifier) {
      self.zone = .foundation(zone)
    } else {
      return nil
    }
    self.identifier = identifier
  }

  /// The day that a moment lies in; nil outside the years 1 to 9999.
  func day(at seconds: Int64) -> CalendarDay? {
    guard Self.instants.contains(seconds) else { return nil }
    return PublicationTime.instant(seconds: seconds, offset: Int(offset(at: seconds))).statedDay
  }

  /// Reads days faster than the zone's rules: an offset that holds at both ends of a UTC day is remembered for that day.
  struct Days {
    let calendar: StoreCalendar
    private var offsets: [Int64: Int64] = [:]

    init(_ calendar: StoreCalendar) { self.calendar = calendar }

    /// The day on which an article counts, in days after 1 January 1970; nil where it is undated: no day, one before 1990, or one that
    /// lies more than a day after its arrival. A plain day is never shifted.
    mutating func day(of published: PublicationTime?, arrived: Int64) -> Int? {
      let day: Int
      switch published {
      case nil: return nil
      case .day(let stated):
        day = stated.daysSince1970
        guard let arrival = self.day(of: arrived), day <= arrival + 1 else { return nil }
      case .instant(let seconds, _):
        guard let local = self.day(of: seconds), seconds <= arrived &+ 86_400 else { return nil }
        day = local
      }
      return day >= StoreCalendar.firstDay ? day : nil
    }

    private mutating func day(of seconds: Int64) -> Int? {
      guard StoreCalendar.instants.contains(seconds) else { return nil }
      return Int(quotient(seconds + offset(at: seconds), 86_400))
    }

    private mutating func offset(at seconds: Int64) -> Int64 {
      let utcDay = quotient(seconds, 86_400)
      if let known = offsets[utcDay] { return known }
      let first = calendar.offset(at: utcDay * 86_400)
      guard first == calendar.offset(at: utcDay * 86_400 + 86_399) else { return calendar.offset(at: seconds) }
      if offsets.count >= 4_096 { offsets.removeAll(keepingCapacity: true) }
      offsets[utcDay] = first
      return first
    }

    private func quotient(_ value: Int64, _ divisor: Int64) -> Int64 {
      let quotient = value / divisor
      return value % divisor < 0 ? quotient - 1 : quotient
    }
  }

  private func offset(at seconds: Int64) -> Int64 {
    switch zone {
    case .file(let file): file.offset(at: seconds)
    case .foundation(let zone):
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
    }
  }
}
