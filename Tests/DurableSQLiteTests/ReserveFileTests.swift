import Foundation
import TestSupport
import Testing

@testable import DurableSQLite

@Suite struct ReserveFileTests {
  private let folder = TemporaryFolder()

  /// The reserve's path, which leads to something that takes no room by its size alone.
  private func path(_ target: String) throws -> String {
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    let path = folder.path + "/reserve"
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    return path
  }

  @Test func roomIsHeldUntilItIsReleased() throws {
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    let path = folder.path + "/reserve"
    let reserve = ReserveFile(path: path, size: 100_000)
    #expect(reserve.hold() && reserve.isHeld)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int == 100_000)
    reserve.release()
    #expect(!reserve.isHeld && !FileManager.default.fileExists(atPath: path))
  }

  @Test func roomIsWrittenWhereItCannotBeTakenOtherwise() throws {
    let reserve = ReserveFile(path: try path("/dev/null"), size: 100_000)
    #expect(reserve.hold() && reserve.isHeld)
  }

  @Test func whereWritingItFindsNoRoomTheDiskIsFull() throws {
    let reserve = ReserveFile(path: try path("/dev/full"), size: 100_000)
    #expect(!reserve.hold() && !reserve.isHeld)
    #expect(!reserve.hold(), "it is asked again")
  }

  @Test func aDiskThatFailsForAnotherReasonIsNotFull() throws {
    let pipe = folder.path + "/pipe"
    let target = try path(pipe)
    mkfifo(pipe, 0o600)
    let reserve = ReserveFile(path: target, size: 100_000)
    #expect(reserve.hold() && !reserve.isHeld)
    let elsewhere = ReserveFile(path: folder.path + "/nowhere/reserve", size: 100_000)
    #expect(elsewhere.hold() && !elsewhere.isHeld)
  }
}
