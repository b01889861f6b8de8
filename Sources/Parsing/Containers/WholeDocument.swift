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
        "larger than the limit of \(limit) bytes for one document; split it, or raise the producer's --max-document")
    }
    if source.fill() { return .needsMore }
    guard source.isAtEnd else { return .needsMore }
    isDone = true
    if let damage = source.damage, source.bytes.isEmpty { return .refused(damage) }
    return .document(source.takeAll())
  }
}
