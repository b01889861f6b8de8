import Foundation

extension Process {
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
}
