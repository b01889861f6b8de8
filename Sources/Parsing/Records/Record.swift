/// A JSON object that may be an article, and the names under which it keeps what one has.
struct Record {
  let shape: RecordShape
  let value: JSONValue
  /// The members that are called otherwise than in the shape, by the shape's names.
  private let renamed: JSONValue
  /// In which element of its list it stands, from 0 on; nil where there is none.
  var element: Int?

  init(_ value: JSONValue) {
    (self.value, shape) = (value, RecordShape.of(value))
    let names = shape.names
    renamed = .object(
      value.members.compactMap { member in
        names[member.name].flatMap { $0 == member.name ? nil : JSONValue.Member(name: $0, value: member.value) }
      })
  }

  /// What `read` makes of the first value under `names` of which it makes anything. Names that are written otherwise count where no
  /// other gives anything.
  func first<Found>(_ names: [String], _ read: (JSONValue) -> Found?) -> Found? {
    first(names, named: { _, value in read(value) })
  }

  /// The same; `read` gets the shape's name as well.
  func first<Found>(_ names: [String], named read: (String, JSONValue) -> Found?) -> Found? {
    for name in names {
      if let value = value[name], let found = read(name, value) { return found }
    }
    if renamed.members.isEmpty { return nil }
    for name in names {
      if let value = renamed[name], let found = read(name, value) { return found }
    }
    return nil
  }

  /// Calls `read` with each value that stands under one of `names`, and the shape's name for it.
  func forEach(_ names: [String], _ read: (String, JSONValue) -> Void) {
    _ = first(
      names,
      named: { name, value -> Never? in
        read(name, value)
        return nil
      })
  }

  /// Whether it has a member that is called like one of `names`, whatever it holds.
  func isNamed(_ names: [String]) -> Bool {
    (value.members + renamed.members).contains { names.contains($0.name) }
  }

  /// The text under the first of `names` that holds one: a text, an array's texts on lines, an object's `name`, `value` or `text`.
  func text(_ names: [String]) -> String? {
    first(names) { value in Self.text(of: value).flatMap { $0.isEmpty ? nil : $0 } }
  }

  /// The same of one value, each element of an array by itself.
  static func texts(of value: JSONValue) -> [String] {
    value.elements.compactMap { text(of: $0, depth: 1) }.filter { !$0.isEmpty }
  }

  /// Whether it has a title that is more than a `name`, which a person, a product and a program have as well.
  var hasTitle: Bool { text(shape.title.filter { $0 != "name" }) != nil }

  var hasBody: Bool { text(shape.body) != nil }

  /// Whether it may be an article that is kept as its summary: linked data says of each object what it is, an outlet or a picture.
  var mayBeSummary: Bool {
    guard text(shape.title) != nil, text(shape.summary) != nil else { return false }
    guard let types = value["@type"]?.elements.compactMap(\.string), !types.isEmpty else { return true }
    return types.contains(where: LinkedArticle.isArticle)
  }

  static func text(of value: JSONValue, depth: Int = 0) -> String? {
    switch value {
    case .string(let text): return text.trimmedSpaces
    case .array(let values) where depth < 3:
      return values.compactMap { text(of: $0, depth: depth + 1) }.joined(separator: "\n")
    case .object where depth < 3:
      return ["name", "value", "text", "rendered", "#text", "@value", "uri", "@id"].lazy.compactMap { value[$0] }
        .compactMap { text(of: $0, depth: depth + 1) }.first
    default: return nil
    }
  }
}
