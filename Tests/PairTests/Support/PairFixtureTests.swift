import Foundation
import Testing

/// What the other tests of real processes rely on.
@Suite struct PairFixtureTests {
  /// Hundreds of programs have their turn in one run: what each was given must be closed when it has ended.
  @Test func aProgramThatEndedLeavesNoFileOpen() async throws {
    let pair = try PairFixture()
    let output = try await pair.run("/bin/cat", [], input: "text")
    #expect(output.status == 0 && output.text == "text", "\(output.errors)")
    let help = try pair.launch("newsctl", ["--help"])
    #expect(await help.exitStatus() == 0, "\(help.log)")
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
    }
    #expect(!open.isEmpty && open.filter { $0.contains(pair.folder.path) } == [])
  }

  /// Or hardly any test would notice a service that fails at its end.
  @Test func anEndOtherThanThePromisedOneIsAnIssueOfItsTest() async throws {
    let pair = try PairFixture()
    let early = try pair.launch("newsctl", ["--help"])
    #expect(await early.exitStatus() == 0, "\(early.log)")
    let careless = try pair.launch("newsctl", [], wrapper: ["/bin/sh", "-c", "exec tail -f /dev/null"])
    for process in [early, careless] {
      await withKnownIssue {
        // Which no program can have blocked, as those that do not see to their signals may have SIGTERM.
        await process.terminate(by: SIGKILL)
      } matching: {
        $0.sourceLocation?.fileName == #file.split(separator: "/").last.map(String.init)
      }
    }
    #expect(await careless.exitStatus() == 128 + SIGKILL)
  }
}
