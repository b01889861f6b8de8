import ArgumentParser
import Launching
import NewsClient
import NewsModels

/// What the commands share that classify stored articles by other rules.
struct ReclassifyOptions: ParsableArguments {
  /// Changes that a table or an object lists where nobody asked for another number.
  private static let usualLimit = 20

  @Option(
    help: ArgumentHelp(
      "List at most so many changes. Default: \(usualLimit), and all as jsonl and csv.", valueName: "number"))
  var limit: Int?

  @OptionGroup var output: OutputOptions

  @OptionGroup var services: ServiceOptions

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit: expected 0 or more, got \(limit)") }
  }

  /// Asks for all pages, and prints what they say together.
  /// - Parameter last: articles to read, at most.
  func run(_ request: ReclassifyRequest, topicsFile: [UInt8]? = nil, last: Int = .max) async throws {
    let style = try output.style()
    let isList = style.format == .jsonl || style.format == .csv
    var report = ReclassificationReport(
      style, isApplied: request.apply == true, limit: limit ?? (isList ? .max : Self.usualLimit))
    let client = try await services.resolved().queryClient()
    let progress = ProgressBar.ofArticles(sharesTerminalWithResults: isList)
    var request = request
    var (left, total) = (last, nil as Int?)
    repeat {
      request.limit = min(left, ReclassifyRequest.maximum)
      let answer: ReclassifyAnswer
      do throws(CommandFailure) {
        answer = try await reachable { [request] () async throws(ClientError) in
          try await client.reclassify(request, topicsFile: topicsFile)
        }
      } catch {
        progress?.hide()
        // What was counted anew stays so: it must not go without a word.
        report.printUnfinished()
        throw error
      }
      report.add(answer.found)
      left -= answer.found.articles + answer.found.unread
      total = total ?? min(last, answer.total)
      progress?.advance(toArticles: report.read, of: total ?? 0)
      request.before = answer.next
    } while request.before != nil && left > 0
    progress?.hide()
    report.print()
    if report.hasUnread { throw ExitStatus.someFailed.exitCode }
  }
}
