/// Compares the two accounts of articles.
public enum LedgerBalance {
  /// What a group has acknowledged and its store does not know any more: lost by the store, and known to nobody else.
  /// - Parameter producer: read before `store`, or what was acknowledged meanwhile would seem lost.
  public static func lost(_ producer: ProducerLedger, _ store: StoreLedger, group name: GroupName) -> SequenceRanges {
    guard let group = producer.groups.first(where: { $0.group == name }), group.store == store.store else {
      return SequenceRanges()
    }
    var lost = group.acknowledged
    let known = store.producers.first { $0.producer == producer.producer }?.acknowledged
    for range in known?.ranges ?? [] { lost.remove(range) }
    return lost
  }

  /// Whether a producer's account and a store's account of it agree.
  /// - Returns: nil while the two cannot be compared: acknowledgements are under way, or the group is bound to another store.
  public static func compare(_ producer: ProducerLedger, _ store: StoreLedger, group name: GroupName) -> Bool? {
    guard producer.documents.isBalanced, producer.groups.allSatisfy(\.isBalanced) else { return false }
    guard let group = producer.groups.first(where: { $0.group == name }), group.store == store.store else { return nil }
    guard lost(producer, store, group: name).isEmpty else { return false }
    guard let other = store.producers.first(where: { $0.producer == producer.producer }) else {
      return group.stored &+ group.known &+ group.quarantined == 0 ? true : nil
    }
    guard group.acknowledged == other.acknowledged else { return nil }
    // The producer knows what was answered, not what a person did in the consumer's quarantine since.
    return group.stored == other.stored &- other.released && group.known == other.known
      && group.quarantined == other.quarantined &+ other.released &+ other.dropped
  }
}
