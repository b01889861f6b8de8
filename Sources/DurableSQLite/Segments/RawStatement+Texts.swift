extension RawStatement {
  /// Binds where a text stands to three parameters: its segment, its first byte and its size; NULL to each where the row holds it.
  public func bind(_ first: Int32, _ place: SegmentPlace?) throws {
    try bind(first, place?.segment)
    try bind(first + 1, place?.start)
    try bind(first + 2, place?.size)
  }

  /// A text of a row that holds it in the column `first`, or tells its place in the three columns behind that.
  /// - Parameter read: of `TextSegments`.
  /// - Returns: nil where it is lost.
  public func text(
    _ first: Int32, _ read: (SegmentPlace) throws(DurableSQLiteError) -> [UInt8]?
  ) throws(DurableSQLiteError) -> [UInt8]? {
    if isNull(first + 1) { return bytes(first) }
    return try read(SegmentPlace(segment: integer(first + 1), start: integer(first + 2), size: integer(first + 3)))
  }
}
