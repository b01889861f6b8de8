import Classifying
import Delivery
import Locking
import Logging
import NewsModels
import Serving

/// Classifies stored articles by other rules, a page at a time: to tell what would change, or to count them so.
///
/// Nothing runs on between two questions: whoever asks goes on, or stops, and what was counted anew is so. One page at a time: there may be
/// as many that ask as they like, and articles that come are still classified beside them.
struct Reclassifier: Sendable {
  /// Changes from which on an answer takes no further article: it must fit into a message.
  private static let manyChanges = 1_000
  /// Articles that a line of the log names.
  private static let mostNamed = 8

  private let store: any ArticleStore
  private let current: Classifier
  /// Finds articles that kill the classifier.
  private let work: WorkGuard
  /// Told of the articles that are classified here.
  private let memory: WorkMemory
  private let logger: Logger
  private let turns = Turns()
  /// The rules of runs that have not come to their end: their pages follow each other, and compiling takes longer than a page.
  private let tried = RecentClassifiers()

  init(store: any ArticleStore, current: Classifier, work: WorkGuard, memory: WorkMemory, logger: Logger) {
    self.store = store
    self.current = current
    self.work = work
    self.memory = memory
    self.logger = logger
  }

  /// - Throws: `StoreError`, of which `.badQuery`, `.unable` and `.diskFull` are told to the asker and end nothing. `WireError` for what is
  ///   not understood.
  func answer(_ message: WireMessage) async throws -> WireMessage {
    let request = try message.decode(ReclassifyRequest.self)
    guard (1...ReclassifyRequest.maximum).contains(request.limit ?? 1) else {
      throw StoreError.badQuery(
        "expected a limit of 1 to \(ReclassifyRequest.maximum), got \(request.limit ?? 0)")
    }
    guard request.apply != true || message.payloads.isEmpty else {
      throw StoreError.badQuery("expected a topics file to try, or none to apply the consumer's own; got both")
    }
    guard message.payloadBytes <= ReclassifyRequest.fileBytes else {
      throw StoreError.badQuery(
        "expected a topics file of at most \(ReclassifyRequest.fileBytes) bytes to try, got \(message.payloadBytes)")
    }
    let file = Array(message.payloads.joined())
    return WireMessage(
      .reclassify, try await turns.take { try await page(request, file: message.payloads.isEmpty ? nil : file) })
  }

  /// - Parameter file: the topics file to try; nil for the consumer's own rules.
  private func page(_ request: ReclassifyRequest, file: [UInt8]?) async throws -> ReclassifyAnswer {
    let classifier = try file.map { try self.classifier(of: $0) } ?? current
    let page = try await store.page(
      before: request.before, limit: request.limit ?? ReclassifyRequest.maximum,
      exceptVersion: file == nil ? current.topics.version : nil)
    if request.apply == true, request.before == nil {
      logger.notice("counting stored articles by the current topics", metadata: metadata(page.total))
    }
    let (verdicts, passedOver, last) = taken(of: page, by: classifier)
    let next = last ?? page.next
    var found = Reclassification(
      version: classifier.topics.version,
      topics: classifier.topics.topics.map { Reclassification.Topic(topic: $0.id, name: $0.name) })
    found.unread = passedOver
    var counted = Set(verdicts.map(\.number))
    if request.apply == true { counted = try await store.reclassify(verdicts.map(\.reclassified)) }
    for verdict in verdicts where counted.contains(verdict.number) {
      found.add(
        verdict.stored.id, verdict.stored.article, before: verdict.stored.classification.topics,
        after: verdict.classification.topics)
    }
    nameFormerTopics(of: &found)
    work.finished(verdicts.map(\.stored.id.digest))
    if next == nil {
      // Whoever tries them again has another file.
      if file != nil { tried.letGo(version: classifier.topics.version) }
      if request.apply == true {
        // What was passed over is still counted by former topics.
        let left = metadata(page.total - counted.count)
        logger.notice("counted stored articles by the current topics", metadata: left)
      }
    }
    return ReclassifyAnswer(request: request.request, found: found, total: page.total, next: next)
  }

