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
    var bytes: [UInt8] = []
    /// Where a part ends: what is compared stands there.
    var (difference, main, previous, share, topic) = (0, 0, 0, 0, 0)
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
    shared.bytes.removeAll(keepingCapacity: true)
    if day { share(#","day":"#, days.json(of: cell.day) { WireJSON.quoted($0.description) }) }
    shared.difference = shared.bytes.count
    if language { share(#","language":"#, languages.json(of: cell.language, quoted: WireJSON.quoted)) }
    if source {
      share(
        #","last_received":"#,
        times.json(of: cell.lastReceived) { WireJSON.quoted(Timestamp(secondsSince1970: $0).description) })
    }
    share(#","main":"#)
    shared.main = shared.bytes.count
    if month {
      share(#","month":"#, months.json(of: cell.day) { WireJSON.quoted(String($0.description.prefix(7))) })
    }
    shared.previous = shared.bytes.count
    share(#","share":"#)
    shared.share = shared.bytes.count
    if source { share(#","source":"#, sources.json(of: cell.source, quoted: WireJSON.quoted)) }
    share(#","topic":"#)
    shared.topic = shared.bytes.count
    share(#","total":"#, Array(String(cell.total).utf8))
    if week { share(#","week":"#, days.json(of: cell.day) { WireJSON.quoted($0.description) }) }
    shared.bytes.append(UInt8(ascii: "}"))
  }

  private mutating func share(_ key: StaticString, _ json: [UInt8] = []) {
    key.withUTF8Buffer { shared.bytes.append(contentsOf: $0) }
    shared.bytes += json
  }

  /// Writes the rows of a cell, one for each of the columns.
  /// - Parameter figures: those of a column, and what they are compared with; the latter is of no effect where the cell is not compared.
  public mutating func append(
    _ cell: Cell, columns: Range<Int>, figures: (Int) -> (now: Figures, previous: Figures?)
  ) {
    share(cell)
    let (shared, topics, isFirst) = (shared, topics, bytes.isEmpty)
    let most = columns.count * (shared.bytes.count + longestTopic + RowBytes.mostOfFigures)
    if room.count < most { room = [UInt8](repeating: 0, count: most) }
    let written = room.withUnsafeMutableBufferPointer { room in
      shared.bytes.withUnsafeBufferPointer { parts in
        var rows = RowBytes(room)
        for column in columns {
          let (now, previous) = figures(column)
          rows.append(isFirst && column == columns.lowerBound ? #"{"articles":"# : #",{"articles":"#)
          rows.append(now.articles)
          rows.append(
            cell, now, previous ?? Figures(articles: 0, main: 0, mention: 0), topics[column], shared, parts)
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
    _ topic: [UInt8], _ shared: StatisticsRowWriter.Shared, _ parts: UnsafeBufferPointer<UInt8>
  ) {
    func part(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: parts[start..<end])
    }
    if cell.previousTotal != nil {
      append(part(0, shared.difference))
      append(#","difference":"#)
      append(now.articles - previous.articles)
    }
    append(part(cell.previousTotal == nil ? 0 : shared.difference, shared.main))
    append(now.main)
    append(#","mention":"#)
    append(now.mention)
    if let total = cell.previousTotal {
      append(part(shared.main, shared.previous))
      append(previous, of: total, now: now.articles)
    }
    append(part(cell.previousTotal == nil ? shared.main : shared.previous, shared.share))
    append(StatisticsAnswer.share(now.articles, of: cell.total))
    append(part(shared.share, shared.topic))
    append(topic)
    append(part(shared.topic, parts.count))
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
