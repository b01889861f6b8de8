import TestSupport
import Testing

@testable import Parsing

@Suite struct ProbingTableTests {
  @Test func tableAnswersAsADictionaryDoes() {
    var table = ProbingTable<UInt32, Int>()
    var dictionary: [UInt32: Int] = [:]
    let seed = SeededGenerator.seedOfThisRun
    var generator = SeededGenerator(seed: seed)
    for number in 0..<5_000 {
      // Few different keys, those that collide and 0 among them.
      let key = UInt32.random(in: 0..<2_000, using: &generator) << (number.isMultiple(of: 2) ? 16 : 0)
      table.insert(key, number)
      if dictionary[key] == nil { dictionary[key] = number }
    }
    #expect(table.count == dictionary.count)
    for key in dictionary.keys { #expect(table[key] == dictionary[key], "NEWS_TOPICS_SEED=\(seed)") }
    for key in UInt32(2_000)..<4_000 { #expect(table[key] == nil, "NEWS_TOPICS_SEED=\(seed)") }
  }
}
