import Foundation
import Glibc
import NewsClient
import Testing

/// Folders that are put into a watched folder are not walked, and whoever put them there is told.
@Suite struct UnwalkedFoldersTests {
  private static let told = "a folder in a watched folder is not walked"

  @Test func foldersBeforeAndAfterTheStartAreToldOnceEach() async throws {
    let inbox = try Inbox()
    func makeFolder(_ name: String) throws {
      try FileManager.default.createDirectory(atPath: "\(inbox.path)/\(name)", withIntermediateDirectories: false)
    }
    try makeFolder("before")
    let producer = try await inbox.start(["--log-level", "debug"])
    #expect(await producer.logs("/inbox/before"))
    try makeFolder("made")
    #expect(await producer.logs("/inbox/made"))
    let outside = inbox.pair.folder.appendingPathComponent("outside").path
    try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: false)
    #expect(rename(outside, "\(inbox.path)/moved") == 0)
    #expect(await producer.logs("/inbox/moved"))
    // The same name again, and what is left alone anyway.
    try FileManager.default.removeItem(atPath: "\(inbox.path)/made")
    for name in ["made", ".hidden", "copy.part"] { try makeFolder(name) }
    try inbox.moveIn("last.txt", WrittenArticles.document(1).bytes)
    #expect(await producer.logs("done/last.txt"))
    await producer.terminate()
    #expect(producer.log.components(separatedBy: Self.told).count == 4)
    #expect(inbox.names("").isSuperset(of: ["before", "made", "moved", "done"]))
  }
}
