/// A file that is no container: one document.
struct WholeDocument: RecordFraming {
  let limit: Int
  private var isDone = false

  init(limit: Int) { self.limit = limit }

  var isContainer: Bool { false }

  mutating func next(from source: inout ByteSource) -> FramingStep {
    if isDone { return .over(nil) }
    if source.bytes.count > limit {
      isDone = true
      return .refused(
        "larger than the limit of \(limit) bytes for one document; \(adviceOnTooLarge)")
    }
    guard source.isAtEnd else { return .needsMore }
    isDone = true
    // Half an article is none: the whole one, pushed later, would be a second.
    if source.isCut { return .refused(GzipInflater.brokenDocument) }
    return .document(source.takeAll())
  }
}
