/// Whether a dump holds an article at all: an index page is a list of headlines with teasers.
struct DumpVerdict: Sendable {
  /// nil where it holds one.
  let reasonToSkip: String?

  init(_ reader: DumpReader) {
    let chosen = reader.chosen.indices.filter { reader.chosen[$0] }
    guard !chosen.isEmpty else {
      reasonToSkip = "no running text: not an article"
      return
    }
    reasonToSkip = nil
  }
}
