import Delivery
import NewsModels
import TestSupport

/// How large a simulated world is and which faults it has, drawn from a seed.
struct SimulationPlan: Hashable, Sendable {
  var seed: UInt64
  var producers: Int
  var groups: Int
  var consumersPerGroup: Int
  /// Consumers that the sender admits to a group; fewer than there are makes rivals.
  var admitted: Int
  var credit: Credit
  /// Single frames may be lost or doubled, which ZeroMQ does not do within a connection.
  var hasFrameFaults: Bool
  var hasPoison: Bool
  var hasPersons: Bool
  /// A consumer of another store asks for the first group, too: whichever comes first has it.
  var hasStranger: Bool
  /// Milliseconds that pass at most in one step: deadlines come seldom or often beside the deliveries.
  var tempo: Int

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    self.seed = seed
    producers = Int.random(in: 1...2, using: &random)
    groups = Int.random(in: 1...2, using: &random)
    consumersPerGroup = Int.random(in: 1...2, using: &random)
    admitted = Int.random(in: 1...2, using: &random)
    credit = Credit(
      articles: Int.random(in: 1...8, using: &random), bytes: Int.random(in: 20...200, using: &random))
    hasFrameFaults = Int.random(in: 0...2, using: &random) == 0
    hasPoison = Int.random(in: 0...2, using: &random) == 0
    hasPersons = Int.random(in: 0...2, using: &random) == 0
    hasStranger = Int.random(in: 0...3, using: &random) == 0
    tempo = [20, 200, 2_000][Int.random(in: 0...2, using: &random)]
  }

  /// The decisions that follow from the seed.
  func decisions(_ count: Int) -> [Decision] {
    var random = SeededGenerator(seed: seed &+ 0x5EED)
    return (0..<count).map { _ in Decision.random(using: &random) }
  }

  static func groupName(_ number: Int) -> GroupName {
    number == 0 ? .default : GroupName("group-\(number)") ?? .default
  }

  var senderConfiguration: DeliverySender.Configuration {
    var configuration = DeliverySender.Configuration()
    configuration.consumersPerGroup = admitted
    configuration.readyArticles = 6
    configuration.readyBytes = 120
    configuration.batchBytes = 60
    configuration.firstWindowBytes = 120
    configuration.unrecordedReceipts = 8
    configuration.failingArticles = 3
    configuration.stallTimeout = .seconds(15)
    return configuration
  }
}
