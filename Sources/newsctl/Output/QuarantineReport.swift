import Launching
import NewsModels

/// Prints what is put aside.
struct QuarantineReport {
  private struct Row: Encodable {
    /// `producer` or `consumer`.
    var service: String
    var id: String
    var name: String?
    var reason: String
    var bytes: Int
    var at: Timestamp?
  }

  private struct Object: Encodable {
    var schema = 1
    var entries: [Row]
    var kept: [String: Kept]
    var hasMore: Bool

    private enum CodingKeys: String, CodingKey {
      case schema, entries, kept
      case hasMore = "has_more"
    }
  }

  private struct Kept: Encodable {
    var bytes: Int
    var limit: Int
  }

  private var rows: [Row] = []
  private var kept: [String: Kept] = [:]
  /// Whether entries were left out.
  var hasMore = false

  private static let rest = "newer ones are left out: a greater --limit"

  mutating func add(_ answer: QuarantineAnswer, of service: String) {
    kept[service] = Kept(bytes: answer.bytes, limit: answer.limit)
    rows += answer.entries.map { entry in
      Row(
        service: service, id: entry.id.hex, name: entry.name, reason: entry.reason, bytes: entry.size,
        at: entry.at.map { Timestamp(secondsSince1970: $0) })
    }
  }

  func print(_ format: OutputFormat) {
    switch format {
    case .table:
      var table = TextTable([
        ("service", .left), ("id", .left), ("since", .left), ("bytes", .right), ("name", .left), ("reason", .left),
      ])
      for row in rows {
        table.append([
          row.service, String(row.id.prefix(12)), row.at?.description ?? "–", String(row.bytes), row.name ?? "–",
          row.reason.fitted(to: 100),
        ])
      }
      for line in table.lines { ConsoleOutput.print(line) }
      for (service, kept) in kept.sorted(by: { $0.key > $1.key }) {
        ConsoleOutput.print("\(service): \(kept.bytes) of \(kept.limit) bytes")
      }
      if hasMore { ConsoleOutput.print(Self.rest) }
    case .json: ConsoleOutput.writeJSON(Object(entries: rows, kept: kept, hasMore: hasMore))
    case .jsonl:
      for row in rows { ConsoleOutput.writeJSON(row) }
    case .csv:
      CSV.print(
        names: ["service", "id", "name", "reason", "bytes", "at"],
        rows: rows.map { row in
          [
            .text(row.service), .text(row.id), .text(row.name), .text(row.reason), .number(row.bytes),
            .text(row.at?.description),
          ]
        })
    }
    if hasMore { OutputStyle(format: format).noteRest(Self.rest) }
  }
}
