import Foundation

extension PairFixture {
  /// Runs `newsctl` at a terminal, by util-linux's `script`.
  func onTerminal(_ arguments: String, color: Bool, columns: Int = 120) async throws -> String {
    let program = RunningProcess.path("newsctl")
    let environment = color ? "-u NO_COLOR TERM=xterm" : "NO_COLOR=1 TERM=xterm"
    let command = "stty cols \(columns) rows 40; exec env \(environment) '\(program)' \(arguments)"
    return try await run("/usr/bin/script", ["-qec", command, "/dev/null"]).text
  }
}
