import Launching
import NewsClient
import NewsModels

/// Prints the groups of a producer.
struct GroupReport {
  private struct Object: Encodable {
    var schema = 1
    var groups: [CodedGroup]
    var dropped: [Dropped]
  }

  private struct Dropped: Encodable {
    var group: GroupName
    var store: StoreID?
    var articles: Int
    /// The first and last sequence that may be missing.
    var first: SequenceNumber
    var last: SequenceNumber
    var at: Timestamp
  }

  private let answer: GroupsAnswer

  init(_ answer: GroupsAnswer) { self.answer = answer }

  func print(_ format: OutputFormat) {
    let groups = answer.groups.map { CodedGroup($0.account, unservedSeconds: $0.unservedSeconds) }
    switch format {
    case .table: printTable()
    case .json:
      let dropped = answer.dropped.map {
        Dropped(
          group: $0.group, store: $0.store, articles: $0.articles, first: $0.first, last: $0.last,
          at: Timestamp(secondsSince1970: $0.at / 1_000))
      }
      ConsoleOutput.writeJSON(Object(groups: groups, dropped: dropped))
    case .jsonl:
      for group in groups { ConsoleOutput.writeJSON(group) }
    case .csv:
      CSV.print(
        names: [
          "group", "store", "consumers", "pending", "pending_bytes", "limit", "stored", "accepted", "known",
          "quarantined", "dropped",
        ],
        rows: answer.groups.map { (cells($0) + more($0.account)).map { .text($0) } })
    }
  }

  private func cells(_ group: GroupsAnswer.Group) -> [String?] {
    [
      group.account.group.rawValue, group.account.store?.rawValue, String(group.consumers),
      String(group.account.pending), String(group.account.pendingBytes), group.account.limit.map(String.init),
      String(group.account.stored),
    ]
  }

  /// What a table has no room for.
  private func more(_ account: ProducerLedger.Group) -> [String?] {
    [account.accepted, account.known, account.quarantined, account.dropped].map { String($0) }
  }

  private func printTable() {
    var table = TextTable([
      ("group", .left), ("store", .left), ("consumers", .right), ("pending", .right), ("bytes", .right),
      ("limit", .right), ("stored", .right), ("", .left),
    ])
    for group in answer.groups {
      let isSinceStart = group.isUnservedSinceStart == true
      let remark = group.unservedSeconds.map { unserved(for: $0, isSinceStart: isSinceStart) } ?? ""
      table.append(cells(group).map { $0 ?? "–" } + [remark])
    }
    for line in table.lines { ConsoleOutput.print(line) }
    for dropped in answer.dropped {
      ConsoleOutput.print(
        "given up: \(dropped.group), \(dropped.articles) articles, \(Timestamp(secondsSince1970: dropped.at / 1_000))")
    }
  }
}
