import Launching
import NewsModels

/// Prints what other rules say of stored articles: lists as they come, tables and objects at the end.
struct ReclassificationReport {
  private let style: OutputStyle
  private let isApplied: Bool
  private let limit: Int
  private var found: Reclassification?
  /// Changes that there are, listed or not.
  private var changes = 0

  /// - Parameters:
  ///   - isApplied: whether the articles are counted so from now on.
  ///   - limit: changes that are listed, at most.
  init(_ style: OutputStyle, isApplied: Bool, limit: Int) {
    self.style = style
    self.isApplied = isApplied
    self.limit = limit
  }

  /// Articles that were read or passed over.
  var read: Int { (found?.articles ?? 0) + (found?.unread ?? 0) }

  var hasUnread: Bool { found?.unread ?? 0 > 0 }

  /// Takes a page in, and prints its changes where they need not wait.
  mutating func add(_ page: Reclassification) {
    var page = page
    let isFirst = found == nil
    let listed = Array(page.changes.prefix(max(0, limit - changes)))
    changes += page.changes.count
    switch style.format {
    case .table, .json: page.changes = listed
    case .jsonl, .csv: page.changes = []
    }
    if style.format == .jsonl { for change in listed { ConsoleOutput.writeJSON(Row(change)) } }
    if style.format == .csv {
      style.printCSV(names: Self.names, rows: listed.map(Self.cells), isContinued: !isFirst)
    }
    if found == nil { found = page } else { found?.add(page) }
  }

  /// After the last page.
  func print() {
    guard let found else { return }
    switch style.format {
    case .table: style.printTable(table(found))
    case .json: ConsoleOutput.writeJSON(Coded(found: found, hasMore: changes > limit))
    case .jsonl, .csv: ConsoleOutput.printError("newsctl: \(summary(found))")
    }
  }

  /// Says what was done before something failed.
  func printUnfinished() {
    guard let found, read > 0 else { return }
    let next = isApplied ? "; run it again, and it goes on with the rest" : ""
    ConsoleOutput.printError("newsctl: until then: \(summary(found))\(next)")
  }

  private struct Coded: Encodable {
    var found: Reclassification
    var hasMore: Bool

    private enum CodingKeys: String, CodingKey {
      case schema, articles, differing, unread, topics, changes
      case version = "topics_version"
      case hasMore = "has_more"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(1, forKey: .schema)
      try container.encode(found.version, forKey: .version)
      try container.encode(found.articles, forKey: .articles)
      try container.encode(found.differing, forKey: .differing)
      try container.encode(found.unread, forKey: .unread)
      try container.encode(found.topics, forKey: .topics)
      try container.encode(found.changes.map(Row.init), forKey: .changes)
      try container.encode(hasMore, forKey: .hasMore)
    }
  }

  /// A change with every key, null where there is nothing: rows of one form are easier to take apart.
  private struct Row: Encodable {
    var change: Reclassification.Change

    init(_ change: Reclassification.Change) { self.change = change }

    private enum CodingKeys: String, CodingKey {
      case topic, before, after, id, title, published, source, evidence
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(change.topic, forKey: .topic)
      try container.encode(change.before, forKey: .before)
      try container.encode(change.after, forKey: .after)
      try container.encode(change.id, forKey: .id)
      try container.encode(change.title, forKey: .title)
      try container.encode(change.published, forKey: .published)
      try container.encode(change.source, forKey: .source)
      try container.encode(change.evidence, forKey: .evidence)
    }
  }

  private static let names = ["topic", "before", "after", "id", "title", "published", "source", "evidence", "rule"]

  private static func cells(_ change: Reclassification.Change) -> [CSV.Cell] {
    [
      change.topic.rawValue, change.before?.rawValue, change.after?.rawValue, change.id.description, change.title,
      change.published?.description, change.source, change.evidence?.text, change.evidence?.rule,
    ].map { .text($0) }
  }

  private func table(_ found: Reclassification) -> [String] {
    if isApplied, read == 0 { return [summary(found)] }
    var topics = TextTable([
      ("topic", .left), ("main", .right), ("mention", .right), ("gained", .right), ("lost", .right),
      ("other level", .right),
    ])
    for topic in found.topics {
      topics.append([
        topic.name, Self.change(topic.before.main, topic.after.main),
        Self.change(topic.before.mention, topic.after.mention), String(topic.gained), String(topic.lost),
        String(topic.moved),
      ])
    }
    var lines = topics.lines
    if !found.changes.isEmpty {
      var changes = TextTable([
        ("topic", .left), ("before", .left), ("after", .left), ("id", .left), ("evidence", .left), ("title", .left),
      ])
      for change in found.changes {
        changes.append([
          change.topic.rawValue, change.before?.rawValue ?? "–", change.after?.rawValue ?? "–",
          String(change.id.description.prefix(12)), (change.evidence?.text ?? "–").fitted(to: 24), change.title,
        ])
      }
      lines += [""] + changes.lines
      if self.changes > limit {
        // What was applied cannot be listed once more.
        let advice =
          isApplied ? ", made too; 'newsctl topics try' lists all beforehand" : ": a greater --limit, or --format csv"
        lines.append("and \(counted(self.changes - limit, "change")) more\(advice)")
      }
    }
    return lines + [summary(found)]
  }

  /// `12`, or `12 → 15`.
  private static func change(_ before: Int, _ after: Int) -> String {
    before == after ? String(after) : "\(before) → \(after)"
  }

  private func summary(_ found: Reclassification) -> String {
    let unread =
      found.unread > 0
      ? " · \(found.unread) could not be read or classified and stay as they were: see 'newsctl verify' and the consumer's log"
      : ""
    if isApplied, found.articles == 0 {
      return "no article was counted by other topics than \(found.version)\(unread)"
    }
    return isApplied
      ? "\(counted(found.articles, "article")) counted anew by topics \(found.version), \(found.differing) count otherwise now\(unread)"
      : "\(counted(found.articles, "article")) read, \(found.differing) would count otherwise by topics \(found.version)\(unread) · nothing was changed"
  }
}
