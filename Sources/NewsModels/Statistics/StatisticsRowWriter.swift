/// Writes the rows of an answer with their keys in order.
struct StatisticsRowWriter {
  var bytes: [UInt8] = []
  private let (day, week, month, source, language): (Bool, Bool, Bool, Bool, Bool)
  private var days = QuotedValues<CalendarDay>()
  private var months = QuotedValues<CalendarDay>()
  private var sources = QuotedValues<String>()
  private var languages = QuotedValues<String>()
  private var topics = QuotedValues<String>()
  private var times = QuotedValues<Int64>()

  init(keys: [StatisticsQuery.Key]) {
    day = keys.contains(.day)
    week = keys.contains(.week)
    month = keys.contains(.month)
    source = keys.contains(.source)
    language = keys.contains(.language)
  }

  mutating func append(_ row: StatisticsAnswer.Row) {
    append(#"{"articles":"#, row.articles)
    if day {
      append(#","day":"#)
      days.append(row.day, to: &bytes) { WireJSON.quoted($0.description) }
    }
    if let previous = row.previous { append(#","difference":"#, row.articles - previous.articles) }
    if language {
      append(#","language":"#)
      languages.append(row.language, to: &bytes, quoted: WireJSON.quoted)
    }
    if source {
      append(#","last_received":"#)
      times.append(row.lastReceived, to: &bytes) { WireJSON.quoted(Timestamp(secondsSince1970: $0).description) }
    }
    append(#","main":"#, row.main)
    append(#","mention":"#, row.mention)
    if month {
      append(#","month":"#)
      months.append(row.day, to: &bytes) { WireJSON.quoted(String($0.description.prefix(7))) }
    }
    if let previous = row.previous { append(previous, of: row) }
    append(#","share":"#, StatisticsAnswer.share(row.articles, of: row.total))
    if source {
      append(#","source":"#)
      sources.append(row.source, to: &bytes, quoted: WireJSON.quoted)
    }
    append(#","topic":"#)
    topics.append(row.topic.rawValue, to: &bytes, quoted: WireJSON.quoted)
    append(#","total":"#, row.total)
    if week {
      append(#","week":"#)
      days.append(row.day, to: &bytes) { WireJSON.quoted($0.description) }
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func append(_ previous: StatisticsAnswer.Previous, of row: StatisticsAnswer.Row) {
    append(#","previous":{"articles":"#, previous.articles)
    append(#","main":"#, previous.main)
    append(#","mention":"#, previous.mention)
    append(#","share":"#, StatisticsAnswer.share(previous.articles, of: previous.total))
    append(#","total":"#, previous.total)
    append(#"},"ratio":"#, StatisticsAnswer.ratio(row.articles, to: previous.articles))
  }

  private mutating func append(_ key: StaticString, _ number: Int) {
    append(key)
    append(number)
  }

  private mutating func append(_ number: Int) {
    guard number >= 10 else {
      if number >= 0 { bytes.append(UInt8(ascii: "0") + UInt8(number)) } else { bytes += String(number).utf8 }
      return
    }
    append(number / 10)
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// As JSON writes it: whole numbers without a fraction, nothing as null.
  private mutating func append(_ key: StaticString, _ number: Double?) {
    append(key)
    guard let number else { return append("null") }
    let tenThousandths = (number * 10_000).rounded()
    if number == number.rounded(), abs(number) < 1e15 {
      append(Int(number))
    } else if number > 0, number < 1, tenThousandths / 10_000 == number {
      appendFraction(Int(tenThousandths))
    } else {
      bytes += number.description.utf8
    }
  }

  /// A number below 1, as every share is: the shortest text of it has no more than four places.
  private mutating func appendFraction(_ tenThousandths: Int) {
    append("0.")
    var (rest, place) = (tenThousandths, 1_000)
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest / place))
      (rest, place) = (rest % place, place / 10)
    }
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}
