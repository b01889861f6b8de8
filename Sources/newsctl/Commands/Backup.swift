import ArgumentParser
import Foundation
import Launching
import NewsClient
import NewsModels

struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Have both services write consistent copies of their data while they run.",
    discussion: """
      Writes DIR/producer and DIR/consumer, each on its service's machine and as its user, who must be allowed to write in the folder \
      above DIR: below the units of deploy/systemd that is /var/lib/news-topics/backup. The outbox is copied first: what is delivered \
      in between is in the store already, and known when it comes again ('status' names it as excess). To restore, stop both \
      services, move their --data folders away, put the two folders in their places, and start them. Never copy a backup over a folder \
      with data in it: what is left there of its log would be replayed over the backup, and the start is refused.
      """)

  @Argument(help: ArgumentHelp("A folder that the services make; the one above it exists.", valueName: "dir"))
  var folder: String

  @Option(help: "table or json.")
  var format: OutputFormat = .table

  @OptionGroup var services: ServiceOptions

  func validate() throws {
    try format.refuseCSV()
    if folder.isEmpty { throw ValidationError("expected a folder's path, got an empty one") }
  }

  private struct Object: Encodable {
    var schema = 1
    var producer: Copy
    var consumer: Copy
  }

  private struct Copy: Encodable {
    var folder: String
    var bytes: Int
  }

  func run() async throws {
    let folder = URL(fileURLWithPath: folder).path
    let addresses = try services.resolved()
    // Both are there before anything is written.
    let intake = try await addresses.intakeClient()
    let query = try await addresses.queryClient()
    _ = try await reachable { () async throws(ClientError) in try await query.status() }
    let producer = try await copy(intake, to: folder + "/producer")
    let consumer = try await copy(query, to: folder + "/consumer")
    switch format {
    case .json, .jsonl:
      ConsoleOutput.writeJSON(Object(producer: producer, consumer: consumer))
    default:
      for copy in [producer, consumer] { ConsoleOutput.print("\(copy.folder): \(copy.bytes) bytes") }
    }
  }

  private func copy(_ client: any UpkeepClient, to folder: String) async throws(CommandFailure) -> Copy {
    let answer: BackupAnswer
    do throws(ClientError) {
      answer = try await client.backup(to: folder)
    } catch {
      throw CommandFailure(error.exitStatus, error.description)
    }
    return Copy(folder: folder, bytes: answer.bytes)
  }
}
