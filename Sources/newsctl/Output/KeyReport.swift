import Glibc
import Launching
import NewsModels
import ZeroMQ

/// The keys in two folders: a person's own, and those that are allowed.
struct KeyReport {
  private struct Row: Encodable {
    /// `own` or `allowed`.
    var kind: String
    var name: String
    /// Nil where the file cannot be read.
    var key: String?
    var file: String
    var problem: String?
  }

  private struct Object: Encodable {
    var schema = 1
    var keys: [Row]
  }

  private let rows: [Row]

  init(own: String, allowed: String) {
    rows = Self.rows("own", in: own) + Self.rows("allowed", in: allowed)
  }

  private static func rows(_ kind: String, in folder: String) -> [Row] {
    guard let entries = FolderEntries.documents(in: Array(folder.utf8)) else {
      // None before the first key is made.
      if errno == ENOENT { return [] }
      return [Row(kind: kind, name: "", file: folder, problem: "cannot be read: \(systemErrorText())")]
    }
    let names = entries.names.map { String(decoding: $0, as: UTF8.self) }
    return names.filter { $0.hasSuffix(".pub") }.map { name in
      let file = "\(folder)/\(name)"
      do throws(ZeroMQError) {
        return Row(kind: kind, name: String(name.dropLast(4)), key: try KeyFile.readPublicKey(file).z85, file: file)
      } catch {
        return Row(kind: kind, name: String(name.dropLast(4)), file: file, problem: error.description)
      }
    }
  }

  func print(_ format: OutputFormat) throws {
    switch format {
    case .table:
      var table = TextTable([("kind", .left), ("name", .left), ("public key", .left), ("file", .left)])
      for row in rows { table.append([row.kind, row.name, row.key ?? row.problem ?? "", row.file]) }
      for line in table.lines { ConsoleOutput.print(line) }
    case .json: ConsoleOutput.writeJSON(Object(keys: rows))
    case .jsonl:
      for row in rows { ConsoleOutput.writeJSON(row) }
    case .csv:
      CSV.print(
        names: ["kind", "name", "key", "file", "problem"],
        rows: rows.map { [$0.kind, $0.name, $0.key, $0.file, $0.problem].map { .text($0) } })
    }
    if rows.contains(where: { $0.problem != nil }) { throw ExitStatus.someFailed.exitCode }
  }
}
