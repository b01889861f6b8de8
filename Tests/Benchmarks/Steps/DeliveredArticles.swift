import Delivery
import NewsModels

/// Sender and receiver with the wire between them, in one thread and without sockets or disks.
struct DeliveredArticles {
  private let encoded: [EncodedArticle]
  private let peer = PeerID([1])
  private var sender: DeliverySender
  private var receiver: DeliveryReceiver
  private var stored = 0

  init(_ encoded: [EncodedArticle]) {
    self.encoded = encoded
    let name = { (digit: Character) in String(repeating: digit, count: 32) }
    sender = DeliverySender(
      producer: ProducerID(unchecked: name("a")), epoch: Epoch(1), groups: [DeliveryGroup(name: .default)],
      committed: .zero, seed: 1)
    receiver = DeliveryReceiver(
      configuration: DeliveryReceiver.Configuration(
        consumer: ConsumerID(unchecked: name("b")), group: .default, store: StoreID(unchecked: name("c")),
        credit: Credit(articles: 2_048, bytes: 16 << 20)), seed: 2)
  }

  /// Delivers so many articles; answers how many were acknowledged.
  mutating func run(_ count: Int, batch: Int) -> Int {
    perform(receiver.start(at: .zero))
    perform(receiver.connected(at: .zero))
    var last = 0
    while last < count {
      last = min(count, last + batch)
      perform(sender.committed(through: SequenceNumber(Int64(last)), at: .zero))
    }
    return stored
  }

  private mutating func perform(_ actions: [DeliverySender.Action]) {
    for action in actions {
      switch action {
      case .send(let frame, _):
        guard let message = try? WireMessage(frames: frame.message.frames), let received = try? ProducerFrame(message)
        else {
          continue
        }
        perform(receiver.frameReceived(received, at: .zero))
      case .load(let request):
        let range = request.after.rawValue + 1...min(request.through.rawValue, request.after.rawValue + 64)
        perform(
          sender.loaded(
            request, articles: range.map { article(SequenceNumber($0)) },
            reachedEnd: range.upperBound == request.through.rawValue, at: .zero))
      case .record(let group, let receipts):
        stored += receipts.count
        perform(sender.recorded(group, receipts: receipts.count, at: .zero))
      case .bindStore(let group, let store): perform(sender.bound(group, to: store, at: .zero))
      case .report, .stopped: break
      }
    }
  }

  private mutating func perform(_ actions: [DeliveryReceiver.Action]) {
    for action in actions {
      switch action {
      case .send(let frame):
        guard let message = try? WireMessage(frames: frame.message.frames), let received = try? ConsumerFrame(message)
        else {
          continue
        }
        perform(sender.frameReceived(received, from: peer, at: .zero))
      case .process(let batch):
        perform(
          receiver.stored(
            ConsumerFrame.Acknowledgement(
              producer: batch.producer, epoch: batch.epoch,
              receipts: batch.articles.map {
                ConsumerFrame.Receipt(sequence: $0.sequence, id: $0.id, outcome: .stored)
              }), at: .zero))
      case .reset, .report, .stopped: break
      }
    }
  }

  private func article(_ sequence: SequenceNumber) -> DeliverableArticle {
    let number = sequence.rawValue
    return DeliverableArticle(
      sequence: sequence, id: ArticleID(Digest(of: withUnsafeBytes(of: number) { Array($0) })),
      article: encoded[Int(number) % encoded.count])
  }
}
