import Delivery
import NewsModels

/// Owns a sender in tests: answers its loads from a list, confirms its records and stores, and returns all other actions.
struct SenderOwner {
  var sender: DeliverySender
  var outbox: [DeliverableArticle]
  var confirmsRecords = true
  var confirmsStores = true

  init(
    articles count: Int64, groups: [DeliveryGroup] = [DeliveryGroup(name: .default)],
    configuration: DeliverySender.Configuration = DeliverySender.Configuration()
  ) {
    outbox = count > 0 ? Fixtures.articles(1...count) : []
    sender = DeliverySender(
      producer: Fixtures.producer, epoch: Epoch(1), groups: groups, committed: SequenceNumber(count),
      configuration: configuration, seed: 1)
  }

  mutating func hear(
    _ frame: ConsumerFrame, from peer: PeerID = Fixtures.peer, at seconds: Double = 0
  ) -> [DeliverySender.Action] {
    settle(sender.frameReceived(frame, from: peer, at: Fixtures.seconds(seconds)), at: seconds)
  }

  mutating func wake(at seconds: Double) -> [DeliverySender.Action] {
    settle(sender.deadlineReached(at: Fixtures.seconds(seconds)), at: seconds)
  }

  /// Performs loads and records until none is left.
  mutating func settle(_ actions: [DeliverySender.Action], at seconds: Double) -> [DeliverySender.Action] {
    var done: [DeliverySender.Action] = []
    var left = actions[...]
    while let action = left.popFirst() {
      done.append(action)
      switch action {
      case .load(let request):
        let (articles, reachedEnd) = read(request)
        left += sender.loaded(request, articles: articles, reachedEnd: reachedEnd, at: Fixtures.seconds(seconds))
      case .record(let group, let receipts) where confirmsRecords:
        left += sender.recorded(group, receipts: receipts.count, at: Fixtures.seconds(seconds))
      case .bindStore(let group, let store) where confirmsStores:
        left += sender.bound(group, to: store, at: Fixtures.seconds(seconds))
      default: break
      }
    }
    return done
  }

  func read(_ request: LoadRequest) -> (articles: [DeliverableArticle], reachedEnd: Bool) {
    var articles: [DeliverableArticle] = []
    var bytes = 0
    for article in outbox where article.sequence > request.after && article.sequence <= request.through {
      bytes += article.article.size
      if articles.count == request.maxArticles || (!articles.isEmpty && bytes > request.maxBytes) {
        return (articles, false)
      }
      articles.append(article)
    }
    return (articles, true)
  }
}
