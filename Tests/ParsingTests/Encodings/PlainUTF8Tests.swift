import Testing

@testable import Parsing

/// The look that lets most documents pass, beside the slower steps that it saves.
@Suite struct PlainUTF8Tests {
  private func isPlain(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { PlainUTF8.isPlain($0) } }

  /// What the steps for any document say: valid, nothing to clean, no controls.
  private func isClean(_ bytes: [UInt8]) -> Bool {
    UTF8Screen.isValid(bytes[...]) && CleanText.screen(bytes) == .clean && !TextDecoder.hasManyControls(bytes)
      && !bytes.contains(0x1B)
  }

  @Test(arguments: [
    "", "a", "Quân đội Hàn Quốc: “18 tên lửa” – KCNA…\n\tĐường dài", "naïve café Ünïted £5 €5", "Ở Ỹ Ạ ỹ ợ",
  ])
  func plainTextIsPlainWhereverItStands(_ text: String) {
    for before in 0..<40 {
      #expect(isPlain(Array((String(repeating: "x", count: before) + text).utf8)))
      #expect(isPlain(Array((String(repeating: "ố ", count: before) + text + "\n").utf8)))
    }
  }

  /// Each odd piece at each place of a block, and cut by the end of the text.
  @Test(
    arguments: [
      [0x00], [0x0D], [0x1B], [0x1F], [0x7F], [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0x80], [0xC3], [0xC2, 0x85],
      [0xC2, 0xAD],
      [0xC3, 0x41], [0xE1, 0xBB], [0xE1, 0xBB, 0x41], [0xE1, 0x83, 0x90], [0xE1, 0x80], [0xE2, 0x80, 0xA8],
      [0xE2, 0x80, 0xA9], [0xE2, 0x80, 0x80], [0xE2, 0x80, 0x81], [0xE2, 0x83, 0x90], [0xE2, 0x84, 0xAB],
      [0xEF, 0xBB, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF8, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xCC, 0x81], [0xC3, 0xA9, 0xA9], [0xFF], [0xE1, 0xBB, 0xBF, 0xBF],
    ] as [[UInt8]])
  func whatIsNotCleanIsNeverPlain(_ odd: [UInt8]) {
    for before in 0..<40 {
      for after in ["", "x", "ệ", String(repeating: "y ", count: 30)] {
        let bytes = Array(String(repeating: "ab", count: before).utf8) + odd + Array(after.utf8)
        #expect(!isPlain(bytes), "\(odd) after \(2 * before) bytes, before \(after.utf8.count)")
      }
    }
  }

  /// All that passes is clean by the slower steps, too, over texts of bytes that lie near each other's bounds.
  @Test func whatIsPlainIsClean() {
    let pieces: [[UInt8]] = [
      [0x20], [0x61], [0x0A], [0x7E], [0xC2], [0xC3], [0xC9], [0xCA], [0xE0], [0xE1], [0xE2], [0xE3], [0x80], [0x84],
      [0xA0], [0xA8],
      [0xAD], [0xB8], [0xBB], [0xBC], [0xBF], [0xC3, 0xA9], [0xE1, 0xBB, 0x87], [0xE2, 0x80, 0x9C], [0xC2, 0xA0],
    ]
    var random = SystemRandomNumberGenerator()
    var passed = 0
    for _ in 0..<20_000 {
      // Mostly whole characters, so that some pass.
      let bytes = (0..<Int.random(in: 1...24, using: &random)).flatMap { _ in
        pieces[
          Int.random(in: 0..<10, using: &random) == 0
            ? Int.random(in: 0..<25, using: &random) : [0, 1, 2, 21, 22, 23, 24].randomElement(using: &random) ?? 0]
      }
      guard isPlain(bytes) else { continue }
      passed += 1
      #expect(isClean(bytes), "\(bytes)")
    }
    #expect(passed > 1_000)
  }
}
