#if Dashboard
import Foundation
import NewsModels

/// Writes numbers, shares and days as readers of a language do.
struct FigureText: Sendable {
  let language: InterfaceLanguage
  /// The zone in which times are shown; nil shows those of articles with the offset that they came with, others in UTC.
  let zone: TimeZone?

  /// - Parameter timeZone: IANA name of the store's zone; nil where it is not known.
  init(language: InterfaceLanguage, timeZone: String? = nil) {
    self.language = language
    zone = timeZone.flatMap { TimeZone(identifier: $0) }
  }

  /// `12,345` or `12.345`.
  func count(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += language == .vietnamese ? "." : "," }
      text.append(digit)
    }
    return number < 0 ? "−" + text : text
  }

  /// With its sign, as for a change: `+12`, `−3`, `±0`.
  func change(_ number: Int) -> String {
    number > 0 ? "+" + count(number) : number == 0 ? "±0" : count(number)
  }

  /// A number with as many decimals as given, trailing zeros left out.
  func decimal(_ number: Double, places: Int = 2) -> String {
    guard number.isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (number.magnitude * scale).rounded()
    guard scaled < 1e15 else { return "–" }
    let whole = Int(scaled)
    var fraction = String(whole % Int(scale))
    while fraction.count < places { fraction = "0" + fraction }
    while fraction.last == "0" { fraction.removeLast() }
    let text = count(whole / Int(scale)) + (fraction.isEmpty ? "" : (language == .vietnamese ? "," : ".") + fraction)
    return number < 0 && whole != 0 ? "−" + text : text
  }

  /// `part` of `whole` in per cent, one decimal below ten; `–` where the whole is 0.
  func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let percent = Double(part) / Double(whole) * 100
    if part > 0, percent < 0.1 { return "<" + decimal(0.1, places: 1) + "%" }
    return decimal(percent, places: percent < 10 ? 1 : 0) + "%"
  }

  /// By how much a figure changed in per cent, with its sign; nil where there was nothing before.
  func growth(from before: Int, to now: Int) -> String? {
    guard before > 0 else { return nil }
    let percent = (Double(now) - Double(before)) / Double(before) * 100
    let text = decimal(percent, places: 0)
    return (percent > 0 && text != "0" ? "+" : "") + text + "%"
  }

  /// `24 Feb 2024` or `24/02/2024`.
  func day(_ day: CalendarDay) -> String {
    switch language {
    case .english: "\(day.day) \(Self.months[day.month - 1]) \(day.year)"
    case .vietnamese: "\(two(day.day))/\(two(day.month))/\(day.year)"
    }
  }

  /// Without the year where another day beside it shows that.
  func shortDay(_ day: CalendarDay) -> String {
    switch language {
    case .english: "\(day.day) \(Self.months[day.month - 1])"
    case .vietnamese: "\(two(day.day))/\(two(day.month))"
    }
  }

  func month(_ day: CalendarDay) -> String {
    switch language {
    case .english: "\(Self.months[day.month - 1]) \(day.year)"
    case .vietnamese: "Tháng \(day.month)/\(day.year)"
    }
  }

  /// A range of days in as few words as it needs.
  func range(_ first: CalendarDay, _ last: CalendarDay) -> String {
    if first == last { return day(first) }
    if first.day == 1, last.adding(1).day == 1, first.year == last.year {
      if first.month == last.month { return month(first) }
      if first.month == 1, last.month == 12 { return String(first.year) }
    }
    return (first.year == last.year ? shortDay(first) : day(first)) + " – " + day(last)
  }

  /// When an article in a list appeared: in the store's zone, so that two lines can be compared, and behind the day on which it counts
  /// where that is another one. A plain day is shown as it is.
  func published(_ item: ArticleListing.Item, undated: String) -> String {
    guard let published = item.published else { return undated }
    let shown = local(published) ?? published
    let text = time(shown) + (zone == nil ? offset(of: shown) : "")
    return item.day == shown.statedDay ? text : "\(item.day.map(day) ?? undated) (\(text))"
  }

  /// When an article appeared: in the store's zone, and as it says itself where it tells another offset.
  func published(_ published: PublicationTime) -> String {
    let stated = time(published) + offset(of: published)
    guard let local = local(published), offset(of: local) != offset(of: published) else { return stated }
    return time(local) + offset(of: local) + " (\(stated))"
  }

  /// The same instant in the store's zone; nil of a plain day, and where the zone is not known.
  private func local(_ time: PublicationTime) -> PublicationTime? {
    guard let zone, case .instant(let seconds, _) = time else { return nil }
    let date = Date(timeIntervalSince1970: TimeInterval(seconds))
    return .instant(seconds: seconds, offset: zone.secondsFromGMT(for: date))
  }

  /// A day, and the time of day where there is one.
  private func time(_ time: PublicationTime) -> String {
    let text = time.description
    guard let day = CalendarDay(text.prefix(10)) else { return text }
    return self.day(day) + (text.count >= 16 ? ", " + text.dropFirst(11).prefix(5) : "")
  }

  /// Behind a time: ` UTC` or ` +07:00`; empty behind a plain day.
  private func offset(of time: PublicationTime) -> String {
    let offset = time.description.dropFirst(19)
    return offset.isEmpty ? "" : offset == "+00:00" ? " UTC" : " \(offset)"
  }

  /// A moment to the minute, in the store's zone; in UTC where that is not known.
  func moment(_ secondsSince1970: Int64) -> String {
    let moment = PublicationTime.instant(seconds: secondsSince1970, offset: 0)
    let shown = local(moment) ?? moment
    return time(shown) + offset(of: shown)
  }

  /// A number of bytes: `12.5 MiB`.
  func bytes(_ number: Int) -> String {
    var value = Double(number)
    for unit in ["B", "KiB", "MiB", "GiB"] {
      if value < 1024 { return decimal(value, places: 1) + " " + unit }
      value /= 1024
    }
    return decimal(value, places: 1) + " TiB"
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

#endif
