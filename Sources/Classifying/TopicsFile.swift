import NewsModels

/// The topics and their rules, as an analyst writes them in YAML.
public struct TopicsFile: Sendable {
  /// A topic's name for rules and for people.
  public struct Topic: Hashable, Sendable {
    public let id: TopicID
    /// For people: `North Korea`.
    public let name: String
  }

  /// The first 12 hexadecimal digits of the BLAKE2b-256 hash of the file's bytes.
  public let version: String
  /// In the order of the file.
  public let topics: [Topic]
  /// The file as it was written.
  public let source: String

  /// The topics with their rules, in the order of the file.
  let definitions: [TopicDefinition]

  /// Reads the rules from YAML text.
  /// - Throws: `TopicsFileError` with every mistake found, each with line and column.
  public init(yaml: String) throws(TopicsFileError) {
    let reader = TopicsReader(yaml: yaml)
    guard reader.mistakes.isEmpty else {
      throw TopicsFileError(mistakes: reader.mistakes.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    version = String(Digest(of: Array(yaml.utf8)).hex.prefix(12))
    source = yaml
    definitions = reader.topics
    topics = reader.topics.map { Topic(id: $0.id, name: $0.name) }
  }

  /// The text of a file's bytes.
  /// - Throws: `TopicsFileError` with the place of the first byte that is no UTF-8.
  public static func text(of bytes: some Collection<UInt8>) throws(TopicsFileError) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var (line, column) = (1, 1)
    var parser = UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    while case .valid(let scalar) = parser.parseScalar(from: &rest) {
      (line, column) = scalar.first == UInt8(ascii: "\n") ? (line + 1, 1) : (line, column + 1)
    }
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let found = isUTF16 ? "UTF-16" : "other bytes"
    let message = "expected a topics file in UTF-8, got \(found); save it as UTF-8"
    throw TopicsFileError(mistakes: [.init(line: line, column: column, message: message)])
  }

  /// The three topics that come with the program.
  public static let builtIn: TopicsFile = {
    do {
      return try TopicsFile(yaml: String(decoding: PackageResources.topics_yaml, as: UTF8.self))
    } catch {
      preconditionFailure("the built-in topics file does not load: \(error)")
    }
  }()
}
