import Delivery
import NewsModels

/// Names and articles for tests, all derived from small numbers.
enum Fixtures {
  static func identifier<Identifier: RandomIdentifier>(_ number: Int) -> Identifier {
    let digits = String(number, radix: 16)
    return Identifier(unchecked: String(repeating: "0", count: 32 - digits.count) + digits)
  }

  static let producer: ProducerID = identifier(0xA)
  static let store: StoreID = identifier(0xB)
  static let consumer: ConsumerID = identifier(0xC)
  static let peer = PeerID([1])

  static func articleID(_ number: Int64) -> ArticleID {
    var bytes = [UInt8](repeating: 0, count: Digest.size)
    for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
    return ArticleID(Digest(bytes: bytes) ?? Digest(of: bytes))
  }

  static func article(_ number: Int64, size: Int = 10) -> DeliverableArticle {
    DeliverableArticle(
      sequence: SequenceNumber(number), id: articleID(number),
      article: EncodedArticle(header: [], body: [UInt8](repeating: 0, count: size)))
  }

  static func articles(_ numbers: ClosedRange<Int64>) -> [DeliverableArticle] { numbers.map { article($0) } }

  static func hello(
    consumer: ConsumerID = consumer, group: GroupName = .default, store: StoreID = store, articles: Int = 4,
    bytes: Int = 1_000
  ) -> ConsumerFrame {
    .hello(
      ConsumerFrame.Hello(
        consumer: consumer, group: group, store: store, credit: Credit(articles: articles, bytes: bytes)))
  }

  static func receipts(_ numbers: some Sequence<Int64>) -> [ConsumerFrame.Receipt] {
    numbers.map { ConsumerFrame.Receipt(sequence: SequenceNumber($0), id: articleID($0), outcome: .stored) }
  }

  static func stored(
    _ numbers: some Sequence<Int64>, producer: ProducerID = producer, epoch: Int64 = 1
  ) -> ConsumerFrame.Acknowledgement {
    ConsumerFrame.Acknowledgement(producer: producer, epoch: Epoch(epoch), receipts: receipts(numbers))
  }

  static func failure(_ number: Int64, epoch: Int64 = 1) -> ConsumerFrame.Failure {
    ConsumerFrame.Failure(
      producer: producer, epoch: Epoch(epoch), sequence: SequenceNumber(number), id: articleID(number),
      reason: "disk busy")
  }

  static func batch(_ numbers: some Sequence<Int64>, epoch: Int64 = 1, size: Int = 10) -> ProducerFrame.Batch {
    ProducerFrame.Batch(producer: producer, epoch: Epoch(epoch), articles: numbers.map { article($0, size: size) })
  }

  static func welcome(epoch: Int64 = 1, session: Int = 1) -> ProducerFrame {
    .welcome(ProducerFrame.Welcome(producer: producer, epoch: Epoch(epoch), start: .zero, session: session))
  }

  static func seconds(_ seconds: Double) -> MonotonicInstant { MonotonicInstant(sinceStart: .seconds(seconds)) }
}

extension [DeliverySender.Action] {
  /// The sequences of each `articles` frame.
  var sentArticles: [[Int64]] {
    compactMap {
      guard case .send(.articles(let batch), _) = $0 else { return nil }
      return batch.articles.map(\.sequence.rawValue)
    }
  }

  var refusals: [ProducerFrame.Refusal.Code] {
    compactMap {
      guard case .send(.refused(let refusal), _) = $0 else { return nil }
      return refusal.code
    }
  }

  var recorded: [Int64] {
    flatMap { action -> [Int64] in
      guard case .record(_, let receipts) = action else { return [] }
      return receipts.map(\.sequence.rawValue)
    }
  }

  var hasWelcome: Bool {
    contains {
      guard case .send(.welcome, _) = $0 else { return false }
      return true
    }
  }

  var reports: [DeliverySender.Report] {
    compactMap {
      guard case .report(let report) = $0 else { return nil }
      return report
    }
  }
}

extension [DeliveryReceiver.Action] {
  var processed: [Int64] {
    flatMap { action -> [Int64] in
      guard case .process(let batch) = action else { return [] }
      return batch.articles.map(\.sequence.rawValue)
    }
  }

  var acknowledged: [Int64] {
    flatMap { action -> [Int64] in
      guard case .send(.stored(let acknowledgement)) = action else { return [] }
      return acknowledgement.receipts.map(\.sequence.rawValue)
    }
  }

  var hellos: Int {
    count {
      guard case .send(.hello) = $0 else { return false }
      return true
    }
  }

  var reports: [DeliveryReceiver.Report] {
    compactMap {
      guard case .report(let report) = $0 else { return nil }
      return report
    }
  }
}
