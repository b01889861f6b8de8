import TestSupport

/// One step of a simulation: what happens, to whom, and where the step needs chance, the seed of its own.
///
/// Steps do not share a generator, so that a trace keeps its meaning when others are taken out of it.
struct Decision: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable, CaseIterable {
    // The way of an article, forward and back.
    case push, syncOutbox, answerLoad, deliverDown, classify, syncStore, deliverUp
    // Time.
    case passTime, jumpClock
    // The network.
    case cut, reconnect, loseFrame, duplicateFrame
    // The processes.
    case killProducer, startProducer, stopProducer, killConsumer, startConsumer, stopConsumer, killWhileClassifying,
      stick
    // A person.
    case addGroup, dropGroup, rebindGroup
  }

  var kind: Kind
  /// Which link, producer or consumer, modulo their number.
  var node: Int
  /// For the choices within the step.
  var value: UInt64
}

extension Decision: CustomStringConvertible {
  var description: String { "\(kind.rawValue) \(node) \(value)" }

  /// From the form in which `description` writes it.
  init?(_ line: some StringProtocol) {
    let words = line.split(separator: " ")
    guard words.count == 3, let kind = Kind(rawValue: String(words[0])), let node = Int(words[1]),
      let value = UInt64(words[2])
    else { return nil }
    self.init(kind: kind, node: node, value: value)
  }
}

extension Decision {
  /// How often each kind happens, relative to the others. Faults are rare enough for work to get done between them.
  private static let weights: [(Kind, Int)] = [
    (.push, 60), (.syncOutbox, 130), (.answerLoad, 90), (.deliverDown, 260), (.classify, 160), (.syncStore, 130),
    (.deliverUp, 260), (.passTime, 120), (.jumpClock, 2), (.cut, 8), (.reconnect, 20), (.loseFrame, 3),
    (.duplicateFrame, 3), (.killProducer, 3), (.startProducer, 20), (.stopProducer, 2), (.killConsumer, 3),
    (.startConsumer, 20), (.stopConsumer, 2), (.killWhileClassifying, 3), (.stick, 3), (.addGroup, 3), (.dropGroup, 3),
    (.rebindGroup, 1),
  ]

  private static let table: [Kind] = weights.flatMap { Array(repeating: $0.0, count: $0.1) }

  static func random(using random: inout SeededGenerator) -> Decision {
    Decision(
      kind: table[Int(random.next() % UInt64(table.count))], node: Int(random.next() % 1_024),
      value: random.next() % 1_000_000)
  }
}
