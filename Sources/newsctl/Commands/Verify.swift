import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Recount every figure of both services from their rows, and compare the two accounts.",
    discussion: "Exit status 1 where something differs, or was ever found to be damaged.")

  @Option(help: "table or json.")
  var format: OutputFormat = .table

  @OptionGroup var services: ServiceOptions

  func validate() throws { try format.refuseCSV() }

  private struct Object: Encodable {
    var schema = 1
    var producer: [String]
    var consumer: [String]
    var balanced: Bool?
    /// What the store has beyond what its group has acknowledged, by sequence; nil where that is nothing.
    var excess: SequenceRanges?

    private enum CodingKeys: String, CodingKey {
      case schema, producer, consumer, balanced, excess
    }

    /// `balanced` is written as null while it is not known.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(schema, forKey: .schema)
      try container.encode(producer, forKey: .producer)
      try container.encode(consumer, forKey: .consumer)
      try container.encode(balanced, forKey: .balanced)
      try container.encodeIfPresent(excess, forKey: .excess)
    }
  }

  func run() async throws {
    let addresses = try services.resolved()
    let intake = try await addresses.intakeClient()
    let query = try await addresses.queryClient()
    let producer = try await reachable { () async throws(ClientError) in try await intake.verify().differences }
    let consumer = try await reachable { () async throws(ClientError) in try await query.verify().differences }
    let (balanced, excess) = try await reachable { () async throws(ClientError) in
      let (one, other) = (try await intake.status(), try await query.status())
      return (
        LedgerBalance.compare(one.ledger, other.ledger, group: other.group), try await intake.excess(one, other)
      )
    }
    switch format {
    case .json, .jsonl:
      ConsoleOutput.writeJSON(
        Object(producer: producer, consumer: consumer, balanced: balanced, excess: excess.isEmpty ? nil : excess))
    default:
      for line in producer { ConsoleOutput.print("producer: \(line)".printable) }
      for line in consumer { ConsoleOutput.print("consumer: \(line)".printable) }
      let accounts =
        switch balanced {
        case true where !excess.isEmpty:
          "the two accounts balance, and the store has articles \(excess) beyond what the group has acknowledged"
        case true: "the two accounts balance"
        case false: "the two accounts DO NOT BALANCE"
        case nil:
          "the two accounts cannot be compared while acknowledgements are under way or the group is bound to another store"
        }
      let rows = producer.isEmpty && consumer.isEmpty ? "every figure agrees with its rows" : "figures differ"
      ConsoleOutput.print("\(rows) · \(accounts)")
    }
    if !producer.isEmpty || !consumer.isEmpty || balanced == false { throw ExitStatus.someFailed.exitCode }
  }
}
