import Delivery
import NewsModels
import TestSupport

extension Simulation {
  // MARK: The network

  mutating func cut(_ link: Int, using random: inout SeededGenerator) {
    guard let peer = links[link].peer else { return }
    links[link].cut(using: &random)
    if Bool.random(using: &random) { producers[links[link].producer].routes[peer] = nil }
    if Bool.random(using: &random) { connect(link, isNoticed: Bool.random(using: &random)) }
  }

  mutating func loseFrame(_ link: Int, using random: inout SeededGenerator) {
    if Bool.random(using: &random) {
      guard !links[link].up.isEmpty else { return }
      links[link].up.remove(at: Int.random(in: links[link].up.indices, using: &random))
    } else {
      guard !links[link].down.isEmpty else { return }
      links[link].down.remove(at: Int.random(in: links[link].down.indices, using: &random))
    }
  }

  mutating func duplicateFrame(_ link: Int, using random: inout SeededGenerator) {
    if Bool.random(using: &random) {
      guard let index = links[link].up.indices.randomElement(using: &random) else { return }
      links[link].up.insert(links[link].up[index], at: index)
    } else {
      guard let index = links[link].down.indices.randomElement(using: &random) else { return }
      links[link].down.insert(links[link].down[index], at: index)
    }
  }

  // MARK: The processes

  /// The process is killed, or the power cut: of what was not synced, some first transactions are on the disk.
  mutating func killProducer(_ number: Int, using random: inout SeededGenerator) {
    guard producers[number].sender != nil else { return }
    producers[number].outbox.cutPower(
      keeping: Int.random(in: 0...producers[number].outbox.unsynced.count, using: &random))
    producerEnded(number)
  }

  mutating func restartProducer(_ number: Int, using random: inout SeededGenerator) {
    guard producers[number].sender == nil else { return }
    // What a producer that ended in order had under way.
    producers[number].outbox.cutPower(keeping: producers[number].outbox.unsynced.count)
    startProducer(number)
    for link in links.indices where links[link].producer == number {
      if Int.random(in: 0..<4, using: &random) > 0 { connect(link, isNoticed: Bool.random(using: &random)) }
    }
  }

  mutating func killConsumer(_ number: Int, using random: inout SeededGenerator) {
    guard consumers[number].isUp else { return }
    end(number, keeping: Int.random(in: 0...consumers[number].unsynced.count, using: &random))
  }

  /// The process is gone without a word; the first `kept` transactions were on the disk.
  mutating func end(_ number: Int, keeping kept: Int) {
    consumers[number].unsynced.removeLast(consumers[number].unsynced.count - kept)
    consumerEnded(number)
  }

  mutating func restartConsumer(_ number: Int, using random: inout SeededGenerator) {
    guard !consumers[number].isUp else { return }
    startConsumer(number)
    for link in consumers[number].links where Int.random(in: 0..<4, using: &random) > 0 {
      connect(link, isNoticed: Bool.random(using: &random))
    }
  }

  // MARK: A person

  mutating func addGroup(_ node: Int, using random: inout SeededGenerator) {
    let number = node % producers.count
    let name = SimulationPlan.groupName(node / 7 % plan.groups)
    guard producers[number].sender != nil, producers[number].outbox.groups[name] == nil else { return }
    let start = Bool.random(using: &random) ? producers[number].outbox.lastSequence : .zero
    producers[number].outbox.groups[name] = SimulatedOutbox.Group(start: start)
    withSender(number) { $0.groupAdded(DeliveryGroup(name: name, start: start), at: $1) }
  }

  mutating func dropGroup(_ node: Int) {
    let number = node % producers.count
    let name = SimulationPlan.groupName(node / 7 % plan.groups)
    guard producers[number].sender != nil, name != .default, producers[number].outbox.groups[name] != nil else {
      return
    }
    producers[number].outbox.groups[name] = nil
    forgetSettling(of: name, producer: number)
    withSender(number) { $0.groupDropped(name, at: $1) }
  }

  /// What was not recorded when a person gave the group up, or to another store, is not recorded any more.
  private mutating func forgetSettling(of name: GroupName, producer number: Int) {
    producers[number].settledHere[name] = nil
    producers[number].outbox.unsynced.removeAll {
      switch $0 {
      case .record(let group, _), .bind(let group, _): group == name
      case .accept: false
      }
    }
  }

  mutating func rebindGroup(_ node: Int) {
    let number = node % producers.count
    let name = SimulationPlan.groupName(node / 7 % plan.groups)
    guard producers[number].sender != nil, let group = producers[number].outbox.groups[name] else { return }
    producers[number].outbox.groups[name]?.store = nil
    forgetSettling(of: name, producer: number)
    withSender(number) { $0.groupDropped(name, at: $1) }
    withSender(number) {
      $0.groupAdded(DeliveryGroup(name: name, store: nil, start: group.start, settled: group.settled), at: $1)
    }
  }
}
