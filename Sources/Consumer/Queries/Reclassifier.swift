import Classifying
import Delivery
import Locking
import NewsModels
import Serving

/// Classifies stored articles by other rules, a page at a time: to tell what would change, or to count them so.
///
/// Nothing runs on between two questions: whoever asks goes on, or stops, and what was counted anew is so.
struct Reclassifier: Sendable {
  private let store: any ArticleStore
  private let current: Classifier
  /// Finds articles that kill the classifier.
  private let work: WorkGuard
  /// The rules that were tried last: their pages follow each other, and compiling takes longer than a page.
  private let tried = Guarded<Classifier?>(nil)

  init(store: any ArticleStore, current: Classifier, work: WorkGuard) {
    self.store = store
    self.current = current
    self.work = work
  }

  /// - Throws: `StoreError`, of which only `.badQuery` and `.diskFull` are the asker's matter. `WireError` for what is not understood.
  func answer(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(ReclassifyRequest.self)
    let limit = request.limit ?? ReclassifyRequest.maximum
    guard (1...ReclassifyRequest.maximum).contains(limit) else {
      throw StoreError.badQuery("expected a limit of 1 to \(ReclassifyRequest.maximum), got \(limit)")
    }
    let isApplied = request.apply == true
    guard message.payloads.count <= (isApplied ? 0 : 1) else {
      throw StoreError.badQuery(
        "expected one topics file to try, or none to apply the consumer's own, got \(message.payloads.count) payloads")
    }
    let classifier = try message.payloads.first.map { try self.classifier(of: $0) } ?? current
    let page = try await store.page(
      before: request.before, limit: limit, exceptVersion: message.payloads.isEmpty ? current.topics.version : nil)
    var verdicts = page.entries.compactMap { entry in
      classify(entry.article, by: classifier).map { (entry: entry, classification: $0) }
    }
    var found = Reclassification(
      version: classifier.topics.version,
      topics: classifier.topics.topics.map { Reclassification.Topic(topic: $0.id, name: $0.name) })
    found.unread = page.damaged + page.entries.count - verdicts.count
    if isApplied {
      let counted = try await store.reclassify(
        verdicts.map { entry, classification in
          ReclassifiedArticle(number: entry.number, id: entry.article.id, classification: classification)
        })
      verdicts.removeAll { !counted.contains($0.entry.number) }
    }
    work.finished(verdicts.map(\.entry.article.id.digest))
    for (entry, classification) in verdicts {
      found.add(
        entry.article.id, entry.article.article, before: entry.article.classification.topics,
        after: classification.topics)
    }
    return WireMessage(
      .reclassify, ReclassifyAnswer(request: request.request, found: found, total: page.total, next: page.next))
  }

  /// Nil where the consumer died before while it classified this article.
  private func classify(_ stored: StoredArticle, by classifier: Classifier) -> Classification? {
    let article = stored.article
    let id = stored.id.digest
    func classify() -> Classification {
      classifier.classify(title: article.title, body: article.body, language: article.language)
    }
    return switch work.verdicts(on: [id])[0] {
    case .together: work.together([id], classify)
    case .alone: work.alone(id, classify)
    case .later, .poison: nil
    }
  }

  private func classifier(of file: [UInt8]) throws -> Classifier {
    if let known = tried.withLock({ $0 }), known.topics.source.utf8.elementsEqual(file) { return known }
    let topics: TopicsFile
    do throws(TopicsFileError) {
      topics = try TopicsFile(yaml: TopicsFile.text(of: file))
    } catch {
      throw StoreError.badQuery("the topics file has mistakes: \(error.mistakes.first.map { "\($0)" } ?? "\(error)")")
    }
    let classifier = Classifier(topics)
    tried.withLock { $0 = classifier }
    return classifier
  }
}
