/// Writes the rows of an answer as they stand in JSON, with their keys in order: a comma between two, no brackets around them.
///
/// What the rows of one cell share is written once and copied for each topic: an answer of many rows costs little else than its bytes.
public struct StatisticsRowWriter {
  /// What the rows of one cell share.
  public struct Cell {
    public var day: CalendarDay?
    public var source: String?
    public var language: String?
    public var total: Int
    /// UTC, seconds since 1970.
    public var lastReceived: Int64?
    /// Of the range that was compared with; nil where none was.
    public var previousTotal: Int?

    public init(
      day: CalendarDay?, source: String?, language: String?, total: Int, lastReceived: Int64?, previousTotal: Int?
    ) {
      self.day = day
      self.source = source
      self.language = language
      self.total = total
      self.lastReceived = lastReceived
      self.previousTotal = previousTotal
    }
  }

  /// A topic's articles in a cell.
  public struct Figures {
    public var articles: Int
    public var main: Int
    public var mention: Int

    public init(articles: Int, main: Int, mention: Int) {
      self.articles = articles
      self.main = main
      self.mention = mention
    }
  }

  public private(set) var bytes: [UInt8] = []
  private let (day, week, month, source, language): (Bool, Bool, Bool, Bool, Bool)
  /// As they stand in JSON.
  private let topics: [[UInt8]]
  private let longestTopic: Int
  private var days = QuotedValues<CalendarDay>()
  private var months = QuotedValues<CalendarDay>()
  private var sources = QuotedValues<String>()
  private var languages = QuotedValues<String>()
  private var times = QuotedValues<Int64>()
  private var shared = Shared()
  /// For the rows of one cell, to be used again.
  private var room: [UInt8] = []

  /// What stands between the figures in each row of a cell, one part behind the other.
  fileprivate struct Shared {
    /// Room for all parts, to be used again.
    var bytes: [UInt8] = []
    var ends = Ends()

    /// Where a part ends: what is compared stands there.
    struct Ends {
      var (difference, main, previous, share, topic, all) = (0, 0, 0, 0, 0, 0)
    }
  }

  /// - Parameters:
  ///   - topics: the columns of each cell.
  ///   - rows: how many will come, for the room to keep.
  public init(keys: [StatisticsQuery.Key], topics: [TopicID], rows: Int = 0) {
    day = keys.contains(.day)
    week = keys.contains(.week)
    month = keys.contains(.month)
    source = keys.contains(.source)
    language = keys.contains(.language)
    self.topics = topics.map { WireJSON.quoted($0.rawValue) }
    longestTopic = self.topics.map(\.count).max() ?? 0
    bytes.reserveCapacity(rows * 180)
  }

  private mutating func share(_ cell: Cell) {
    let none: [UInt8] = []
    let date = day || week ? days.json(of: cell.day) { WireJSON.quoted($0.description) } : none
    let month = month ? months.json(of: cell.day) { WireJSON.quoted(String($0.description.prefix(7))) } : none
    let language = language ? languages.json(of: cell.language, quoted: WireJSON.quoted) : none
    let source = source ? sources.json(of: cell.source, quoted: WireJSON.quoted) : none
    let received =
      self.source
      ? times.json(of: cell.lastReceived) { WireJSON.quoted(Timestamp(secondsSince1970: $0).description) } : none
    let most = 2 * date.count + month.count + language.count + source.count + received.count + RowBytes.mostOfFigures
    if shared.bytes.count < most { shared.bytes = [UInt8](repeating: 0, count: most) }
    var ends = Shared.Ends()
    shared.bytes.withUnsafeMutableBufferPointer { room in
      var parts = RowBytes(room)
      if day { parts.append(#","day":"#, date) }
      ends.difference = parts.count
      if self.language { parts.append(#","language":"#, language) }
      if self.source { parts.append(#","last_received":"#, received) }
      parts.append(#","main":"#)
      ends.main = parts.count
      if self.month { parts.append(#","month":"#, month) }
      ends.previous = parts.count
      parts.append(#","share":"#)
      ends.share = parts.count
      if self.source { parts.append(#","source":"#, source) }
      parts.append(#","topic":"#)
      ends.topic = parts.count
      parts.append(#","total":"#)
      parts.append(cell.total)
      if week { parts.append(#","week":"#, date) }
      parts.append("}")
      ends.all = parts.count
    }
    shared.ends = ends
  }

  /// Writes the rows of a cell, one for each of the columns.
  /// - Parameter figures: those of a column, and what they are compared with; the latter is of no effect where the cell is not compared.
  public mutating func append(
    _ cell: Cell, columns: Range<Int>, figures: (Int) -> (now: Figures, previous: Figures?)
  ) {
    share(cell)
    let (ends, topics, isFirst) = (shared.ends, topics, bytes.isEmpty)
    let most = columns.count * (ends.all + longestTopic + RowBytes.mostOfFigures)
    if room.count < most { room = [UInt8](repeating: 0, count: most) }
    let written = room.withUnsafeMutableBufferPointer { room in
      shared.bytes.withUnsafeBufferPointer { parts in
        var rows = RowBytes(room)
        for column in columns {
          let (now, previous) = figures(column)
          rows.append(isFirst && column == columns.lowerBound ? #"{"articles":"# : #",{"articles":"#)
          rows.append(now.articles)
          rows.append(
            cell, now, previous ?? Figures(articles: 0, main: 0, mention: 0), topics[column], ends, parts)
        }
        return rows.count
      }
    }
    bytes += room[..<written]
  }
}

extension RowBytes {
  /// All of a row behind its articles.
  fileprivate mutating func append(
    _ cell: StatisticsRowWriter.Cell, _ now: StatisticsRowWriter.Figures, _ previous: StatisticsRowWriter.Figures,
    _ topic: [UInt8], _ ends: StatisticsRowWriter.Shared.Ends, _ parts: UnsafeBufferPointer<UInt8>
  ) {
    func part(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: parts[start..<end])
    }
    if cell.previousTotal != nil {
      append(part(0, ends.difference))
      append(#","difference":"#)
      append(now.articles &- previous.articles)
    }
    append(part(cell.previousTotal == nil ? 0 : ends.difference, ends.main))
    append(now.main)
    append(#","mention":"#)
    append(now.mention)
    if let total = cell.previousTotal {
      append(part(ends.main, ends.previous))
      append(previous, of: total, now: now.articles)
    }
    append(part(cell.previousTotal == nil ? ends.main : ends.previous, ends.share))
    append(StatisticsAnswer.share(now.articles, of: cell.total))
    append(part(ends.share, ends.topic))
    append(topic)
    append(part(ends.topic, ends.all))
  }

  fileprivate mutating func append(_ previous: StatisticsRowWriter.Figures, of total: Int, now: Int) {
    append(#","previous":{"articles":"#)
    append(previous.articles)
    append(#","main":"#)
    append(previous.main)
    append(#","mention":"#)
    append(previous.mention)
    append(#","share":"#)
    append(StatisticsAnswer.share(previous.articles, of: total))
    append(#","total":"#)
    append(total)
    append(#"},"ratio":"#)
    append(StatisticsAnswer.ratio(now, to: previous.articles))
  }
}
