#if Dashboard
import Foundation
import NewsModels
import Testing

/// A pair with a dashboard before it.
final class DashboardFixture: Sendable {
  let pair: PairFixture
  let producer: RunningProcess
  let consumer: RunningProcess
  let dashboard: RunningProcess
  /// On loopback.
  let port: Int

  var address: String { "http://127.0.0.1:\(port)" }

  /// - Parameters:
  ///   - documents: pushed, and waited for, before anything is asked.
  ///   - arguments: of the dashboard.
  init(_ documents: [(name: String, text: String)] = [], arguments: [String] = []) async throws {
    pair = try PairFixture()
    producer = try await pair.startProducer()
    consumer = try await pair.startConsumer()
    dashboard = try pair.launch("news-dashboard", ["--listen", "127.0.0.1:0"] + arguments)
    let line = try await dashboard.firstLine()
    guard let text = line.split(separator: ":").last, line.hasPrefix("news-dashboard ready http=http://127.0.0.1:"),
      let port = Int(text)
    else {
      throw RunningProcess.Failure(
        description: "expected 'news-dashboard ready http=…', got '\(line)': \(dashboard.log)")
    }
    self.port = port
    try await push(documents)
  }

  /// Returns when they are stored and nothing is pending. Documents that cannot be read are put aside, as they are for anybody.
  func push(_ documents: [(name: String, text: String)]) async throws {
    guard !documents.isEmpty else { return }
    let paths = try documents.map { try pair.file($0.name, $0.text) }
    let output = try await pair.newsctl(["push", "--wait=60s"] + paths)
    guard output.status <= 1 else { throw RunningProcess.Failure(description: output.text + output.errors) }
    try await pair.settle()
  }

  /// Asks as a program does.
  func get(_ path: String, headers: [String] = []) throws -> WebExchange.Answer {
    try WebExchange(port: port).ask("GET", path, headers: headers)
  }

  func json(_ path: String) throws -> [String: Any] {
    let answer = try get(path)
    guard answer.status == 200,
      let object = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
    else { throw RunningProcess.Failure(description: "\(path): \(answer.status) \(answer.text.prefix(300))") }
    return object
  }

  /// Ends all three in order.
  func end(sourceLocation: SourceLocation = #_sourceLocation) async {
    await [producer, consumer, dashboard].terminate(sourceLocation: sourceLocation)
  }
}

#endif
