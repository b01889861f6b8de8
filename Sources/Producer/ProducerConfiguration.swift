import ZeroMQ

/// Everything that a producer must be told, checked.
public struct ProducerConfiguration: Sendable {
  /// Smallest and greatest values of the options, with their defaults.
  public enum Bounds {
    /// Bytes of one document.
    public static let maximumDocument = 8 << 20
    public static let maximumDocumentRange = 1_024...(64 << 20)
    /// Bytes of articles that wait.
    public static let outboxLimit = 8 << 30
    public static let outboxLimitRange = (1 << 20)...(1 << 50)
    /// Bytes of documents that are put aside.
    public static let quarantineLimit = SQLiteOutbox.defaultQuarantineLimit
    public static let quarantineLimitRange = 0...(1 << 50)
  }

  /// The folder of the outbox; made where missing.
  public var dataFolder: String
  /// Where documents go in.
  public var intake: Endpoint
  /// Where consumers connect to.
  public var articles: Endpoint
  /// Who may come in over tcp; nil where tcp is plain.
  public var keys: ServerKeys?
  /// Whether members of the group of the sockets' folder may connect.
  public var isOpenToGroup = false
  /// Where it listens also, under the next key, while clients move over to it.
  public var nextIntake: Endpoint?
  public var nextArticles: Endpoint?
  /// Folders whose files are taken; none unless told otherwise.
  public var watchFolders: [String] = []
  /// A larger document is refused.
  public var maximumDocument = Bounds.maximumDocument
  /// When articles of this many bytes wait, pushers are told to wait too.
  public var outboxLimit = Bounds.outboxLimit
  /// When documents of this many bytes are put aside, further ones that cannot be read are refused.
  public var quarantineLimit = Bounds.quarantineLimit

  public init(dataFolder: String, intake: Endpoint, articles: Endpoint) {
    self.dataFolder = dataFolder
    self.intake = intake
    self.articles = articles
  }
}
