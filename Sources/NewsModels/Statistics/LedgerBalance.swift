/// Compares the two accounts of articles.
public enum LedgerBalance {
  /// What a group has acknowledged and its store does not know any more, and was not sent again since: lost by the store, and known to
  /// nobody else.
  /// - Parameter producer: read before `store`, or what was acknowledged meanwhile would seem lost.
  public static func lost(_ producer: ProducerLedger, _ store: StoreLedger, group name: GroupName) -> SequenceRanges {
    var lost = gone(producer, store, group: name)
    for range in producer.resent?.ranges ?? [] { lost.remove(range) }
    guard let unattributed = producer.unattributed, wereAllGivenFirst(producer, store, group: name) else { return lost }
    var told = lost
    for range in unattributed.ranges { told.remove(range) }
    return told.isEmpty ? told : lost
  }

  /// What stores that a group was bound to before had acknowledged and its store of now does not know, and was not sent again since. Not
  /// weighed in the balance: whoever bound the group anew has begun its account anew.
  /// - Parameter producer: as above.
  public static func leftBehind(
    _ producer: ProducerLedger, _ store: StoreLedger, group name: GroupName
  ) -> SequenceRanges {
    guard let group = producer.groups.first(where: { $0.group == name }), group.store == store.store,
      let acknowledged = group.leftBehind
    else { return SequenceRanges() }
    var left = unknown(acknowledged, of: producer, to: store)
    // What came under one that is unattributed has a sequence of its own, and is left behind under that.
    for range in (producer.resent?.ranges ?? []) + (producer.unattributed?.ranges ?? []) { left.remove(range) }
    return left
  }

  /// What is in no store that can be asked, as far as the producer knows: lost by the group's store, or left behind with one before.
  /// - Parameter producer: as above.
  public static func missing(
    _ producer: ProducerLedger, _ store: StoreLedger, group name: GroupName
  ) -> SequenceRanges {
    var missing = lost(producer, store, group: name)
    for range in leftBehind(producer, store, group: name).ranges { missing.insert(range) }
    return missing
  }

  /// Whether a store that lacks no sequence but unattributed ones lacks no article. Each of those brought an article once more: the group
  /// had been given it under a sequence of its own, which the store knows, or it was sent again since. Not so where the group may not have
  /// been given it before (it was added later, or bound anew); where something was given up in the store's quarantine, which may have come
  /// again and been stored; nor where the store has other producers, one of whom may have given a later reading in its place.
  private static func wereAllGivenFirst(
    _ producer: ProducerLedger, _ store: StoreLedger, group name: GroupName
  ) -> Bool {
    producer.groups.contains { $0.group == name && $0.accepted == producer.accepted }
      && store.producers.allSatisfy { $0.producer == producer.producer && $0.dropped == 0 }
  }

  /// The same with what was sent again.
  private static func gone(_ producer: ProducerLedger, _ store: StoreLedger, group name: GroupName) -> SequenceRanges {
    guard let group = producer.groups.first(where: { $0.group == name }), group.store == store.store else {
      return SequenceRanges()
    }
    return unknown(group.acknowledged, of: producer, to: store)
  }

  private static func unknown(
    _ sequences: SequenceRanges, of producer: ProducerLedger, to store: StoreLedger
  ) -> SequenceRanges {
    var unknown = sequences
    let known = store.producers.first { $0.producer == producer.producer }?.acknowledged
    for range in known?.ranges ?? [] { unknown.remove(range) }
    return unknown
  }

  /// What a store has dealt with and its group has not acknowledged although nothing is pending for it: it was given before the
  /// outbox was put back to an older copy, or before the group was added or bound anew. It is in the store, and counted once.
  /// - Parameter producer: read after `store`, or what was delivered meanwhile would seem to be in excess.
  public static func excess(_ producer: ProducerLedger, _ store: StoreLedger, group name: GroupName) -> SequenceRanges {
    guard let group = producer.groups.first(where: { $0.group == name }), group.store == store.store,
      group.pending == 0, let known = store.producers.first(where: { $0.producer == producer.producer })
    else { return SequenceRanges() }
    var excess = known.acknowledged
    for range in group.acknowledged.ranges { excess.remove(range) }
    return excess
  }

  /// Whether a producer's account and a store's account of it agree, what the store has in excess aside.
  /// - Returns: nil while the two cannot be compared: acknowledgements are under way, or the group is bound to another store.
  public static func compare(_ producer: ProducerLedger, _ store: StoreLedger, group name: GroupName) -> Bool? {
    guard producer.documents.isBalanced, producer.groups.allSatisfy(\.isBalanced) else { return false }
    guard let group = producer.groups.first(where: { $0.group == name }), group.store == store.store else { return nil }
    guard lost(producer, store, group: name).isEmpty else { return false }
    guard let other = store.producers.first(where: { $0.producer == producer.producer }) else {
      return group.stored &+ group.known &+ group.quarantined == 0 ? true : nil
    }
    if group.acknowledged != other.acknowledged {
      guard group.pending == 0 else { return nil }
      // What became of each article in excess, or of one that was lost and sent again, is in the sums only.
      let excess = Int(excess(producer, store, group: name).count)
      let gone = Int(gone(producer, store, group: name).count)
      return group.stored &+ group.known &+ group.quarantined &- gone
        == other.stored &+ other.known &+ other.quarantined &+ other.dropped &- excess
    }
    // The producer knows what was answered, not what a person did in the consumer's quarantine since.
    return group.stored == other.stored &- other.released && group.known == other.known
      && group.quarantined == other.quarantined &+ other.released &+ other.dropped
  }
}
