import Classifying
import NewsModels
import ZeroMQ

/// Everything that a consumer must be told, checked.
public struct ConsumerConfiguration: Sendable {
  /// Smallest and greatest values of the options, with their defaults.
  public enum Bounds {
    /// Bytes of articles that are put aside.
    public static let quarantineLimit = 1 << 30
    public static let quarantineLimitRange = 0...(1 << 50)
  }

  /// The folder of the article store; made where missing.
  public var dataFolder: String
  /// The producers' articles sockets; at least one.
  public var articles: [Producer]
  public var group: GroupName
  /// Who may ask and listen over tcp; nil where tcp is plain.
  public var keys: ServerKeys?
  /// Whether members of the group of the sockets' folder may connect.
  public var isOpenToGroup = false
  /// Where it listens also, under the next key, while clients move over to it.
  public var nextQuery: Endpoint?
  public var nextEvents: Endpoint?
  /// Where questions are answered.
  public var query: Endpoint
  /// Where the live feed is published.
  public var events: Endpoint
  public var topics: TopicsFile
  /// IANA name of the zone in which days are cut; must be the store's own where a store exists. Nil: the store's own, or
  /// Asia/Ho_Chi_Minh for a new one.
  public var timeZone: String?

  /// A producer to receive from.
  public struct Producer: Sendable {
    public var endpoint: Endpoint
    /// As whom the consumer connects; nil for a plain connection.
    public var curve: CurveRole?

    public init(endpoint: Endpoint, curve: CurveRole?) {
      self.endpoint = endpoint
      self.curve = curve
    }
  }
  /// When articles of this many bytes are put aside, further ones that cannot be processed stay with their producer.
  public var quarantineLimit = Bounds.quarantineLimit
  /// How much may be under way from each producer.
  public var credit = Credit(articles: 1_024, bytes: 8 << 20)

  public init(
    dataFolder: String, articles: [Producer], group: GroupName, query: Endpoint, events: Endpoint, topics: TopicsFile,
    timeZone: String?
  ) {
    self.dataFolder = dataFolder
    self.articles = articles
    self.group = group
    self.query = query
    self.events = events
    self.topics = topics
    self.timeZone = timeZone
  }

  /// Whether some zone has this name.
  public static func isTimeZone(_ name: String) -> Bool { StoreCalendar(identifier: name) != nil }
}
