import Foundation
import Testing

@testable import Classifying

@Suite struct HanVariantsTests {
  @Test func traditionalFormsAreThoseOfICU() throws {
    let range = UInt32(0x4E00)...0x9FFF
    var lines = String.UnicodeScalarView()
    for value in range {
      lines.append(try #require(Unicode.Scalar(value)))
      lines.append("\n")
    }
    // Each in a line of its own, so that no neighbour changes the answer.
    let answer = try #require(
      String(lines).applyingTransform(StringTransform("Traditional-Simplified"), reverse: false))
    let simplified = answer.unicodeScalars.split(separator: "\n").map(Array.init)
    try #require(simplified.count == range.count)
    var differences: [String] = []
    for (value, line) in zip(range, simplified) {
      let character = try #require(Unicode.Scalar(value))
      let isOne = line.count == 1 && line.first.map { range.contains($0.value) } == true
      let expected = isOne ? line.first ?? character : character
      // Forms of Japan are ours: ICU leaves them.
      let ours = HanVariants.simplified(character)
      if ours != expected, expected != character || !HanVariants.japanese.unicodeScalars.contains(character) {
        differences.append("\(character) is \(expected), not \(ours)")
      }
    }
    #expect(differences == [])
  }
}
