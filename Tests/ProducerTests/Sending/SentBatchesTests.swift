import NewsModels
import Testing

@testable import Producer

@Suite struct SentBatchesTests {
  private func batch(_ numbers: [Int64]) -> ProducerFrame.Batch {
    ProducerFrame.Batch(
      producer: ProducerID(unchecked: String(repeating: "1", count: 32)), epoch: Epoch(1),
      articles: numbers.map { number in
        DeliverableArticle(
          sequence: SequenceNumber(number), id: Article(title: "\(number)", body: "").id,
          article: EncodedArticle(header: [], body: []))
      })
  }

  /// One that failed goes out again beside new ones; those between it and them are not in the batch.
  @Test func whatLiesBetweenTheArticlesOfABatchWasNotSentWithIt() {
    var sent = SentBatches()
    sent.note(batch([5, 6, 7]), at: 100)
    sent.note(batch([6, 900, 901]), at: 200)
    let times = [5, 6, 7, 8, 899, 900, 901].map { sent.time(of: SequenceNumber($0)) }
    #expect(times == [100, 200, 100, nil, nil, 200, 200])
  }
}
