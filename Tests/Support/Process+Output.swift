import Foundation

/// A program that a test needs did not do its work.
public struct ToolFailure: Error, CustomStringConvertible {
  public var description: String

  public init(description: String) { self.description = description }
}

extension Process {
  /// Starts it with handles on files as what it reads and writes, and closes them here: it has its own then.
  ///
  /// Foundation keeps what a process was given after its end. With a thousand files open it hears of no end of a process any more, and
  /// with 1,350 it reads beyond the list of them when it starts the next one, which may crash.
  public func run(handingOver handles: [FileHandle]) throws {
    defer { for handle in handles { try? handle.close() } }
    try run()
  }

  /// Ends it by force. It may have SIGTERM blocked, as the thread had that started it, and would go on after the tests.
  public func end() {
    if isRunning { kill(processIdentifier, SIGKILL) }
  }

  /// This test program's file, and what makes it run the tests of one name only: for what must end with its process.
  public static func testProgram(running name: String) -> (executable: String, arguments: [String]) {
    (
      URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path,
      ["--testing-library", "swift-testing", "--filter", name]
    )
  }

  /// Starts it and gathers what it prints until its end: what it says of errors too, where `withErrors`.
  public func output(withErrors: Bool = false) throws -> Data {
    let pipe = Pipe()
    standardOutput = pipe
    if withErrors { standardError = pipe }
    try run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    waitUntilExit()
    return output
  }

  /// Runs a tool to its end and answers what it printed.
  /// - Throws: a `ToolFailure` where it ends with another status than 0.
  public static func output(of tool: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    let output = try process.output()
    guard process.terminationStatus == 0 else { throw failure(process, "") }
    return output
  }

  /// Runs a tool to its end; what it prints is told only where it fails.
  /// - Throws: a `ToolFailure` where it ends with another status than 0.
  public static func run(tool: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    let output = try process.output(withErrors: true)
    guard process.terminationStatus == 0 else { throw failure(process, String(decoding: output, as: UTF8.self)) }
  }

  private static func failure(_ process: Process, _ said: String) -> ToolFailure {
    let command = ([process.executableURL?.path ?? ""] + (process.arguments ?? [])).joined(separator: " ")
    return ToolFailure(description: "'\(command)' ended with \(process.terminationStatus): \(said.suffix(2_000))")
  }
}
