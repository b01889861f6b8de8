import NewsModels

/// The last articles that were accepted, kept in memory until they are handed on, so that groups that are up to date need not read them
/// back from the disk.
///
/// Part of the outbox's state: what was committed, in order and without a gap, up to the last sequence. One transaction's articles are
/// one piece, so that a copy of the state costs little.
struct FreshArticles: Sendable {
  private var pieces: [[DeliverableArticle]] = []
  private(set) var bytes = 0
  /// Articles of the transaction under way.
  private var growing: [DeliverableArticle] = []

  /// Bytes of articles that are kept; one piece may be larger.
  private static let limit = 2 << 20
  /// Pieces, since a copy of the state costs by their number.
  private static let pieceLimit = 256

  /// The first sequence from which nothing is missing; nil where there is none.
  private var first: SequenceNumber? { pieces.first?.first?.sequence }

  /// Adds an article, whose sequence follows that of the one before.
  mutating func append(_ article: DeliverableArticle) { growing.append(article) }

  /// Closes the transaction's piece and lets old ones go.
  mutating func close() {
    guard !growing.isEmpty else { return }
    bytes += growing.reduce(0) { $0 + $1.article.size }
    pieces.append(growing)
    growing = []
    var gone = 0
    while gone + 1 < pieces.count, bytes > Self.limit || pieces.count - gone > Self.pieceLimit {
      bytes -= pieces[gone].reduce(0) { $0 + $1.article.size }
      gone += 1
    }
    pieces.removeFirst(gone)
  }

  /// Lets go what no group needs from here any more.
  mutating func forget(through sequence: SequenceNumber) {
    var gone = 0
    while gone < pieces.count, let last = pieces[gone].last, last.sequence <= sequence {
      bytes -= pieces[gone].reduce(0) { $0 + $1.article.size }
      gone += 1
    }
    if gone > 0 { pieces.removeFirst(gone) }
  }

  /// What a group has not dealt with, as `WaitingPage` reads it; nil where some of it is only on the disk.
  func page(
    for receiver: OutboxAccount.Receiver, after: SequenceNumber, maximumArticles: Int, maximumBytes: Int
  ) -> WaitingPage? {
    let start = max(after, receiver.start)
    guard let first, start.next >= first else { return nil }
    var page = WaitingPage()
    var bytes = 0
    for piece in pieces {
      guard let last = piece.last, last.sequence > start else { continue }
      for article in piece where article.sequence > start && !receiver.acknowledged.contains(article.sequence) {
        bytes += article.article.size
        if page.articles.count >= maximumArticles || (!page.articles.isEmpty && bytes > maximumBytes) {
          page.isLast = false
          return page
        }
        page.articles.append(article)
      }
    }
    return page
  }
}