  private func metadata(_ left: Int) -> Logger.Metadata {
    ["left": "\(left)", "topics": "\(current.topics.version)"]
  }

  /// What the rules say of a stored article.
  private struct Verdict {
    var number: Int64
    var stored: StoredArticle
    var classification: Classification

    var reclassified: ReclassifiedArticle {
      ReclassifiedArticle(
        number: number, id: stored.id, formerVersion: stored.classification.topicsVersion,
        classification: classification)
    }
  }

  /// The verdicts on as many articles of a page as one answer has room for; how many were passed over; and the last that was looked at,
  /// nil where all were.
  private func taken(
    of page: StoredPage, by classifier: Classifier
  ) -> (verdicts: [Verdict], passedOver: Int, last: Int64?) {
    let articles = page.entries.map(\.article)
    let bytes = articles.reduce(0) { $0 + ($1.map { $0.article.title.utf8.count + $0.article.body.utf8.count } ?? 0) }
    let classifications = memory.counted(bytes) { classify(articles, by: classifier) }
    var (verdicts, passedOver, changes): ([Verdict], [String], Int) = ([], [], 0)
    defer { note(passedOver) }
    for (index, entry) in page.entries.enumerated() {
      if let stored = entry.article, let classification = classifications[index] {
        verdicts.append(Verdict(number: entry.number, stored: stored, classification: classification))
        changes += stored.classification.topics.count + classification.topics.count
      } else {
        passedOver.append(entry.article.map { "\($0.id)" } ?? "number \(entry.number), damaged")
      }
      if changes >= Self.manyChanges, index + 1 < page.entries.count {
        return (verdicts, passedOver.count, entry.number)
      }
    }
    return (verdicts, passedOver.count, nil)
  }

  private func note(_ passedOver: [String]) {
    if passedOver.isEmpty { return }
    logger.warning(
      "stored articles were passed over: they are damaged, or this consumer died each time while it classified them",
      metadata: [
        "articles": "\(passedOver.count)", "first": "\(passedOver.prefix(Self.mostNamed).joined(separator: "; "))",
      ])
  }

  /// Nil for those that are damaged, and those that are poison.
  private func classify(_ articles: [StoredArticle?], by classifier: Classifier) -> [Classification?] {
    func classify(_ stored: StoredArticle) -> Classification {
      let article = stored.article
      return classifier.classify(title: article.title, body: article.body, language: article.language)
    }
    let ids = articles.compactMap { $0?.id.digest }
    let verdicts = work.verdicts(on: ids)
    if verdicts.allSatisfy({ $0 == .together }) {
      return work.together(ids) { articles.map { $0.map(classify) } }
    }
    let verdictOn = Dictionary(zip(ids, verdicts)) { first, _ in first }
    return articles.map { stored in
      guard let stored else { return nil }
      let id = stored.id.digest
      return switch verdictOn[id] {
      case .together: work.together([id]) { classify(stored) }
      // Others of the page come before it, or after it.
      case .alone, .later: work.alone(id) { classify(stored) }
      case .poison, nil: nil
      }
    }
  }

  /// Topics that the rules do not have are told by their names, where the consumer knows these.
  private func nameFormerTopics(of found: inout Reclassification) {
    for index in found.topics.indices where found.topics[index].name == found.topics[index].topic.rawValue {
      let known = current.topics.topics.first { $0.id == found.topics[index].topic }
      if let known { found.topics[index].name = known.name }
    }
  }

  private func classifier(of file: [UInt8]) throws -> Classifier {
    if let known = tried.first(where: { $0.source.utf8.elementsEqual(file) }) { return known }
    let topics: TopicsFile
    do throws(TopicsFileError) {
      topics = try TopicsFile(yaml: TopicsFile.text(of: file))
    } catch {
      throw StoreError.badQuery("the topics file has mistakes: \(error.mistakes.first.map { "\($0)" } ?? "\(error)")")
    }
    let classifier = Classifier(topics)
    tried.keep(classifier)
    return classifier
  }
}
