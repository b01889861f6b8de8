/// The records of a WARC file that can hold an article: responses, resources and conversions to text.
///
/// A document is the whole record, its headers with it, so that address, time and encoding come along. Records of other types,
/// and responses whose media type is no text, are passed over. A wrong length costs no other record: it is found by what follows the
/// record, or by a record that begins among the bytes it claims.
struct WARCFraming: RecordFraming {
  let limit: Int
  /// Bytes still to be passed over.
  private var skipping = 0
  /// Whether a record that is passed over for its size is to be told of when its end is found.
  private var isTooLarge = false
  /// Whether the place of the next record is lost and must be searched for.
  private var isLost = false

  /// The most bytes of a record's own headers.
  private static let headerLimit = 65_536

  init(limit: Int) { self.limit = limit }

  var isContainer: Bool { true }

  mutating func next(from source: inout ByteSource) -> FramingStep {
    if skipping > 0, let step = skip(&source) { return step }
    if isLost {
      guard findRecord(&source, within: .max).isFound else { return .needsMore }
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
    guard !overflow, header.contentLength <= limit, header.canHoldArticle else {
      source.drop(header.size)
      skipping = header.contentLength
      isTooLarge = header.canHoldArticle
      return isTooLarge ? next(from: &source) : .passed
    }
    // Four bytes more tell whether the length was right.
    guard source.bytes.count >= size + 4 || source.isAtEnd else { return .needsMore }
    guard source.bytes.count >= size else {
      source.drop(header.size)
      // All of the file is there: only where no record follows does it end inside this one.
      return .refused(findRecord(&source, within: .max).isFound ? Self.wrongLength : Self.cut)
    }
    let after = source.bytes.dropFirst(size).prefix(4)
    guard
      after.isEmpty || after.starts(with: [0x0D, 0x0A]) || after.first == 0x0A
        || after.starts(with: WARCHeader.marker.prefix(4))
    else {
      source.drop(header.size)
      isLost = true
      return .refused(Self.wrongLength)
    }
    let record = Array(source.bytes.prefix(size))
    source.drop(size)
    return WARCHeader.isText(record) ? .document(record) : .passed
  }

  private static let cut = "a WARC record that is cut short: its Content-Length goes beyond the end of the file"
  private static let wrongLength = "a WARC record with a wrong Content-Length; the next record was searched for"

  /// Passes over a record that is not taken, to where it says that it ends or another begins before that; nil once it is passed and there
  /// is nothing to tell.
  private mutating func skip(_ source: inout ByteSource) -> FramingStep? {
    let (count, isFound) = findRecord(&source, within: skipping)
    if !isFound, count < skipping, !source.isAtEnd {
      skipping -= count
      return .needsMore
    }
    let (isCut, wasTooLarge) = (!isFound && count < skipping, isTooLarge)
    (skipping, isTooLarge) = (0, false)
    if isCut { return .refused(Self.cut) }
    guard wasTooLarge else { return nil }
    return .refused(
      isFound
        ? Self.wrongLength
        : "a WARC record larger than the limit of \(limit) bytes; \(adviceOnTooLarge)")
  }

  private func dropLineEnds(_ source: inout ByteSource) {
    let count = source.bytes.prefix { $0 == 0x0D || $0 == 0x0A }.count
    if count > 0 { source.drop(count) }
  }

  /// Drops bytes up to the next record, at most `most`; answers how many, and whether a record begins there. What may be the beginning
  /// of one is not dropped before more bytes are there.
  private func findRecord(_ source: inout ByteSource, within most: Int) -> (count: Int, isFound: Bool) {
    let bytes = source.bytes
    let end = bytes.prefix(most).endIndex
    var index = bytes.startIndex
    while let found = bytes[index..<end].firstIndex(of: WARCHeader.marker[0]) {
      let isRecord = WARCHeader.begins(bytes[found...])
      if isRecord ?? !source.isAtEnd {
        source.drop(found - bytes.startIndex)
        return (found - bytes.startIndex, isRecord == true)
      }
      index = found + 1
    }
    source.drop(end - bytes.startIndex)
    return (end - bytes.startIndex, false)
  }
}
