import FoundationEssentials
import Launching
import NewsModels

/// What became of everything that a `push` sent.
struct PushReport {
  struct Failure: Encodable {
    var document: String
    var reason: String
  }

  /// Whether to keep the ids of what was accepted or known already, which somebody waits for.
  let keepsIDs: Bool
  private(set) var documents = 0
  private(set) var accepted = 0
  /// Of what can be queried when its consumer has stored all: a duplicate may be on its way yet.
  private(set) var awaitedIDs: [ArticleID] = []
  private var undated = 0
  private var duplicates = 0
  private var duplicateDocuments = 0
  private var skipped = 0
  private var quarantined = 0
  private var incomplete = 0
  private var skips: [Failure] = []
  private var failures: [Failure] = []

  init(keepsIDs: Bool) { self.keepsIDs = keepsIDs }

  var hasFailures: Bool { !failures.isEmpty }

  /// Whether documents were known already, and not read for that.
  var hasKnownDocuments: Bool { duplicateDocuments > 0 }

  mutating func add(_ result: PushResult) {
    documents += 1
    switch result.outcome {
    case .unreadable(let reason):
      failures.append(Failure(document: result.name, reason: reason))
    case .answered(let answer):
      accepted += answer.accepted.count
      undated += answer.undated ?? 0
      if keepsIDs { awaitedIDs += answer.accepted + answer.duplicates }
      duplicates += answer.duplicates.count
      switch answer.outcome {
      case .read:
        guard let leftOut = answer.reason else { break }
        incomplete += 1
        failures.append(Failure(document: result.name, reason: leftOut))
      case .duplicate: duplicateDocuments += 1
      case .skipped:
        skipped += 1
        skips.append(Failure(document: result.name, reason: answer.reason ?? "holds no article"))
      case .refused:
        failures.append(Failure(document: result.name, reason: answer.reason ?? "not taken"))
      case .quarantined:
        quarantined += 1
        failures.append(Failure(document: result.name, reason: answer.reason ?? "cannot be read"))
      }
    }
  }

  /// One line for a person.
  var summary: String {
    let start = counted(documents, "document") + ": "
    if documents > 0, duplicateDocuments == documents {
      return start + "already known (\(documents == 1 ? "duplicate" : "duplicates"))"
    }
    var parts = ["\(counted(accepted, "article")) accepted\(undated > 0 ? " (\(undated) without a date)" : "")"]
    if duplicates > 0 { parts.append(counted(duplicates, "duplicate")) }
    if skipped > 0 { parts.append("\(skipped) skipped") }
    if quarantined > 0 { parts.append("\(quarantined) quarantined") }
    if incomplete > 0 { parts.append("\(incomplete) read in part") }
    let unread = failures.count - quarantined - incomplete
    if unread > 0 { parts.append("\(unread) not sent") }
    return start + parts.joined(separator: ", ")
  }

  /// A person is told of so many documents that have the same reason; a file gets all.
  private static let toldOfOneReason = 10

  func printFailures() {
    let most = ConsoleOutput.errorIsTerminal ? Self.toldOfOneReason : .max
    for line in lines(ofOneReason: most) { ConsoleOutput.printError(line) }
  }

  /// A line for each document that was skipped, then for each that failed, and how many more had the reason of `most` others.
  private func lines(ofOneReason most: Int) -> [String] {
    [(skips, "skipped: "), (failures, "")].flatMap { documents, word in
      var counts: [String: Int] = [:]
      var reasons: [String] = []
      let told = documents.filter { document in
        let count = counts[document.reason, default: 0] + 1
        counts[document.reason] = count
        if count - 1 == most { reasons.append(document.reason) }
        return count <= most
      }
      return told.map { "\($0.document.printable): \(word)\($0.reason.printable)" }
        + reasons.map { reason in
          let more = (counts[reason] ?? 0) - most
          return "and \(counted(more, "document")) more (2> FILE names all): \(word)\(reason.printable)"
        }
    }
  }

  func print(_ format: OutputFormat) {
    switch format {
    case .table:
      ConsoleOutput.print(summary)
    case .json, .jsonl:
      ConsoleOutput.writeJSON(Coded(self))
    case .csv:
      ConsoleOutput.print("documents,accepted,duplicates,skipped,quarantined,failures,undated")
      ConsoleOutput.print(
        [documents, accepted, duplicates, skipped, quarantined, failures.count, undated].map(String.init)
          .joined(separator: ","))
    }
  }

  private struct Coded: Encodable {
    var schema = 1
    var documents: Int
    var accepted: Int
    var duplicates: Int
    var skipped: Int
    var quarantined: Int
    var failures: [Failure]
    var undated: Int

    init(_ report: PushReport) {
      documents = report.documents
      accepted = report.accepted
      duplicates = report.duplicates
      skipped = report.skipped
      quarantined = report.quarantined
      failures = report.failures
      undated = report.undated
    }
  }
}

/// What became of one document.
struct PushResult: Sendable {
  enum Outcome: Sendable {
    case answered(DocumentAnswer)
    /// It could not be read here, and was not sent.
    case unreadable(reason: String)
  }

  var name: String
  var outcome: Outcome
}
