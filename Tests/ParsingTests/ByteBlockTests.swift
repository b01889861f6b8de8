import Testing

@testable import Parsing

@Suite struct ByteBlockTests {
  /// Wherever a block begins, it holds what stands there, and zeros for what does not.
  @Test(arguments: [0, 1, 15, 16, 17, 40])
  func blocksOverEitherEndHoldZerosBeyondIt(count: Int) {
    let text = (0..<count).map { UInt8($0 + 1) }
    for index in -20...count + 20 {
      let expected = (index..<index + 16).map { text.indices.contains($0) ? text[$0] : 0 }
      let block = text.withUnsafeBufferPointer { ByteBlock($0, at: index) }
      #expect((0..<16).map { block[$0] } == expected, "at \(index)")
    }
  }
}
