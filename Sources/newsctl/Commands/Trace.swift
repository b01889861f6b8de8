import ArgumentParser
import Foundation
import Launching
import NewsClient
import NewsModels

struct Trace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the way of a document or an article, with times: received, committed, sent, stored and counted.",
    discussion: """
      FILE is a file that was pushed, ID the hash of a document or article (64 digits; 'newsctl articles' lists them). Times are as \
      far as they were recorded; a document is read and committed before its pusher is answered. Exit status 1 where nothing is known.
      """)

  @Argument(help: ArgumentHelp("A file that was pushed, or a hash.", valueName: "file-or-id"))
  var subject: String

  @Option(help: "table or json.")
  var format: OutputFormat = .table

  @OptionGroup var services: ServiceOptions

  func run() async throws {
    let id: Digest
    if let digest = Digest(hex: subject) {
      id = digest
    } else {
      id = DocumentID(of: try readFile(subject, limit: WireLimits.payloadBytes)).digest
    }
    let addresses = try services.resolved()
    let intake = try await addresses.intakeClient()
    let way = try await reachable { () async throws(ClientError) in try await intake.trace(id) }
    var report = TraceReport(id: id, way)
    let query = try await addresses.queryClient()
    // An article that the producer does not know may be the store's all the same: from another producer.
    let articles = way.articles.isEmpty && way.document == nil ? [ArticleID(id)] : way.articles.map(\.id)
    for article in articles {
      report.add(try await reachable { () async throws(ClientError) in try await query.trace(article) }, of: article)
    }
    guard report.isKnown else {
      throw CommandFailure(
        .someFailed, "neither service knows \(subject.printable): it was not pushed, or held no article")
    }
    report.print(format)
  }
}
