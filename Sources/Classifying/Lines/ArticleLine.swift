/// What classifying needs of one line of JSON: `{"id":"…","title":"…","paragraphs":["…"],"language":"vi"}`.
///
/// In place of `paragraphs` there may be `body` or `text`, one string; the first of the three that is there counts. Other members are
/// read over, but the line must be JSON throughout, and none of these may come twice.
public struct ArticleLine: Hashable, Sendable {
  /// A number is kept as it is written.
  public var id: String
  /// Empty where the line has none.
  public var title: String
  /// Paragraphs divided by one newline. Empty where the line has none.
  public var body: String
  /// A tag's first part in lower case: `zh` of `zh-TW`.
  public var language: String?

  public init(id: String, title: String, body: String, language: String?) {
    self.id = id
    self.title = title
    self.body = body
    self.language = language
  }

  /// Reads a line, with or without its line break.
  /// - Throws: `ArticleLineError` with the column of the first mistake.
  public init(_ line: Span<UInt8>) throws(ArticleLineError) {
    var reader = JSONLineReader()
    var members = Members()
    try reader.beginObject(line)
    while let key = try reader.nextKey(line) {
      try members.read(key, &reader, line)
    }
    try reader.endOfLine(line)
    guard let id = members.id.text else {
      throw ArticleLineError(column: 1, message: "expected a member \"id\" with a string or a number, got none")
    }
    self.id = id
    title = members.title.text ?? ""
    body = members.paragraphs.text ?? members.body.text ?? members.text.text ?? ""
    language = members.language.text.map(Self.primaryLanguage)
  }

  /// The language of a tag such as `zh-TW`, or of a locale's name such as `vi_VN`.
  private static func primaryLanguage(_ tag: String) -> String {
    guard tag.utf8.contains(where: { !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) else { return tag }
    return tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
  }
}

/// What has been read of a line so far.
private struct Members {
  enum Member {
    case missing
    case null
    case text(String)

    var text: String? {
      if case .text(let text) = self { text } else { nil }
    }
  }

  var id = Member.missing
  var title = Member.missing
  var paragraphs = Member.missing
  var body = Member.missing
  var text = Member.missing
  var language = Member.missing

  mutating func read(_ key: String, _ reader: inout JSONLineReader, _ line: Span<UInt8>) throws(ArticleLineError) {
    switch key {
    case "id": try Self.set(&id, try reader.nameOrNull(line), reader)
    case "title": try Self.set(&title, try reader.stringOrNull(line), reader)
    case "paragraphs": try Self.set(&paragraphs, try reader.joinedStringsOrNull(line), reader)
    case "body": try Self.set(&body, try reader.stringOrNull(line), reader)
    case "text": try Self.set(&text, try reader.stringOrNull(line), reader)
    case "language": try Self.set(&language, try reader.stringOrNull(line), reader)
    default: try reader.skipValue(line)
    }
  }

  private static func set(
    _ member: inout Member, _ value: String?, _ reader: borrowing JSONLineReader
  ) throws(ArticleLineError) {
    guard case .missing = member else {
      throw reader.mistake("expected each member once, got one for the second time")
    }
    member = value.map(Member.text) ?? .null
  }
}
