/// Compares the two accounts of articles.
public enum LedgerBalance {
  /// Whether a producer's account and a store's account of it agree.
  /// - Returns: nil while the two cannot be compared: acknowledgements are under way, or the group is bound to another store.
  public static func compare(_ producer: ProducerLedger, _ store: StoreLedger, group name: GroupName) -> Bool? {
    guard producer.documents.isBalanced, producer.groups.allSatisfy(\.isBalanced) else { return false }
    guard let group = producer.groups.first(where: { $0.group == name }), group.store == store.store else { return nil }
    guard let other = store.producers.first(where: { $0.producer == producer.producer }) else {
      return group.stored + group.known + group.quarantined == 0 ? true : nil
    }
    guard group.acknowledged == other.acknowledged else { return nil }
    // The producer knows what was answered, not what a person did in the consumer's quarantine since.
    return group.stored == other.stored - other.released && group.known == other.known
      && group.quarantined == other.quarantined + other.released + other.dropped
  }
}
