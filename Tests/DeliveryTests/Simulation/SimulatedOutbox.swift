import Delivery
import NewsModels

/// What a producer keeps on disk: transactions apply when they are synced, in order; a power cut keeps some first ones.
struct SimulatedOutbox {
  enum Transaction {
    case accept([DeliverableArticle])
    case record(GroupName, [ConsumerFrame.Receipt])
    case bind(GroupName, StoreID)
  }

  struct Group {
    var store: StoreID?
    var start: SequenceNumber
    var settled = SequenceRanges()
  }

  var epoch: Int64 = 0
  var groups: [GroupName: Group]
  /// All articles ever accepted, ascending; rows are not deleted here, since the sender must not ask for settled ones.
  private(set) var articles: [DeliverableArticle] = []
  private(set) var accepted: Set<ArticleID> = []
  var lastSequence: SequenceNumber { articles.last?.sequence ?? .zero }
  /// Not synced yet, oldest first.
  var unsynced: [Transaction] = []

  mutating func apply(_ transaction: Transaction) {
    switch transaction {
    case .accept(let new):
      articles += new
      for article in new { accepted.insert(article.id) }
    case .record(let name, let receipts):
      for receipt in receipts { groups[name]?.settled.insert(receipt.sequence) }
    case .bind(let name, let store): groups[name]?.store = store
    }
  }

  /// Power is cut: the first `kept` transactions had reached the disk.
  mutating func cutPower(keeping kept: Int) {
    for transaction in unsynced.prefix(kept) { apply(transaction) }
    unsynced = []
  }

  func read(_ request: LoadRequest) -> (articles: [DeliverableArticle], reachedEnd: Bool) {
    var low = 0
    var high = articles.count
    while low < high {
      let middle = (low + high) / 2
      if articles[middle].sequence <= request.after { low = middle + 1 } else { high = middle }
    }
    var found: [DeliverableArticle] = []
    var bytes = 0
    for article in articles[low...] {
      guard article.sequence <= request.through else { break }
      bytes += article.article.size
      if found.count == request.maxArticles || (!found.isEmpty && bytes > request.maxBytes) { return (found, false) }
      found.append(article)
    }
    return (found, true)
  }

  /// The articles that a group is to receive.
  func wanted(by group: Group) -> ArraySlice<DeliverableArticle> {
    articles[(articles.firstIndex { $0.sequence > group.start } ?? articles.count)...]
  }
}
