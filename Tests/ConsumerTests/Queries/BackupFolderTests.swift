import Foundation
import NewsModels
import Serving
import TestSupport
import Testing

@Suite struct BackupFolderTests {
  @Test func whereNothingCouldBeCopiedNothingIsLeft() async throws {
    let folder = TemporaryFolder()
    let answer = try await BackupFolder.make(BackupRequest(folder: folder.path + "/consumer")) { copies in
      #expect(FileManager.default.createFile(atPath: copies + "/half", contents: Data([1])))
      throw BackupFolder.NoRoom()
    }
    #expect(try answer.decode(WireFailure.self).cause == .service)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func whatTheOtherServiceCopiedStaysWhereThisOneFails() async throws {
    let folder = TemporaryFolder()
    let first = try await BackupFolder.make(BackupRequest(folder: folder.path + "/producer")) { _ in 7 }
    #expect(try first.decode(BackupAnswer.self).bytes == 7)
    let second = try await BackupFolder.make(BackupRequest(folder: folder.path + "/consumer")) { _ in
      throw BackupFolder.NoRoom()
    }
    #expect(try second.decode(WireFailure.self).cause == .service)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["producer"])
  }

  @Test func aFolderBelowOneThatIsMissingIsRefused() async throws {
    let folder = TemporaryFolder()
    let answer = try await BackupFolder.make(BackupRequest(folder: folder.path + "/none/producer")) { _ in 7 }
    let failure = try answer.decode(WireFailure.self)
    #expect(failure.reason.contains("No such file or directory") && failure.cause == nil)
  }

  @Test func aFolderThatNobodyCouldUseIsTheAskersMistake() async throws {
    let folder = try TemporaryFolder.made()
    #expect(FileManager.default.createFile(atPath: folder.path + "/file", contents: nil))
    for path in ["producer", folder.path, folder.path + "/file", folder.path + "/file/producer"] {
      let answer = try await BackupFolder.make(BackupRequest(folder: path)) { _ in 7 }
      let failure = try answer.decode(WireFailure.self)
      #expect(failure.cause == nil && !failure.reason.isEmpty, "\(failure)")
    }
  }
}
