import Foundation
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

  init(own: String, allowed: String) throws {
    rows = Self.rows("own", in: own) + Self.rows("allowed", in: allowed)
  }

  private static func rows(_ kind: String, in folder: String) -> [Row] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".pub") }.sorted().map { name in
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
    case .json: ConsoleOutput.write(WireJSON.encode(Object(keys: rows)) + [UInt8(ascii: "\n")])
    case .jsonl:
      for row in rows { ConsoleOutput.write(WireJSON.encode(row) + [UInt8(ascii: "\n")]) }
    case .csv:
      ConsoleOutput.print("kind,name,key,file,problem")
      for row in rows { ConsoleOutput.print(CSV.line([row.kind, row.name, row.key, row.file, row.problem])) }
    }
    if rows.contains(where: { $0.problem != nil }) { throw ExitStatus.someFailed.exitCode }
  }
}
