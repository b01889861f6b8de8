import NewsModels

extension DeliveryReceiver {
  /// What the owner does next, in the order given.
  public enum Action: Hashable, Sendable {
    /// Send on the DEALER socket. Report back `sendWouldBlock` where its queue is full; success needs no answer.
    case send(ConsumerFrame)
    /// Classify and store these, then call `stored` or `failed` for each, in any order and grouping, with the batch's
    /// producer and epoch. None of them is under way already.
    case process(ProducerFrame.Batch)
    /// Drop what was handed over of this link and is not in a commit yet: nothing of it will be acknowledged.
    case reset
    /// Log it or show it; nothing else to do.
    case report(Report)
    /// The last action of all: close the socket.
    case stopped
  }

  /// What a person may want to know.
  public enum Report: Hashable, Sendable {
    /// A session began. Where one process has several links, ask `ProducerClaims` whether this identity is free.
    case welcomed(ProducerID, Epoch, start: SequenceNumber)
    /// The session is over; hello follows.
    case sessionLost(LossReason)
    /// The producer was started or restored since.
    case producerRestarted(ProducerID, from: Epoch, to: Epoch)
    /// Another outbox answers at this endpoint than before.
    case producerChanged(from: ProducerID, to: ProducerID)
    /// The producer's life is earlier than one seen before: two producers claim one identity, or an outbox was put back
    /// from a copy without a new epoch. Nothing is taken from it.
    case epochWentBack(ProducerID, seen: Epoch, now: Epoch)
    /// Another link of this process receives from the same identity. Nothing is taken from this one.
    case identityClaimed(ProducerClaims.Conflict)
    /// The producer said no; hello is tried again at growing distance.
    case refused(ProducerFrame.Refusal)
    /// More came than the credit allows: dropped, and greeted again.
    case creditExceeded(articles: Int, bytes: Int, credit: Credit)
    /// Two articles under one sequence in one epoch: dropped, and greeted again.
    case sequenceReused(SequenceNumber, ArticleID, ArticleID)
  }

  /// Why a session ended.
  public enum LossReason: String, Hashable, Sendable {
    case goodbye
    case silent
    case reconnected
    /// The producer does not know this connection (any more).
    case unknownThere = "unknown there"
    case queueFull = "queue full"
    case protocolError = "protocol error"
  }
}
