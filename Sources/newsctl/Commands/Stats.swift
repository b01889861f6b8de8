import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Stats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Count how much each topic is covered.",
    discussion: """
      share = articles of the topic ÷ all articles under the same filters. Each answer states its gaps: what is pending, \
      quarantined, or without a believable day.
      """)

  @Option(
    help: ArgumentHelp(
      "Split by day, week, month, source, language or topic; several separated by commas.", valueName: "keys"))
  var by: String?

  @OptionGroup var filters: FilterOptions

  @Option(help: "table, json, jsonl or csv.")
  var format: OutputFormat = .table

  @OptionGroup var services: ServiceOptions

  func run() async throws {
    let query = StatisticsQuery(filter: try filters.filter(), by: try keys())
    let addresses = try services.resolved()
    let client = try await addresses.queryClient()
    var answer = try await reachable { () async throws(ClientError) in try await client.statistics(query) }
    if let topic = query.filter.topic, !answer.topics.contains(where: { $0.topic == topic }) {
      throw FilterOptions.unknownTopic(topic.rawValue)
    }
    answer.gaps.pending = await addresses.pendingArticles()
    StatisticsReport(answer).print(format)
  }

  private func keys() throws(CommandFailure) -> [StatisticsQuery.Key] {
    var keys: [StatisticsQuery.Key] = []
    for name in by?.split(separator: ",") ?? [] {
      guard let key = StatisticsQuery.Key(rawValue: String(name)) else {
        throw CommandFailure(
          .usage,
          "--by: expected \(StatisticsQuery.Key.allCases.map(\.rawValue).joined(separator: ", ")), got '\(String(name).printable)'"
        )
      }
      if !keys.contains(key) { keys.append(key) }
    }
    guard keys.filter({ [.day, .week, .month].contains($0) }).count <= 1 else {
      throw CommandFailure(.usage, "--by: expected one of day, week and month, got several")
    }
    return keys
  }
}

extension ServiceAddresses {
  /// What the producer still holds for the group that keeps the most waiting; nil where the producer cannot be asked.
  func pendingArticles() async -> Int? {
    guard let intake = try? await intakeClient(timeout: min(timeout, .seconds(2))),
      let status = try? await intake.status()
    else { return nil }
    return status.ledger.groups.map(\.pending).max() ?? 0
  }
}
