import Delivery
import NewsModels

/// A consumer's process, with the mark and the suspects that it keeps beside its store.
struct SimulatedConsumer {
  /// An article handed over by a link.
  struct Work {
    var link: Int
    var producer: ProducerID
    var epoch: Epoch
    var article: DeliverableArticle
    var verdict: Suspects<ArticleID>.Verdict
  }

  let group: GroupName
  let store: SimulatedStore
  /// Indices of its links, one per producer.
  let links: [Int]
  /// By link; empty while the process is down.
  var receivers: [Int: DeliveryReceiver] = [:]
  var queue: [Work] = []
  /// Classified and in transactions that are not synced, oldest first.
  var unsynced: [[Work]] = []
  var suspects = Suspects<ArticleID>()
  var mark: [ArticleID] = []
  var clockOffset: Duration = .zero
  var isStuck = false
  var diesAtNextClassification = false

  var isUp: Bool { !receivers.isEmpty }
}
