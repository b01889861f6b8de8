import Foundation
import NewsModels
import Serving
import TestSupport
import Testing

@Suite(.enabled(if: UnsyncedWritesTool.compiler != nil, "needs a C compiler for Tests/Support/UnsyncedWrites"))
struct WorkGuardTests {
  private static let folder = ProcessInfo.processInfo.environment["WORK_GUARD_TEST"]

  @Test func aFullDiskDoesNotKeepItFromBeginning() throws {
    let folder = TemporaryFolder()
    let (data, room) = (folder.path + "/data", folder.path + "/room")
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    // There is a list, which is written anew.
    try Data("{}".utf8).write(to: URL(filePath: data + "/work.suspects"))
    try Data("0".utf8).write(to: URL(filePath: room))
    let (program, arguments) = Process.testProgram(running: "worksOnAFullDisk")
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      try UnsyncedWritesTool(in: folder.path).environment(data: data, .room(file: room))
    ) { $1 }.merging(["WORK_GUARD_TEST": data]) { $1 }
    let output = String(decoding: try process.output(withErrors: true), as: UTF8.self)
    #expect(output.contains("worked\n"), "\(output.suffix(2_000))")
    #expect(try String(contentsOfFile: data + "/work.suspects", encoding: .utf8) == "{}")
  }

  @Test(.enabled(if: folder != nil, "runs in the process that another test starts")) func worksOnAFullDisk() throws {
    let work = try WorkGuard(folder: try #require(Self.folder), name: "work")
    let line = work.alone(Digest(of: [1])) { "worked\n" }
    try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
  }
}
