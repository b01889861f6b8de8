import FoundationEssentials

extension ProducerFrame {
  /// The message that carries this frame.
  public var message: WireMessage {
    switch self {
    case .welcome(let welcome): WireMessage(.welcome, welcome)
    case .refused(let refusal): WireMessage(.refused, refusal)
    case .articles(let batch): batch.message
    case .heartbeat(let heartbeat): WireMessage(.heartbeat, heartbeat)
    case .goodbye(let heartbeat): WireMessage(.goodbye, heartbeat)
    }
  }

  /// A frame from its message, with every number within `DeliveryLimits`.
  public init(_ message: WireMessage) throws(WireError) {
    if message.kind == .deliver {
      self = .articles(try Batch(message))
      return
    }
    guard message.payloads.isEmpty else {
      throw .payloadCount(message.kind, expected: 0, got: message.payloads.count)
    }
    switch message.kind {
    case .welcome: self = .welcome(try message.decode(Welcome.self))
    case .refused: self = .refused(try message.decode(Refusal.self))
    case .heartbeat: self = .heartbeat(try message.decode(Heartbeat.self))
    case .goodbye: self = .goodbye(try message.decode(Heartbeat.self))
    default:
      throw .unexpectedKind(message.kind, expected: [.welcome, .refused, .deliver, .heartbeat, .goodbye])
    }
  }
}

/// `deliver`: the header names producer and epoch and lists, in the order of the payload frames, each body's article as
/// `{"sequence":1,"id":"…","bytes":640}`; the first payload holds the articles' own headers one behind the other, `bytes` each.
///
/// An article's header is written once, when it is accepted, and travels as it stands in the outbox: nobody encodes it again.
extension ProducerFrame.Batch {
  struct Header: Codable, Hashable {
    struct Entry: Codable, Hashable {
      var sequence: SequenceNumber
      var id: ArticleID
      var bytes: Int
    }

    var producer: ProducerID
    var epoch: Epoch
    var articles: [Entry]
  }

  var message: WireMessage {
    let header = Header(
      producer: producer, epoch: epoch,
      articles: articles.map { Header.Entry(sequence: $0.sequence, id: $0.id, bytes: $0.article.header.count) })
    var headers: [UInt8] = []
    headers.reserveCapacity(articles.reduce(0) { $0 + $1.article.header.count })
    for article in articles { headers.append(contentsOf: article.article.header) }
    return WireMessage(.deliver, header, payloads: [headers] + articles.map(\.article.body))
  }

  init(_ message: WireMessage) throws(WireError) {
    let header = try message.decode(Header.self)
    guard (1...DeliveryLimits.batchArticles).contains(header.articles.count) else {
      throw .badHeader(
        .deliver,
        reason: "expected 1 to \(DeliveryLimits.batchArticles) articles, got \(header.articles.count)")
    }
    guard message.payloads.count == header.articles.count + 1 else {
      throw .payloadCount(.deliver, expected: header.articles.count + 1, got: message.payloads.count)
    }
    let headers = message.payloads[0]
    var articles: [DeliverableArticle] = []
    articles.reserveCapacity(header.articles.count)
    var start = 0
    var last = SequenceNumber.zero
    for (entry, body) in zip(header.articles, message.payloads.dropFirst()) {
      guard entry.bytes >= 0, entry.bytes <= headers.count - start else {
        throw .badHeader(.deliver, reason: "the articles' headers are shorter than announced")
      }
      guard entry.sequence > last else {
        throw .badHeader(.deliver, reason: "expected ascending sequences, got \(entry.sequence) after \(last)")
      }
      let own = Array(headers[start..<start + entry.bytes])
      articles.append(
        DeliverableArticle(
          sequence: entry.sequence, id: entry.id, article: EncodedArticle(header: own, body: body)))
      start += entry.bytes
      last = entry.sequence
    }
    self.init(producer: header.producer, epoch: header.epoch, articles: articles)
  }
}
