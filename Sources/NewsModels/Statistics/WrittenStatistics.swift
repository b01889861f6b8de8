/// An answer whose rows are written already, as they go over the wire.
public struct WrittenStatistics: Sendable {
  /// The answer without its rows.
  public var head: StatisticsAnswer
  /// As `StatisticsRowWriter` writes them.
  public var rows: [UInt8]

  public init(head: StatisticsAnswer, rows: [UInt8]) {
    self.head = head
    self.rows = rows
  }

  public init(_ answer: StatisticsAnswer) {
    rows = answer.wireRows()
    head = answer
    head.rows = []
  }

  /// The same bytes as `WireJSON.encode` gives for the whole answer, with the number of the request among the keys where there is one.
  public func wireJSON(request: Int? = nil) -> [UInt8] {
    let json = WireJSON.encode(NumberedAnswer(request: request, answer: head))
    let marker = Array(#""rows":[]"#.utf8)
    // Inside a text a quotation mark has a backslash in front, so the bytes can only be the key.
    guard !rows.isEmpty, let place = json.firstRange(of: marker) else { return json }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count + rows.count)
    bytes += json[..<(place.upperBound - 1)]
    bytes += rows
    bytes += json[(place.upperBound - 1)...]
    return bytes
  }
}

/// The JSON of an answer with many rows, which a general encoder spends most of an answer's time on.
extension StatisticsAnswer {
  /// The same bytes as `WireJSON.encode` gives.
  public func wireJSON(request: Int? = nil) -> [UInt8] { WrittenStatistics(self).wireJSON(request: request) }

  fileprivate func wireRows() -> [UInt8] {
    var columns: [TopicID: Int] = [:]
    for row in rows where columns[row.topic] == nil { columns[row.topic] = columns.count }
    var writer = StatisticsRowWriter(
      keys: query.by, topics: columns.sorted { $0.value < $1.value }.map(\.key), rows: rows.count)
    for row in rows {
      let column = columns[row.topic] ?? 0
      let cell = StatisticsRowWriter.Cell(
        day: row.day, source: row.source, language: row.language, total: row.total, lastReceived: row.lastReceived,
        previousTotal: row.previous?.total)
      writer.append(cell, columns: column..<column + 1) { _ in
        let now = StatisticsRowWriter.Figures(articles: row.articles, main: row.main, mention: row.mention)
        let previous = row.previous.map {
          StatisticsRowWriter.Figures(articles: $0.articles, main: $0.main, mention: $0.mention)
        }
        return (now, previous)
      }
    }
    return writer.bytes
  }
}
