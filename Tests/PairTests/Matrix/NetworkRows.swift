import Foundation
import Testing

/// Producer and consumer on two hosts, with CURVE between them, and a network that is cut, heals, and is slow.
@Suite(.serialized, .enabled(if: TwoHosts.arePossible, "needs root, network namespaces (ip netns) and tc's tbf"))
struct NetworkRows {
  @Test(.timeLimit(MatrixBudget.limit)) func cutThenHealedThenSlow() async throws {
    let hosts = try TwoHosts()
    let address = "tcp://\(TwoHosts.producerAddress):5600"
    try await MatrixRun.row(
      "network cut for longer than the heartbeat, healed, then at 400 kbit/s", tries: 1, again: 10
    ) { run in
      let keys = run.pair.folder.path + "/keys"
      for name in ["producer", "consumer"] {
        try #require(try await run.pair.newsctl("keys", "generate", name, "--folder", keys).status == 0)
      }
      try #require(try await run.pair.newsctl("keys", "allow", "\(keys)/consumer.pub", "--folder", keys).status == 0)
      try await run.start(
        .producer, ["--articles", address, "--key", "\(keys)/producer.key", "--allow", "\(keys)/allowed"],
        wrapper: hosts.wrapper(.producer))
      try await run.start(
        .consumer,
        [
          "--articles", address, "--server-key", "\(keys)/producer.pub", "--key", "\(keys)/consumer.key", "--allow",
          "\(keys)/allowed",
        ], wrapper: hosts.wrapper(.consumer))
    } attempt: { run in
      await run.push(100)
      #expect(try await run.settle(), run.comment)
      let producer = try await run.service(.producer)
      let before = producer.log.components(separatedBy: "a consumer left").count - 1
      try await run.push(batches: 10, of: 20) { try hosts.cut() }
      await run.push(50)
      #expect(await producer.logs("a consumer left", times: before + 1), run.comment)
      try hosts.heal()
      #expect(try await run.settle(), run.comment)
      try hosts.slow(kilobits: 400)
      // Half a minute of such a line, more than either side keeps silent.
      await run.push(200, paragraphs: 60)
      #expect(try await run.settle(), run.comment)
      try hosts.fast()
    }
  }
}
