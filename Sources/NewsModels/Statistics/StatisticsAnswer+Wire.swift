/// The JSON of an answer with many rows, which a general encoder spends most of an answer's time on.
extension StatisticsAnswer {
  /// The same bytes as `WireJSON.encode` gives, with the number of the request among the keys where there is one.
  public func wireJSON(request: Int? = nil) -> [UInt8] { wireJSON(request: request, rows: wireRows()) }

  /// The rows as they stand in JSON, without the brackets around them.
  public func wireRows() -> [UInt8] {
    var writer = StatisticsRowWriter(keys: query.by)
    writer.bytes.reserveCapacity(rows.count * 180)
    for (index, row) in rows.enumerated() {
      if index > 0 { writer.bytes.append(UInt8(ascii: ",")) }
      writer.append(row)
    }
    return writer.bytes
  }

  /// - Parameter rows: of this answer, written before; its own do not matter.
  public func wireJSON(request: Int?, rows: [UInt8]) -> [UInt8] {
    var head = self
    head.rows = []
    let json = WireJSON.encode(Numbered(request: request, answer: head))
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
