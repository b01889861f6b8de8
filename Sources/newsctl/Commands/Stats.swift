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
    if let consumer = try? await client.status() { answer.gaps.take(await addresses.producerLedger(), for: consumer) }
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
  /// The producer's account; nil where the producer cannot be asked.
  func producerLedger() async -> ProducerLedger? {
    guard let intake = try? await intakeClient(timeout: min(timeout, .seconds(2))) else { return nil }
    return try? await intake.status().ledger
  }
}

extension StatisticsAnswer.Gaps {
  /// Adds what only the producer knows of a consumer's group.
  fileprivate mutating func take(_ ledger: ProducerLedger?, for consumer: ConsumerStatus) {
    guard let ledger else { return }
    pending = ledger.groups.first { $0.group == consumer.group }?.pending ?? 0
    for group in ledger.droppedGroups where group.store == consumer.ledger.store { dropped += group.articles }
  }
}
