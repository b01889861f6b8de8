import NewsModels
import Yams

/// Reads the topic language from YAML and notes every mistake instead of stopping at the first.
struct TopicsReader {
  /// The topics that could be read; to be used only where there are no mistakes.
  private(set) var topics: [TopicDefinition] = []
  /// In the order of their finding.
  var mistakes: [TopicsFileError.Mistake] = []
  /// What a file may load with and can hardly mean.
  private(set) var doubts: [TopicsFileError.Mistake] = []
  /// The named lists, by name.
  var lists: [String: PhraseList] = [:]
  /// The named lists that some rule uses.
  var usedLists: Set<String> = []
  /// Phrases, and lists of them, that may still be read: aliases could make a small file hold very many.
  var phrasesLeft = Self.maximumPhrases

  /// The most phrases that a file may hold, each use of a named list counted.
  static let maximumPhrases = 500_000
  /// Unicode scalars of a phrase: a part of the matcher ends only behind a whole one.
  static let longestPhrase = 1_000
  /// The most topics that a file may hold: each has a bit in a mask.
  static let maximumTopics = 64

  /// Reads a file.
  init(yaml: String) {
    let root: Node?
    do {
      // All that is read here is text: no tags are looked for, with patterns that would bring ICU into memory.
      root = try Yams.compose(yaml: yaml, .basic)
    } catch {
      mistakes.append(Self.mistake(of: error))
      return
    }
    guard let root else {
      mistakes.append(.init(line: 1, column: 1, message: "expected `topics:`, got an empty file"))
      return
    }
    readFile(root)
  }

  private mutating func readFile(_ root: Node) {
    guard let fields = fields(of: root, named: "the file", allowed: ["lists", "topics"], required: ["topics"]) else {
      return
    }
    if let node = fields["lists"] { readLists(node) }
    guard let node = fields["topics"] else { return }
    guard let sequence = node.sequence else {
      return report(node, "`topics` is a list: each topic begins with `- id:`")
    }
    if sequence.count > Self.maximumTopics {
      report(node, "expected at most \(Self.maximumTopics) topics, got \(sequence.count)")
    }
    for node in sequence {
      guard let topic = readTopic(node) else { continue }
      if topics.contains(where: { $0.id == topic.id }) {
        report(node, "the topic `\(topic.id)` stands twice in the file; join the two or rename one")
      }
      topics.append(topic)
    }
  }

  private mutating func readLists(_ node: Node) {
    guard let mapping = node.mapping else {
      return report(node, "`lists` maps names to phrases: `military: [army, navy]`")
    }
    for (key, value) in mapping {
      guard let name = key.string, let id = TopicID(name) else {
        report(key, "expected a list's name of lower-case letters, digits and hyphens")
        continue
      }
      var list = readPhrases(value)
      list.notation = "<\(id)>"
      lists[name] = list
    }
  }

  // MARK: - Nodes

  /// The values of a mapping by key; unknown and missing keys are noted. nil where the node is no mapping.
  mutating func fields(
    of node: Node, named what: String, allowed: [String], required: [String] = []
  ) -> [String: Node]? {
    guard let mapping = node.mapping else {
      report(node, "expected \(what) as `key: value` lines with \(Self.quoted(allowed))")
      return nil
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.string, allowed.contains(name) else {
        report(key, "unknown key `\(key.string ?? "?")` in \(what); expected \(Self.quoted(allowed))")
        continue
      }
      fields[name] = value
    }
    for name in required where fields[name] == nil {
      report(node, "\(what) lacks `\(name)`")
    }
    return fields
  }

  /// A text of at least one character.
  mutating func text(_ node: Node, for key: String) -> String? {
    guard let text = node.scalar?.string, !text.isEmpty else {
      report(
        node, node.mapping == nil ? "`\(key)` is a text" : "`\(key)` is a text; put one with a colon in quotation marks"
      )
      return nil
    }
    return text
  }

  /// A number within bounds.
  mutating func number(_ node: Node, for key: String, in range: ClosedRange<Double>) -> Double? {
    guard let text = node.scalar?.string, let number = Double(text), range.contains(number) else {
      report(node, "`\(key)` is a number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  mutating func report(_ node: Node, _ message: String) {
    report(Self.position(of: node), message)
  }

  mutating func report(_ position: SourcePosition, _ message: String) {
    mistakes.append(Self.mistake(at: position, message))
  }

  mutating func doubt(_ node: Node, _ message: String) {
    doubts.append(Self.mistake(at: Self.position(of: node), message))
  }

  static func position(of node: Node) -> SourcePosition {
    node.mark.map { SourcePosition(line: $0.line, column: $0.column) } ?? .start
  }

  static func quoted(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }

  private static func mistake(at position: SourcePosition, _ message: String) -> TopicsFileError.Mistake {
    .init(line: position.line, column: position.column, message: message)
  }

  private static func mistake(of error: any Error) -> TopicsFileError.Mistake {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .init(line: mark.line, column: mark.column, message: "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      .init(
        line: context.mark.line, column: context.mark.column,
        message: "the key \(quoted(keys)) stands twice in this mapping; join the two")
    case .reader(let problem, let offset, _, let yaml):
      mistake(at: position(of: offset ?? 0, in: yaml), "not YAML: \(problem)")
    case let other:
      .init(line: 1, column: 1, message: "not YAML in UTF-8: \(other.map { "\($0)" } ?? "\(error)")")
    }
  }

  /// Of the character at an offset.
  private static func position(of offset: Int, in yaml: String) -> SourcePosition {
    let before = yaml.prefix(offset)
    let line = before.lastIndex(where: \.isNewline).map { before[before.index(after: $0)...] } ?? before
    return SourcePosition(line: before.count(where: \.isNewline) + 1, column: line.unicodeScalars.count + 1)
  }
}
