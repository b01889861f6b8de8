import NewsModels

/// The topics of the current topics file, as the store must know them: the order and names of its answers.
public struct TopicCatalogue: Hashable, Sendable {
  public struct Topic: Hashable, Sendable {
    public var id: TopicID
    /// For people.
    public var name: String

    public init(id: TopicID, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// Of the topics file.
  public var version: String
  /// In the order of the file.
  public var topics: [Topic]

  public init(version: String, topics: [Topic]) {
    self.version = version
    self.topics = topics
  }
}
