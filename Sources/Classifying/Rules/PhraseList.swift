/// Phrases of which any one will do, each with the languages that it is for.
struct PhraseList: Hashable, Sendable {
  /// A phrase, the languages that it counts in, and where the file writes it.
  struct Entry: Hashable, Sendable {
    var phrase: Phrase
    /// nil for every language.
    var language: String?
    var position: SourcePosition
  }

  var entries: [Entry] = []
  /// How the file writes the list, for explanations: `<military>`, or its first phrases.
  var notation = ""
  /// Where the file writes it.
  var position = SourcePosition.start
}

/// A place in a topics file.
struct SourcePosition: Hashable, Sendable, Comparable {
  /// 1 for the first line.
  var line: Int
  /// 1 for the first character.
  var column: Int

  static let start = SourcePosition(line: 1, column: 1)

  static func < (one: SourcePosition, other: SourcePosition) -> Bool {
    (one.line, one.column) < (other.line, other.column)
  }
}
