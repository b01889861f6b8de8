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

  /// Reads the rules from YAML text.
  /// - Throws: `TopicsFileError` with every mistake found, each with line and column.
  public init(yaml: String) throws(TopicsFileError) {
    version = String(Digest(of: Array(yaml.utf8)).hex.prefix(12))
    topics = []
    source = yaml
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
