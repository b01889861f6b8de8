/// The JSON of an answer with many rows, which a general encoder spends most of an answer's time on.
extension StatisticsAnswer {
  /// The same bytes as `WireJSON.encode` gives, with the number of the request among the keys where there is one.
  public func wireJSON(request: Int? = nil) -> [UInt8] {
    var head = self
    head.rows = []
    let json = WireJSON.encode(Numbered(request: request, answer: head))
    let marker = Array(#""rows":[]"#.utf8)
    // Inside a text a quotation mark has a backslash in front, so the bytes can only be the key.
    guard !rows.isEmpty, let place = json.firstRange(of: marker) else { return json }
    var writer = RowWriter(keys: query.by)
    writer.bytes.reserveCapacity(json.count + rows.count * 160)
    writer.bytes += json[..<(place.upperBound - 1)]
    for (index, row) in rows.enumerated() {
      if index > 0 { writer.bytes.append(UInt8(ascii: ",")) }
      writer.append(row)
    }
    writer.bytes += json[(place.upperBound - 1)...]
    return writer.bytes
  }

  private struct Numbered: Encodable {
    var request: Int?
    var answer: StatisticsAnswer

    private enum CodingKeys: String, CodingKey {
      case request
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeIfPresent(request, forKey: .request)
      try answer.encode(to: encoder)
    }
  }
}

/// Writes rows with their keys in order.
private struct RowWriter {
  var bytes: [UInt8] = []
  private let (day, week, month, source, language): (Bool, Bool, Bool, Bool, Bool)
  /// Texts as they stand in JSON: the same few come again and again.
  private var quoted: [String: [UInt8]] = [:]

  init(keys: [StatisticsQuery.Key]) {
    day = keys.contains(.day)
    week = keys.contains(.week)
    month = keys.contains(.month)
    source = keys.contains(.source)
    language = keys.contains(.language)
  }

  mutating func append(_ row: StatisticsAnswer.Row) {
    append(#"{"articles":"#, row.articles)
    if day { append(#","day":"#, text: row.day?.description) }
    if let previous = row.previous { append(#","difference":"#, row.articles - previous.articles) }
    if language { append(#","language":"#, text: row.language) }
    if source {
      append(#","last_received":"#, text: row.lastReceived.map { Timestamp(secondsSince1970: $0).description })
    }
    append(#","main":"#, row.main)
    append(#","mention":"#, row.mention)
    if month { append(#","month":"#, text: row.day.map { String($0.description.prefix(7)) }) }
    if let previous = row.previous {
      append(#","previous":{"articles":"#, previous.articles)
      append(#","main":"#, previous.main)
      append(#","mention":"#, previous.mention)
      append(#","share":"#, StatisticsAnswer.share(previous.articles, of: previous.total))
      append(#","total":"#, previous.total)
      append(#"},"ratio":"#, StatisticsAnswer.ratio(row.articles, to: previous.articles))
    }
    append(#","share":"#, StatisticsAnswer.share(row.articles, of: row.total))
    if source { append(#","source":"#, text: row.source) }
    append(#","topic":"#, text: row.topic.rawValue)
    append(#","total":"#, row.total)
    if week { append(#","week":"#, text: row.day?.description) }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func append(_ key: StaticString, _ number: Int) {
    append(key)
    if (0...9).contains(number) {
      bytes.append(UInt8(ascii: "0") + UInt8(number))
    } else {
      bytes += String(number).utf8
    }
  }

  /// As JSON writes it: whole numbers without a fraction, nothing as null.
  private mutating func append(_ key: StaticString, _ number: Double?) {
    append(key)
    guard let number else { return append("null") }
    if number == number.rounded(), abs(number) < 1e15 {
      bytes += String(Int(number)).utf8
    } else {
      bytes += number.description.utf8
    }
  }

  private mutating func append(_ key: StaticString, text: String?) {
    append(key)
    guard let text else { return append("null") }
    if let known = quoted[text] {
      bytes += known
      return
    }
    // What needs escapes is left to the encoder.
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    let json = isPlain ? [UInt8(ascii: "\"")] + text.utf8 + [UInt8(ascii: "\"")] : WireJSON.encode(text)
    if quoted.count < 4_096 { quoted[text] = json }
    bytes += json
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}
