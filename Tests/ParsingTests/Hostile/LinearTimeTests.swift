import TestSupport
import Testing

@testable import Parsing

/// Four times the size may cost some four times the time, whatever the document is made of.
@Suite(.serialized) struct LinearTimeTests {
  private static let small = 96 << 10
  /// Quadratic work would be sixteen.
  private static let mostGrowth = 9.0
  /// Seconds: less than that says nothing.
  private static let floor = 0.012

  @Test(arguments: HostileInput.all) func timeGrowsWithTheSizeOnly(input: HostileInput) {
    let (small, large) = (input.make(Self.small), input.make(Self.small * 4))
    // The least of a few runs is what the work costs; the machine may be busy with other things.
    var growth = Double.infinity
    var after = 0.0
    for _ in 0..<4 {
      let before = WorkTime.seconds { read(small) }
      after = WorkTime.seconds { read(large) }
      growth = min(growth, after / max(before, Self.floor / 4))
      if after < Self.floor || growth < Self.mostGrowth { return }
    }
    Issue.record("four times the size took \(growth) times the time, \(after) s")
  }

  /// What is looked at anew within a window of fixed size grows with the size only, and costs too much all the same.
  @Test(.enabled(if: Sanitizer.isOff, "the time would be the sanitizer's"), arguments: HostileInput.all)
  func aMegabyteIsReadWithinSeconds(input: HostileInput) {
    let document = input.make(1 << 20)
    var least = Double.infinity
    for _ in 0..<3 where least >= Self.mostSeconds { least = min(least, WorkTime.seconds { read(document) }) }
    #expect(least < Self.mostSeconds)
  }

  /// A window of 64 KB at each sign took 12.
  private static let mostSeconds = 2.5

  private func read(_ bytes: [UInt8]) {
    _ = DocumentReader().read(bytes)
    for item in ContainerSplitterTests.split(bytes, chunk: 1 << 20) {
      guard case .document(let name, let record) = item, name != "file", record.count < 4_096 else { continue }
      _ = DocumentReader().read(record)
      break
    }
  }
}
