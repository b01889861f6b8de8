import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show how both services stand, and whether their accounts balance.",
    discussion:
      "Exit status 1 where a service is unwell or tells of a trouble, the accounts do not balance, or articles are left behind with a "
      + "store that a group had before; 69 where a service cannot be reached.")

  @Option(help: "table, json, jsonl or csv.")
  var format: OutputFormat = .table

  @OptionGroup var services: ServiceOptions

  func run() async throws {
    let addresses = try services.resolved()
    let producer = await answer {
      let client = try await addresses.intakeClient()
      return (client, try await client.status(within: addresses.timeout))
    }
    let consumer = await answer { try await addresses.queryClient().status() }
    var excess = SequenceRanges()
    if let (client, producer) = producer.value, let consumer = consumer.value {
      excess = (try? await client.excess(producer, consumer, within: addresses.timeout)) ?? excess
    }
    let report = StatusReport(
      producer: producer.value?.1, consumer: consumer.value, excess: excess, addresses: addresses)
    report.print(format)
    for failure in [producer.failure, consumer.failure].compactMap(\.self) {
      ConsoleOutput.printError("newsctl: \(failure)")
    }
    if let status = producer.status ?? consumer.status { throw status.exitCode }
    if !report.isWell { throw ExitStatus.someFailed.exitCode }
  }

  /// Both services are asked, whatever the first answers.
  private func answer<Value>(
    _ body: () async throws -> Value
  ) async -> (value: Value?, failure: String?, status: ExitStatus?) {
    do {
      return (try await body(), nil, nil)
    } catch {
      return (nil, "\(error)", (error as? CommandFailure)?.status ?? .unavailable)
    }
  }
}
