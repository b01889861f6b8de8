import Delivery
import NewsModels
import TestSupport

/// The DEALER of one consumer connected to the ROUTER of one producer: first in, first out while a connection lasts.
///
/// Frames that wait in the DEALER outlive a connection and go out under the next routing id; frames that the ROUTER had
/// taken in arrive under the old one. Frames on the wire are lost.
struct SimulatedLink {
  let producer: Int
  let consumer: Int
  /// The routing id of the connection; nil while there is none.
  var peer: PeerID?
  /// From consumer to producer; nil where the frame waits for a connection.
  var up: [(peer: PeerID?, frame: ConsumerFrame)] = []
  /// From producer to consumer.
  var down: [ProducerFrame] = []

  static let upLimit = 4
  static let downLimit = 6

  /// The connection breaks. `fates` decides how much of each queue was where.
  mutating func cut(using random: inout SeededGenerator) {
    let arrived = Int.random(in: 0...up.count, using: &random)
    let lost = Int.random(in: arrived...up.count, using: &random)
    for index in lost..<up.count { up[index].peer = nil }
    up.removeSubrange(arrived..<lost)
    down.removeLast(Int.random(in: 0...down.count, using: &random))
    peer = nil
  }

  /// The producer's process is gone, and with it what its ROUTER held.
  mutating func losePeer(using random: inout SeededGenerator) {
    cut(using: &random)
    up.removeAll { $0.peer != nil }
  }

  /// The consumer's process is gone, and with it its DEALER.
  mutating func loseConsumer(using random: inout SeededGenerator) {
    cut(using: &random)
    up.removeAll { $0.peer == nil }
    down = []
  }

  mutating func connect(as new: PeerID) {
    peer = new
    for index in up.indices where up[index].peer == nil { up[index].peer = new }
  }
}
