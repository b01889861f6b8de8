/// What a consumer sends on the articles socket. `DeliverySender` receives these.
public enum ConsumerFrame: Hashable, Sendable {
  /// First frame of a connection, and again after a silence: who asks, for which group and store, and how much it takes at once.
  case hello(Hello)
  /// These articles are on disk, or were there already; frees their credit.
  case stored(Acknowledgement)
  /// This article could not be processed.
  case failed(Failure)
  /// The consumer's loop is alive (libzmq's own heartbeats are answered while an application hangs).
  case heartbeat(Heartbeat)
  /// The consumer ends; what it has not acknowledged goes to another, or waits.
  case goodbye(Heartbeat)

  public struct Hello: Hashable, Sendable, Codable {
    public var consumer: ConsumerID
    public var group: GroupName
    public var store: StoreID
    public var credit: Credit
    /// Counts the hellos of this consumer to this producer, from 1. The welcome repeats it: whatever came before that
    /// welcome belongs to an earlier session.
    public var session: Int

    public init(consumer: ConsumerID, group: GroupName, store: StoreID, credit: Credit, session: Int = 1) {
      self.consumer = consumer
      self.group = group
      self.store = store
      self.credit = credit
      self.session = session
    }
  }

  public struct Acknowledgement: Hashable, Sendable, Codable {
    public var producer: ProducerID
    public var epoch: Epoch
    /// At most `DeliveryLimits.batchArticles`.
    public var receipts: [Receipt]

    public init(producer: ProducerID, epoch: Epoch, receipts: [Receipt]) {
      self.producer = producer
      self.epoch = epoch
      self.receipts = receipts
    }
  }

  public struct Receipt: Hashable, Sendable, Codable {
    public enum Outcome: String, Hashable, Sendable, Codable {
      /// New in the store.
      case stored
      /// The store had the article already.
      case known
      /// Put aside by the consumer, with the reason, for a person to look at.
      case quarantined
    }

    public var sequence: SequenceNumber
    public var id: ArticleID
    public var outcome: Outcome

    public init(sequence: SequenceNumber, id: ArticleID, outcome: Outcome) {
      self.sequence = sequence
      self.id = id
      self.outcome = outcome
    }
  }

  public struct Failure: Hashable, Sendable, Codable {
    public var producer: ProducerID
    public var epoch: Epoch
    public var sequence: SequenceNumber
    public var id: ArticleID
    /// For a person; never article text.
    public var reason: String

    public init(producer: ProducerID, epoch: Epoch, sequence: SequenceNumber, id: ArticleID, reason: String) {
      self.producer = producer
      self.epoch = epoch
      self.sequence = sequence
      self.id = id
      self.reason = reason
    }
  }
}

/// What a producer sends on the articles socket. `DeliveryReceiver` receives these.
public enum ProducerFrame: Hashable, Sendable {
  /// Answers a `hello` that is accepted.
  case welcome(Welcome)
  /// Answers a `hello` that is not, or any frame that needs one.
  case refused(Refusal)
  /// Articles, oldest first, within the credit of the group.
  case articles(Batch)
  case heartbeat(Heartbeat)
  /// The producer ends; the consumer says hello again until it is back.
  case goodbye(Heartbeat)

  public struct Welcome: Hashable, Sendable, Codable {
    public var producer: ProducerID
    public var epoch: Epoch
    /// The article before the first that this group is to receive.
    public var start: SequenceNumber
    /// Of the hello that this answers.
    public var session: Int

    public init(producer: ProducerID, epoch: Epoch, start: SequenceNumber, session: Int = 1) {
      self.producer = producer
      self.epoch = epoch
      self.start = start
      self.session = session
    }
  }

  public struct Refusal: Hashable, Sendable, Codable {
    public enum Code: String, Hashable, Sendable, Codable {
      /// Frames came before a `hello`, or after the sender had given the peer up: say hello again.
      case helloFirst = "hello-first"
      case unknownGroup = "unknown-group"
      /// The group is bound to another store.
      case otherStore = "other-store"
      /// Another live consumer serves the group's store.
      case groupInUse = "group-in-use"
      /// The producer serves as many consumers as it may.
      case tooManyConsumers = "too-many-consumers"
    }

    public var code: Code
    /// For a person: what was expected, what came, what to do.
    public var reason: String

    public init(code: Code, reason: String) {
      self.code = code
      self.reason = reason
    }
  }

  public struct Batch: Hashable, Sendable {
    public var producer: ProducerID
    public var epoch: Epoch
    /// 1 to `DeliveryLimits.batchArticles`, ascending by sequence.
    public var articles: [DeliverableArticle]

    public init(producer: ProducerID, epoch: Epoch, articles: [DeliverableArticle]) {
      self.producer = producer
      self.epoch = epoch
      self.articles = articles
    }
  }
}

/// A sign of life of either side.
public struct Heartbeat: Hashable, Sendable, Codable {
  public var producer: ProducerID
  public var epoch: Epoch

  public init(producer: ProducerID, epoch: Epoch) {
    self.producer = producer
    self.epoch = epoch
  }
}

/// How much may be under way to one consumer at once.
public struct Credit: Hashable, Sendable, Codable {
  /// 1 to `DeliveryLimits.creditArticles`.
  public var articles: Int
  /// Encoded size, 1 to `DeliveryLimits.creditBytes`. One article larger than this still goes when nothing else is under way.
  public var bytes: Int

  public init(articles: Int, bytes: Int) {
    self.articles = articles
    self.bytes = bytes
  }
}

/// An article as the outbox keeps it and the wire carries it: encoded once.
public struct EncodedArticle: Hashable, Sendable {
  /// JSON object of everything but the body: `ArticleCoding` writes it.
  public var header: [UInt8]
  /// The body in UTF-8.
  public var body: [UInt8]

  public init(header: [UInt8], body: [UInt8]) {
    self.header = header
    self.body = body
  }

  /// Bytes on the wire.
  public var size: Int { header.count + body.count }
}

/// An accepted article with its place in the outbox.
public struct DeliverableArticle: Hashable, Sendable {
  public var sequence: SequenceNumber
  public var id: ArticleID
  public var article: EncodedArticle

  public init(sequence: SequenceNumber, id: ArticleID, article: EncodedArticle) {
    self.sequence = sequence
    self.id = id
    self.article = article
  }
}

/// Bounds of the delivery protocol, the same on both sides.
public enum DeliveryLimits {
  /// Articles in one `articles` frame, receipts in one `stored` frame.
  public static let batchArticles = 256
  /// Greatest credit in articles that a consumer may ask for.
  public static let creditArticles = 16_384
  /// Greatest credit in bytes that a consumer may ask for.
  public static let creditBytes = 256 << 20
}
