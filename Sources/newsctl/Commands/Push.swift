import ArgumentParser
import Launching
import Locking
import NewsClient
import NewsModels

struct Push: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Push article files to the producer.",
    discussion: """
      Folders are walked, but for what is hidden in them (names that begin with a dot) and links to folders. Each file is told of only when it is safely on the producer's disk: accepted, duplicate (known \
      already, counted once), skipped (holds no article), or quarantined (cannot be read; kept, with the reason). Records \
      of it that hold no article, beside others that do, are left out and told; the push then ends with exit status 1, as \
      it does where a document is quarantined.

      \(DocumentForms.help)
      """)

  @Argument(help: ArgumentHelp("Files and folders; - for standard input.", valueName: "path"))
  var paths: [String]

  @Option(
    name: .customLong("wait"),
    help: ArgumentHelp(
      "Return when the articles can be queried: --wait for at most 60s, --wait=2m for another bound.",
      valueName: "duration"),
    transform: DurationArgument.parse)
  var waiting: DurationArgument?

  @Option(help: ArgumentHelp("The outlet that published them, where you know better.", valueName: "name"))
  var source: String?

  @Flag(
    help: """
      Read and send documents that the producer knows already once more: after a lost consumer store, after an upgrade, or to correct \
      --source. What is read otherwise than before takes its place; what it gives no more stays counted.
      """)
  var again = false

  @Option(
    help: ArgumentHelp("How long to wait while the outbox is full. Default: 60s.", valueName: "duration"),
    transform: DurationArgument.parse)
  var busyTimeout: DurationArgument?

  @Option(help: "table, json, jsonl or csv.")
  var format: OutputFormat = .table

  @OptionGroup var services: ServiceOptions

  func validate() throws { try PushRequest.Document.check(source: source) }

  func run() async throws {
    let addresses = try services.resolved()
    let intake = try await addresses.intakeClient()
    var report = PushReport(keepsIDs: waiting != nil)
    let isBusyTold = Guarded(false)
    let pusher = DocumentPusher(
      intake: intake, source: source, again: again, busyTimeout: busyTimeout?.duration ?? .seconds(60)
    ) { reason in
      let isFirst = isBusyTold.withLock { isTold in
        defer { isTold = true }
        return !isTold
      }
      guard isFirst else { return }
      // On the line of a progress bar that may stand there.
      if ConsoleOutput.errorIsTerminal { ConsoleOutput.writeError("\r\u{1B}[K") }
      ConsoleOutput.printError("newsctl: waiting for room, at most as long as --busy-timeout: \(reason)")
    }
    let paths = self.paths + TypedArguments.own.morePaths
    let progress = ProgressBar(paths: paths, sharesTerminalWithResults: false)
    do {
      try await pusher.push(paths: paths, progress: progress) { report.add($0) }
    } catch let failure as CommandFailure {
      progress?.hide()
      report.printFailures()
      if format == .table {
        if report.documents > 0 { ConsoleOutput.printError("newsctl: until then: \(report.summary)") }
      } else {
        report.print(format)
      }
      throw failure
    }
    report.printFailures()
    if source != nil, !again, report.hasKnownDocuments {
      ConsoleOutput.printError("newsctl: what was known keeps its source; push it with --again to give it this one")
    }
    if waiting == nil { report.print(format) }
    if let waiting { try await wait(for: report, atMost: waiting.duration, addresses) }
    if report.hasFailures { throw ExitStatus.someFailed.exitCode }
  }

  /// Prints the report when the articles can be queried; also where they cannot, since what was accepted stays accepted.
  private func wait(
    for report: PushReport, atMost bound: Duration, _ addresses: ServiceAddresses
  ) async throws(CommandFailure) {
    let allStored: Bool
    do throws(CommandFailure) {
      let query = try await addresses.queryClient()
      allStored = try await reachable { () async throws(ClientError) in
        try await query.waitUntilStored(report.awaitedIDs, atMost: bound)
      }
    } catch {
      report.print(format)
      throw error
    }
    report.print(format)
    guard allStored else {
      throw CommandFailure(
        .unavailable,
        "accepted, but not all articles can be queried yet: see 'newsctl status' for what waits, "
          + "'newsctl quarantine list' for what was put aside")
    }
  }
}
