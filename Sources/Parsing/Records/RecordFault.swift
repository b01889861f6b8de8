/// Why a record is no article.
enum RecordFault: Hashable, Sendable {
  case emptyTitle
  case emptyText
  /// Both.
  case empty
  case noText
  case noTitle
  /// A title and a summary, and nothing that makes them news: a product, a contact.
  case unplaced
  /// Nothing that articles have.
  case strange

  /// Of a record of which no article could be made.
  init(of record: Record) {
    let shape = record.shape
    let (hasTitle, hasBody) = (record.text(shape.title) != nil, record.hasBody)
    switch (hasTitle, hasBody) {
    case (true, true): self = .strange
    case (false, true): self = record.isNamed(shape.title) ? .emptyTitle : .noTitle
    case (true, false):
      self = record.text(shape.summary) != nil ? .unplaced : record.isNamed(shape.body) ? .emptyText : .noText
    case (false, false):
      guard record.isNamed(shape.title) else {
        self = .strange
        break
      }
      self = record.text(shape.summary) != nil ? .emptyTitle : record.isNamed(shape.body) ? .empty : .strange
    }
  }

  /// Of the first object in `value` that has something of an article; `strange` where none has.
  init(in value: JSONValue) {
    self = Self.find(in: value, depth: 0) ?? .strange
  }

  private static func find(in value: JSONValue, depth: Int) -> RecordFault? {
    guard depth < RecordReader.deepestWrapper else { return nil }
    if case .array(let values) = value {
      return values.lazy.compactMap { find(in: $0, depth: depth + 1) }.first
    }
    let fault = RecordFault(of: Record(value))
    if fault != .strange { return fault }
    return (RecordReader.wrappers + RecordReader.channels).lazy.compactMap { value[$0] }
      .compactMap { find(in: $0, depth: depth + 1) }.first
  }

  /// What came instead of an article, and what to do.
  var reason: String {
    switch self {
    case .emptyTitle: "got an empty title, and no headline at the beginning of the text; fill in the title"
    case .emptyText: "got a title and an empty text; fill in the text"
    case .empty: "got an empty title and an empty text; fill them in"
    case .noText: "got a title and no text; add the text, or rename its member"
    case .noTitle: "got no title, and no headline at the beginning of the text; add the title, or rename its member"
    case .unplaced: "got a title and a summary without a date, url and source; add one of them"
    case .strange: "got none of these; rename the members"
    }
  }

  /// How many of several records have an empty title or text, for a person: `2 have an empty title`; nil where none has.
  static func told(_ faults: [RecordFault]) -> String? {
    let told = [(RecordFault.emptyTitle, "title"), (.emptyText, "text"), (.empty, "title and text")].compactMap {
      fault, name in
      let count = faults.count { $0 == fault }
      return count == 0 ? nil : "\(count) \(count == 1 ? "has" : "have") an empty \(name)"
    }
    return told.isEmpty ? nil : told.joined(separator: ", ")
  }
}
