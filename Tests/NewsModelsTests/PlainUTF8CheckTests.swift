import TestSupport
import Testing

@testable import NewsModels

@Suite struct PlainUTF8CheckTests {
  private static let samples: [[UInt8]] = [
    Array("Bộ Quốc phòng Hàn Quốc cho biết, ngày 3/2".utf8), Array("plain ASCII text".utf8), Array("台湾海峡 – đài".utf8),
    Array("ก 😀 \u{7FF}\u{800}\u{D7FF}\u{FFFF}".utf8), [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF5],
    [0xC3],
    [0xE1, 0xBB], [0x80], [0xEF, 0xBF, 0xBF], [0xFF],
  ]

  /// Whatever it finds valid must be so; of what is common it must find it.
  private func check(_ bytes: [UInt8]) {
    let isValid = String(validating: bytes, as: UTF8.self) != nil
    if PlainUTF8Check.isValid(bytes.span) { #expect(isValid, "\(bytes)") }
    let isCommon = !bytes.contains { $0 == 0xE0 || $0 == 0xED || $0 >= 0xF0 }
    if isCommon { #expect(PlainUTF8Check.isValid(bytes.span) == isValid, "\(bytes)") }
    #expect(String(checked: bytes) == String(validating: bytes, as: UTF8.self))
  }

  @Test func itAnswersAsTheLibraryDoesWhereverTextsBeginAndEnd() {
    for length in 0...40 {
      for sample in Self.samples {
        check(Array(repeating: 0x61, count: length) + sample)
        check(Array(repeating: 0x61, count: length) + sample + [0x61])
        check(Array((sample + sample + sample).prefix(length)))
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func itAnswersAsTheLibraryDoesForAnyBytes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...12, using: &random) { bytes += Self.samples.randomElement(using: &random) ?? [] }
      if !bytes.isEmpty, Bool.random(using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      check(bytes)
    }
  }
}
