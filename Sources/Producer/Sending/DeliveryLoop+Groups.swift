import Delivery
import NewsModels

extension DeliveryLoop {
  /// A group that has waited this long for a consumer is told of as trouble.
  static let unservedBound = Duration.seconds(60)

  /// Adds a group, in the outbox first.
  func add(group: GroupName, beginning: GroupBeginning, limit: Int?) async throws(OutboxError) {
    let added = try await outbox.add(group: group, beginning: beginning, limit: limit)
    await takeGrowth()
    begin(added)
  }

  /// Gives a group up with all that is pending for it.
  func drop(group: GroupName, at time: Int64) async throws(OutboxError) {
    let groups = try await outbox.groups().map(\.name)
    guard groups.contains(group) else { throw .unknownGroup(group) }
    guard groups.count > 1 else { throw .lastGroup(group) }
    await end(group)
    do throws(OutboxError) {
      _ = try await outbox.drop(group: group, at: time)
    } catch {
      await beginAgain(group)
      throw error
    }
  }

  /// Binds a group to another store, or to the next that comes (nil).
  func rebind(group: GroupName, to store: StoreID?) async throws(OutboxError) {
    guard try await outbox.groups().contains(where: { $0.name == group }) else { throw .unknownGroup(group) }
    await end(group)
    let rebound: OutboxGroup
    do throws(OutboxError) {
      rebound = try await outbox.rebind(group: group, to: store)
    } catch {
      await beginAgain(group)
      throw error
    }
    await takeGrowth()
    begin(rebound)
  }

  /// How the groups stand.
  func groups() async throws(OutboxError) -> [GroupsAnswer.Group] {
    let consumers = Dictionary(
      sender.status.map { ($0.name, $0.consumers.count) }, uniquingKeysWith: { first, _ in first })
    return try await outbox.ledger().groups.map { account in
      GroupsAnswer.Group(
        account: account, consumers: consumers[account.group] ?? 0, unservedSeconds: unserved[account.group]?.seconds,
        isUnservedSinceStart: unserved[account.group]?.isSinceStart)
    }
  }

  /// Where an article is on its way to each group.
  func trace(_ sequence: SequenceNumber) async throws(OutboxError) -> [ProducerTrace.Group] {
    try await outbox.groups().map { group in
      let sent = sentBatches[group.name]?.time(of: sequence)
      let state: ProducerTrace.Group.State =
        if sequence <= group.start {
          .before
        } else if group.acknowledged.contains(sequence) {
          .acknowledged
        } else {
          sent == nil ? .pending : .sent
        }
      return ProducerTrace.Group(group: group.name, state: state, sentAt: sent)
    }
  }

  /// Of `groups`, those for which articles wait that nobody has fetched for as long as `bound`, in a line each.
  func waitingUnserved(_ groups: [ProducerLedger.Group], for bound: Duration = unservedBound) -> [String] {
    groups.compactMap { group in
      guard group.pending > 0, let unserved = unserved[group.group], unserved.time >= bound else { return nil }
      return "\(group.pending) articles wait for group \(group.group), and no consumer of it has come "
        + (unserved.isSinceStart
          ? "since the producer started \(unserved.seconds) s ago" : "for \(unserved.seconds) s")
    }
  }

  private func begin(_ group: OutboxGroup) {
    unserved[group.name] = Unserved()
    // Two persons may change it at once: what the outbox did last holds.
    happened(sender.groupDropped(group.name, at: now))
    happened(
      sender.groupAdded(
        DeliveryGroup(name: group.name, store: group.store, start: group.start, settled: group.acknowledged), at: now))
  }

  /// Serves a group that could not be changed as before: what its consumers had not answered goes out again.
  private func beginAgain(_ group: GroupName) async {
    guard let kept = try? await outbox.groups().first(where: { $0.name == group }) else { return }
    await takeGrowth()
    begin(kept)
  }

  /// Sends its consumers away, and waits until no receipt of them can reach the outbox any more.
  private func end(_ group: GroupName) async {
    forgetDecisions(on: group)
    happened(sender.groupDropped(group, at: now))
    unrecorded[group] = nil
    while let recording = recordings[group] { await recording.value }
    // A record that found the disk full has put its receipts back meanwhile, and they are of a store that may not be the group's any more.
    unrecorded[group] = nil
    unbound[group] = nil
    unserved[group] = nil
  }
}
