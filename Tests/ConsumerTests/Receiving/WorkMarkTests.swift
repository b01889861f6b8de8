import NewsModels
import TestSupport
import Testing

@testable import Serving

@Suite struct WorkMarkTests {
  private static let item = Digest(of: [1])

  /// A process that dies while it works on the item, in a life of the machine that is named so.
  private func die(_ file: TemporaryFolder, _ machineStart: [UInt8]?) throws {
    let mark = try WorkMark(path: file.path, machineStart: machineStart)
    try mark.clear()
    #expect(mark.begin([Self.item]) != nil)
  }

  @Test func whatAProcessDiedOfIsFoundInTheSameLifeOfTheMachine() throws {
    let file = TemporaryFolder()
    try die(file, Array("first".utf8))
    #expect(try WorkMark(path: file.path, machineStart: Array("second".utf8)).found == [])
    #expect(try WorkMark(path: file.path, machineStart: Array("first".utf8)).found == [Self.item])
  }

  @Test func whereTheMachinesStartIsNotToldNothingIsFound() throws {
    let file = TemporaryFolder()
    try die(file, nil)
    #expect(try WorkMark(path: file.path, machineStart: nil).found == [])
  }

  @Test func theKernelTellsTheMachinesStart() throws {
    let file = TemporaryFolder()
    do {
      let mark = try WorkMark(path: file.path)
      try mark.clear()
      _ = mark.begin([Self.item])
    }
    #expect(try WorkMark(path: file.path).found == [Self.item])
  }
}
