import Delivery
import NewsModels
import TestSupport

/// Producers, consumers and the network between them under a virtual clock; each step is a `Decision`.
///
/// The machines are the real ones. Everything around them is a model that may lose what a real process, disk or socket
/// may lose, and nothing else. `violation` holds the first property that broke.
struct Simulation {
  let plan: SimulationPlan
  var producers: [SimulatedProducer] = []
  var consumers: [SimulatedConsumer] = []
  var links: [SimulatedLink] = []
  var time: Duration = .zero
  var violation: Violation?
  var poison: Set<ArticleID> = []
  var killsAlone: [ArticleID: Int] = [:]
  /// How often the machines reported what, so that a test can tell whether the faults are met at all.
  var met: [String: Int] = [:]
  private var peers = 0
  private var processes = 0
  private var ids: Int64 = 0

  init(plan: SimulationPlan) {
    self.plan = plan
    for number in 0..<plan.producers {
      producers.append(
        SimulatedProducer(
          id: Fixtures.identifier(0x100 + number),
          outbox: SimulatedOutbox(groups: [.default: SimulatedOutbox.Group(start: .zero)])))
    }
    for group in 0..<plan.groups {
      let store = SimulatedStore(id: Fixtures.identifier(0x200 + group))
      for _ in 0..<plan.consumersPerGroup { addConsumer(SimulationPlan.groupName(group), store) }
      if group > 0 {
        for number in producers.indices {
          producers[number].outbox.groups[SimulationPlan.groupName(group)] = SimulatedOutbox.Group(start: .zero)
        }
      }
    }
    if plan.hasStranger { addConsumer(.default, SimulatedStore(id: Fixtures.identifier(0x300))) }
    for number in producers.indices { startProducer(number) }
    for number in consumers.indices { startConsumer(number) }
    for link in links.indices { connect(link, isNoticed: true) }
  }

  private mutating func addConsumer(_ group: GroupName, _ store: SimulatedStore) {
    let first = links.count
    for producer in 0..<plan.producers {
      links.append(SimulatedLink(producer: producer, consumer: consumers.count))
    }
    consumers.append(SimulatedConsumer(group: group, store: store, links: Array(first..<links.count)))
  }

  mutating func fail(_ property: Violation.Property, _ detail: String) {
    if violation == nil { violation = Violation(property: property, detail: detail) }
  }

  func time(of producer: SimulatedProducer) -> MonotonicInstant {
    MonotonicInstant(sinceStart: max(.zero, time + producer.clockOffset))
  }

  func time(of consumer: SimulatedConsumer) -> MonotonicInstant {
    MonotonicInstant(sinceStart: max(.zero, time + consumer.clockOffset))
  }

  mutating func nextSeed() -> UInt64 {
    processes += 1
    return plan.seed &+ UInt64(processes)
  }

  mutating func nextConsumerID() -> ConsumerID {
    processes += 1
    return Fixtures.identifier(0x10000 + processes)
  }

  mutating func nextArticleID() -> ArticleID {
    ids += 1
    return Fixtures.articleID(ids)
  }

  /// An id given out before, as another producer's or an earlier push's article; nil where there is none.
  func earlierArticleID(using random: inout SeededGenerator) -> ArticleID? {
    ids == 0 ? nil : Fixtures.articleID(Int64.random(in: 1...ids, using: &random))
  }

  /// A new connection of the link, where the producer is up.
  mutating func connect(_ link: Int, isNoticed: Bool) {
    let (producer, consumer) = (links[link].producer, links[link].consumer)
    guard links[link].peer == nil, producers[producer].sender != nil, consumers[consumer].isUp else { return }
    peers += 1
    let peer = PeerID([
      UInt8(truncatingIfNeeded: peers >> 16), UInt8(truncatingIfNeeded: peers >> 8), UInt8(truncatingIfNeeded: peers),
    ])
    links[link].connect(as: peer)
    producers[producer].routes[peer] = link
    guard isNoticed, var receiver = consumers[consumer].receivers[link] else { return }
    let actions = receiver.connected(at: time(of: consumers[consumer]))
    consumers[consumer].receivers[link] = receiver
    perform(actions, link: link)
  }
}
