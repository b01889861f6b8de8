import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Quarantine: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List, show, try again or give up what could not be processed.",
    discussion: """
      The producer puts aside documents that it cannot read, the consumer articles that it cannot classify: whole, with the \
      reason. IDs are the first 8 digits of the listed hash, or more.
      """,
    subcommands: [List.self, Show.self, Retry.self, Drop.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List what is put aside, oldest first.")

    @Option(help: ArgumentHelp("Of each service at most.", valueName: "number"))
    var limit = 1_000

    @Option(help: "table, json, jsonl or csv.")
    var format: OutputFormat = .table

    @OptionGroup var services: ServiceOptions

    func run() async throws {
      guard limit > 0 else { throw CommandFailure(.usage, "--limit: expected a number above 0, got \(limit)") }
      let holders = try await services.resolved().quarantines()
      var report = QuarantineReport()
      for holder in holders.reached {
        var after: Int64?
        var left = limit
        repeat {
          let page = try await holder.ask(
            QuarantineRequest(action: .list, after: after, limit: min(left, QuarantineRequest.maximum))
          ).answer
          report.add(page, of: holder.name)
          left -= page.entries.count
          after = page.next
        } while after != nil && left > 0
        if after != nil { report.hasMore = true }
      }
      report.print(format)
      try holders.tellOfMissing()
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the bytes of a document, or the header and the body of an article, to standard output.")

    @Argument(help: ArgumentHelp("The first 8 digits of the hash, or more.", valueName: "id"))
    var id: String

    @OptionGroup var services: ServiceOptions

    func run() async throws {
      let (holder, shown) = try await services.resolved().quarantines().find(id)
      for entry in shown.answer.entries {
        ConsoleOutput.printError("\(holder.name): \(entry.name ?? "article"): \(entry.reason)".printable)
      }
      for (index, payload) in shown.payloads.enumerated() {
        if index > 0 { ConsoleOutput.write([UInt8(ascii: "\n")]) }
        ConsoleOutput.writeForeign(payload)
      }
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Try again to read or classify; what works is not put aside any more.",
      discussion: "Exit status 1 where something failed again.")

    @OptionGroup var choice: QuarantineChoice

    func run() async throws { try await choice.perform(.retry) }
  }

  struct Drop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give up for good; an article stays stated as a gap, a document as quarantined.")

    @OptionGroup var choice: QuarantineChoice

    func run() async throws { try await choice.perform(.drop) }
  }
}

/// Which entries are meant.
struct QuarantineChoice: ParsableArguments {
  @Argument(help: ArgumentHelp("The first 8 digits of each hash, or more.", valueName: "id"))
  var ids: [String] = []

  @Flag(help: "All that is put aside now.")
  var all = false

  @OptionGroup var services: ServiceOptions

  func perform(_ action: QuarantineRequest.Action) async throws {
    guard all != !ids.isEmpty else { throw CommandFailure(.usage, "expected either ids or --all") }
    let holders = try await services.resolved().quarantines()
    var (hasFailed, hasActed) = (false, false)
    func act(_ id: String, _ holder: QuarantineHolder) async throws(CommandFailure) {
      let answer = try await holder.ask(QuarantineRequest(action: action, id: id)).answer
      hasActed = true
      if answer.outcome == .failed { hasFailed = true }
      let what = answer.entries.first?.name ?? "article"
      ConsoleOutput.print(
        "\(id.prefix(12)) \(what): \(answer.outcome?.rawValue ?? "")\(answer.reason.map { ", \($0)" } ?? "")".printable)
    }
    // One that is not there, or not any more, keeps none of the others from being dealt with.
    var refused: ExitStatus?
    func passOver(_ id: String, _ failure: CommandFailure) {
      ConsoleOutput.printError("newsctl: \(String(id.prefix(12)).printable): \(failure.message)")
      refused = refused ?? failure.status
    }
    if all {
      for holder in holders.reached {
        for id in try await holder.allIDs() {
          do throws(CommandFailure) {
            try await act(id, holder)
          } catch {
            // A service that does not answer would be waited for as many times.
            guard error.status == .usage else { throw error }
            passOver(id, error)
          }
        }
      }
      try holders.tellOfMissing()
    } else {
      for id in ids {
        do throws(CommandFailure) {
          try await act(id, try await holders.find(id).holder)
        } catch {
          passOver(id, error)
        }
      }
    }
    // Beside others that were dealt with, one that is not there is no bad usage of the whole.
    if let refused { throw (hasActed && refused == .usage ? ExitStatus.someFailed : refused).exitCode }
    if hasFailed { throw ExitStatus.someFailed.exitCode }
  }
}

/// A service that puts things aside.
struct QuarantineHolder {
  typealias Answer = (answer: QuarantineAnswer, payloads: [[UInt8]])

  /// `producer` or `consumer`.
  var name: String
  var client: any UpkeepClient

  func ask(_ request: QuarantineRequest) async throws(CommandFailure) -> Answer {
    try await reachable { () async throws(ClientError) in try await client.quarantine(request) }
  }

  /// The ids of all that is put aside at this moment.
  func allIDs() async throws(CommandFailure) -> [String] {
    var ids: [String] = []
    var after: Int64?
    repeat {
      let page = try await ask(
        QuarantineRequest(action: .list, after: after, limit: QuarantineRequest.maximum)
      ).answer
      ids += page.entries.map(\.id.hex)
      after = page.next
    } while after != nil
    return ids
  }
}

/// Both services, as far as they can be reached.
struct QuarantineHolders {
  var reached: [QuarantineHolder]
  var failures: [CommandFailure]

  func tellOfMissing() throws(CommandFailure) {
    if let failure = failures.first { throw failure }
  }

  /// The one that keeps this entry, and the entry.
  /// - Throws: what each service said or why it could not be asked, where none has the entry or both have one.
  func find(_ id: String) async throws(CommandFailure) -> (holder: QuarantineHolder, shown: QuarantineHolder.Answer) {
    guard (8...64).contains(id.utf8.count), id.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else {
      throw CommandFailure(.usage, "expected the first 8 digits of a hash, or more, got '\(id.printable)'")
    }
    var failures = failures
    var found: [(QuarantineHolder, QuarantineHolder.Answer)] = []
    for holder in reached {
      do {
        found.append((holder, try await holder.ask(QuarantineRequest(action: .show, id: id))))
      } catch {
        failures.append(error)
      }
    }
    guard let first = found.first else {
      // "It has none" is a mistake of the asker's only where every service could say so.
      let status = failures.first { $0.status != .usage }?.status ?? .usage
      throw CommandFailure(status, failures.map(\.message).joined(separator: "; "))
    }
    guard found.count == 1 else {
      throw CommandFailure(
        .usage, "both services have put something aside whose hash begins with \(id): give more digits")
    }
    return first
  }
}

extension ServiceAddresses {
  func quarantines() async throws(CommandFailure) -> QuarantineHolders {
    var holders = QuarantineHolders(reached: [], failures: [])
    do {
      holders.reached.append(QuarantineHolder(name: "producer", client: try await intakeClient()))
    } catch {
      holders.failures.append(error)
    }
    do {
      holders.reached.append(QuarantineHolder(name: "consumer", client: try await queryClient()))
    } catch {
      holders.failures.append(error)
    }
    return holders
  }
}
