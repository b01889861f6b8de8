import Foundation
import Glibc
import TestSupport
import Testing

@testable import Producer

@Suite(.timeLimit(.minutes(10))) struct FolderEventsTests {
  /// A file that is linked in has all its bytes; one that is made there may lack most of them until it is closed. No lease tells the two
  /// apart where the files are another user's.
  @Test func filesThatAreLinkedInAreToldAtOnceAndThoseThatAreWrittenAtTheirEnd() async throws {
    let folder = TemporaryFolder()
    let (watched, elsewhere) = (folder.path + "/watched", folder.path + "/elsewhere")
    for path in [watched, elsewhere] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    let (wakeups, wake) = AsyncStream<Void>.makeStream()
    var iterator = wakeups.makeAsyncIterator()
    let events = try FolderEvents(folder: watched, wake: wake)
    #expect(events.next() == .scan)
    /// The next names that are told of.
    func names(_ count: Int) async -> [FileName] {
      var names: [FileName] = []
      while names.count < count, await iterator.next() != nil {
        while let event = events.next() {
          if case .file(let name) = event { names.append(name) } else { Issue.record("looks through the folder") }
        }
      }
      return names
    }
    let count = 300
    let writers = (0..<count).map { number in
      let writer = open("\(watched)/written-\(number)", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
      #expect(write(writer, "half", 4) == 4)
      #expect(FileManager.default.createFile(atPath: "\(elsewhere)/\(number)", contents: Data("whole".utf8)))
      #expect(link("\(elsewhere)/\(number)", "\(watched)/linked-\(number)") == 0)
      #expect(unlink("\(elsewhere)/\(number)") == 0)
      return writer
    }
    #expect(Set(await names(count)) == Set((0..<count).map { FileName("linked-\($0)") }))
    for writer in writers { close(writer) }
    #expect(Set(await names(count)) == Set((0..<count).map { FileName("written-\($0)") }))
  }
}
