/// The records of a WARC file that can hold an article: responses, resources and conversions to text.
///
/// A document is the whole record, its headers with it, so that address, time and encoding come along. Records of other types,
/// and responses whose media type is no text, are passed over. A wrong length is found by what follows the record.
struct WARCFraming: RecordFraming {
  let limit: Int
  /// Bytes still to be passed over.
  private var skipping = 0
  /// Whether the place of the next record is lost and must be searched for.
  private var isLost = false

  /// The most bytes of a record's own headers.
  private static let headerLimit = 65_536

  init(limit: Int) { self.limit = limit }

  var isContainer: Bool { true }

  mutating func next(from source: inout ByteSource) -> FramingStep {
    if skipping > 0 {
      let count = min(skipping, source.bytes.count)
      source.drop(count)
      skipping -= count
      if skipping > 0 { return source.isAtEnd && source.bytes.isEmpty ? .refused(takeCut()) : .needsMore }
    }
    if isLost {
      guard findMarker(&source) else { return .needsMore }
      isLost = false
    }
    dropLineEnds(&source)
    guard source.bytes.count >= 5 || source.isAtEnd else { return .needsMore }
    if source.bytes.isEmpty { return .needsMore }
    guard source.bytes.starts(with: WARCHeader.marker) else {
      isLost = true
      return .refused(
        "expected a WARC record, got other data: a length in the record before is wrong; the next record was searched for"
      )
    }
    return record(&source)
  }

  private mutating func record(_ source: inout ByteSource) -> FramingStep {
    guard let header = WARCHeader(source.bytes.prefix(Self.headerLimit)) else {
      if source.bytes.count < Self.headerLimit && !source.isAtEnd { return .needsMore }
      source.drop(WARCHeader.marker.count)
      isLost = true
      return .refused("a WARC record without a readable header or Content-Length; the next record was searched for")
    }
    let (size, overflow) = header.size.addingReportingOverflow(header.contentLength)
    guard !overflow, header.contentLength <= limit else {
      source.drop(header.size)
      skipping = overflow ? .max : header.contentLength
      return header.canHoldArticle
        ? .refused("a WARC record larger than the limit of \(limit) bytes; raise the producer's --max-document")
        : .passed
    }
    guard header.canHoldArticle else {
      source.drop(header.size)
      skipping = header.contentLength
      return .passed
    }
    // Four bytes more tell whether the length was right.
    guard source.bytes.count >= size + 4 || source.isAtEnd else { return .needsMore }
    guard source.bytes.count >= size else {
      source.drop(source.bytes.count)
      return .refused("a WARC record that is cut short: its Content-Length goes beyond the end of the file")
    }
    let record = Array(source.bytes.prefix(size))
    let after = source.bytes.dropFirst(size).prefix(4)
    guard
      after.isEmpty || after.starts(with: [0x0D, 0x0A]) || after.first == 0x0A
        || after.starts(with: WARCHeader.marker.prefix(4))
    else {
      source.drop(header.size)
      isLost = true
      return .refused("a WARC record with a wrong Content-Length; the next record was searched for")
    }
    source.drop(size)
    return WARCHeader.isText(record) ? .document(record) : .passed
  }

  private mutating func takeCut() -> String {
    skipping = 0
    return "a WARC record that is cut short: its Content-Length goes beyond the end of the file"
  }

  private func dropLineEnds(_ source: inout ByteSource) {
    let count = source.bytes.prefix { $0 == 0x0D || $0 == 0x0A }.count
    if count > 0 { source.drop(count) }
  }

  /// Drops bytes up to the next line that begins a record; false where more bytes are needed.
  private func findMarker(_ source: inout ByteSource) -> Bool {
    let bytes = source.bytes
    var index = bytes.startIndex
    while let found = bytes[index...].firstIndex(of: WARCHeader.marker[0]) {
      guard found + WARCHeader.marker.count <= bytes.endIndex else {
        source.drop(found - bytes.startIndex)
        return false
      }
      if bytes[found...].starts(with: WARCHeader.marker) {
        source.drop(found - bytes.startIndex)
        return true
      }
      index = found + 1
    }
    source.drop(bytes.count)
    return false
  }
}
