import ArgumentParser
import Glibc
import Launching
import NewsClient
import NewsModels

struct Trace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the way of a document or an article, with times: received, committed, sent, stored and counted.",
    discussion: """
      FILE is a file that was pushed, FILE#3 a record of a container as 'newsctl push' names it, ID the hash of a document or article: \
      its 64 digits, or of a stored article the first 8 or more, as 'newsctl articles' lists them. Times are as far as they were \
      recorded, those of storing to the second; a document is read and committed before its pusher is answered. Exit status 1 where \
      nothing is known.
      """)

  @Argument(help: ArgumentHelp("A file that was pushed, or a hash.", valueName: "file-or-id"))
  var subject: String

  @Option(help: "table or json.")
  var format: OutputFormat = .table

  @OptionGroup var services: ServiceOptions

  func validate() throws { try format.refuseCSV() }

  func run() async throws {
    let addresses = try services.resolved()
    let id = try await id(addresses)
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
        .someFailed,
        "neither service knows \(subject.printable): it was not pushed, held no article, or another reading took its place"
      )
    }
    report.print(format)
  }

  private func id(_ addresses: ServiceAddresses) async throws -> Digest {
    if let id = Digest(hex: subject) { return id }
    guard access(subject, F_OK) != 0, (8..<64).contains(subject.utf8.count), subject.allSatisfy(\.isHexDigit) else {
      return try pushedDocument()
    }
    let (client, subject) = (try await addresses.queryClient(), subject)
    let answer = try await reachable { () async throws(ClientError) in try await client.explain(subject) }
    guard let id = answer.id else {
      throw CommandFailure(
        .someFailed,
        answer.several == true
          ? "several stored articles have an id that begins with \(subject): give more of its digits"
          : "no stored article has an id that begins with \(subject); of a document or another article expected all 64 "
            + "digits")
    }
    return id.digest
  }

  /// The hash of the document that a push makes of the file, or of the container's record.
  private func pushedDocument() throws(CommandFailure) -> Digest {
    var (file, record) = (subject, Int?.none)
    if access(file, F_OK) != 0, let mark = file.lastIndex(of: "#"), let number = Int(file[file.index(after: mark)...]) {
      (file, record) = (String(file[..<mark]), number)
    }
    var found: Digest?
    for document in DocumentWalk([file]) {
      switch document.content {
      case .bytes(let bytes):
        guard record == nil || document.record == record else { continue }
        guard found == nil else {
          throw CommandFailure(
            .usage, "\(file.printable) holds several documents: expected one of them, as \(file.printable)#0")
        }
        found = DocumentID(of: bytes).digest
      case .unreadable(let reason), .skipped(let reason):
        // Also of the whole file where a record of it was asked for: one that cannot be opened has none.
        if document.record == record || (document.record == nil && found == nil) {
          throw CommandFailure(.usage, "\(document.name.printable): \(reason.printable)")
        }
      }
    }
    guard let found else { throw CommandFailure(.usage, "\(subject.printable): no such document in it") }
    return found
  }
}
