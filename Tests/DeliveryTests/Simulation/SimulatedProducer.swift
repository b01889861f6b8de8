import Delivery
import NewsModels

/// A producer's process and disk.
struct SimulatedProducer {
  let id: ProducerID
  var outbox: SimulatedOutbox
  /// nil while the process is down.
  var sender: DeliverySender?
  var loads: [LoadRequest] = []
  /// Routing ids that the socket can reach, with their link. A connection that broke unnoticed is still among them.
  var routes: [PeerID: Int] = [:]
  var clockOffset: Duration = .zero
  /// Per group, what was answered in this life: never to be sent again.
  var settledHere: [GroupName: Set<SequenceNumber>] = [:]
}
