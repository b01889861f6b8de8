import NewsModels

extension DeliveryReceiver {
  mutating func articlesReceived(_ batch: ProducerFrame.Batch) {
    guard phase == .running, batch.producer == source?.producer, batch.epoch == source?.epoch else {
      return
    }
    guard let room = checkedRoom(for: batch.articles) else {
      return endSession(.protocolError, greetingAfter: configuration.helloDelay)
    }
    attempts = 0
    deliveredArticles = room.articles
    deliveredBytes = room.bytes
    var fresh: [DeliverableArticle] = []
    fresh.reserveCapacity(batch.articles.count)
    for article in batch.articles {
      if let item = processing[article.sequence] {
        if !item.isDelivered { processing[article.sequence]?.isDelivered = true }
      } else {
        processing[article.sequence] = Item(id: article.id, size: article.article.size, isDelivered: true)
        processingBytes += article.article.size
        fresh.append(article)
      }
    }
    guard !fresh.isEmpty else { return }
    actions.append(
      .process(ProducerFrame.Batch(producer: batch.producer, epoch: batch.epoch, articles: fresh)))
  }

  /// What would be delivered in this session with these; nil, and a report, where the producer breaks the protocol.
  private mutating func checkedRoom(for articles: [DeliverableArticle]) -> (articles: Int, bytes: Int)? {
    var count = deliveredArticles
    var bytes = deliveredBytes
    var inBatch: [SequenceNumber: ArticleID] = [:]
    for article in articles {
      let known = processing[article.sequence]
      if let other = known?.id ?? inBatch[article.sequence], other != article.id {
        actions.append(.report(.sequenceReused(article.sequence, other, article.id)))
        return nil
      }
      if known?.isDelivered == true || inBatch[article.sequence] != nil { continue }
      inBatch[article.sequence] = article.id
      count += 1
      bytes += article.article.size
    }
    let credit = configuration.credit
    guard count <= 1 || (count <= credit.articles && bytes <= credit.bytes) else {
      actions.append(.report(.creditExceeded(articles: count, bytes: bytes, credit: credit)))
      return nil
    }
    return (count, bytes)
  }

  mutating func acknowledge(_ answer: ConsumerFrame.Acknowledgement) {
    guard answer.producer == source?.producer, answer.epoch == source?.epoch else {
      return
    }
    var receipts: [ConsumerFrame.Receipt] = []
    for receipt in answer.receipts where take(receipt.sequence, receipt.id) { receipts.append(receipt) }
    for start in stride(from: 0, to: receipts.count, by: DeliveryLimits.batchArticles) {
      let part = receipts[start..<min(start + DeliveryLimits.batchArticles, receipts.count)]
      send(
        .stored(
          ConsumerFrame.Acknowledgement(producer: answer.producer, epoch: answer.epoch, receipts: Array(part))))
    }
    greetIfHeld()
  }

  mutating func report(_ failure: ConsumerFrame.Failure) {
    guard failure.producer == source?.producer, failure.epoch == source?.epoch else {
      return
    }
    if take(failure.sequence, failure.id) {
      send(.failed(failure))
    }
    greetIfHeld()
  }

  /// Takes an article out of what is under way; true where this session's producer waits for its answer.
  private mutating func take(_ sequence: SequenceNumber, _ id: ArticleID) -> Bool {
    guard let item = processing[sequence], item.id == id else {
      return false
    }
    processing[sequence] = nil
    processingBytes -= item.size
    guard item.isDelivered else { return false }
    deliveredArticles -= 1
    deliveredBytes -= item.size
    return isInSession
  }

  private mutating func greetIfHeld() {
    if case .greeting(nextHello: nil) = phase { greet() }
  }
}
