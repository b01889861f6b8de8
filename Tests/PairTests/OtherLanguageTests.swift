import Foundation
import NewsModels
import TestSupport
import Testing

/// The README's script in Python, not our client, goes the same way.
@Suite struct OtherLanguageTests {
  private static let python = "/usr/bin/python3"

  /// Whether Python has its ZeroMQ binding.
  private static let hasBinding = (try? Process.run(tool: python, ["-c", "import zmq"])) != nil

  @Test(.enabled(if: hasBinding, "needs python3 and python3-zmq"))
  func theReadmesScriptPushesASampleAndAsksForCounts() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let readme = try String(
      contentsOf: PairFixture.repository.appendingPathComponent("README.md"), encoding: .utf8)
    let code = try #require(readme.components(separatedBy: "```python\n").last?.components(separatedBy: "```").first)
    let script = try pair.file("push.py", code)

    let first = try await pair.run(Self.python, [script, PairFixture.sample("tokyo-meeting.txt")])
    #expect(first.status == 0, "\(first.errors)")
    let answer = try #require(first.text.split(separator: "\n").first)
    #expect(answer.contains("'outcome': 'read'"))
    let id = try #require(answer.split(separator: "'accepted': ['").last?.prefix(64))
    #expect(try await pair.newsctl("push", "--wait", PairFixture.sample("tokyo-meeting.txt")).status == 0)

    let second = try await pair.run(Self.python, [script, PairFixture.sample("tokyo-meeting.txt")])
    #expect(second.text.contains("'outcome': 'duplicate'"))
    let stored = try await pair.storedIDs().map(\.description)
    #expect(stored == [String(id)])
    #expect(second.text.contains("'topic': 'north-korea'") && second.text.contains("'articles_with_topic': 1"))
    await consumer.terminate()
    await producer.terminate()
  }
}
