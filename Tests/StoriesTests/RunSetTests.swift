import TestSupport
import Testing

@testable import Stories

@Suite struct RunSetTests {
  @Test(arguments: [0, 1, 7, 8, 9, 700, 5_000])
  func itAnswersAsASetDoes(count: Int) {
    // Neighbours, repetitions and the ends of the range among them.
    let seed = SeededGenerator.seedOfThisRun
    var random = SeededGenerator(seed: seed)
    var hashes = (0..<count).map { _ in UInt32.random(in: 1 ... .max, using: &random) }
    hashes += hashes.map { $0 | 1 } + [1, 2, 3, .max, .max - 1, .max]
    var set = RunSet(most: hashes.count)
    var known: Set<UInt32> = []
    for hash in hashes { #expect(set.insert(hash) == known.insert(hash).inserted, "NEWS_TOPICS_SEED=\(seed)") }
    let others = hashes + hashes.map { max(1, $0 ^ 0x8000_0000) }
    #expect(set.count(of: others) == others.count { known.contains($0) }, "NEWS_TOPICS_SEED=\(seed)")
  }

  @Test(arguments: [
    "", "a", "中", "a中", "a中b中", "中中中", "a b c d e", "1 2 3", "𠀀a𠀁", "ế ệ", "\u{E1}", "a.\n", "한국어 뉴스", "x\u{200B}y中",
  ])
  func thereIsRoomForTheWordsOfAnyText(_ text: String) {
    for text in [text, String(repeating: text, count: 40)] {
      let words = TextRuns(title: "", body: text).words
      #expect(words <= text.utf8.count / 2 + 1)
      #expect(
        StoryText(title: "", body: text).numbers.hashes == TextRuns(title: "", body: text).numbers.hashes)
    }
  }

  @Test func recentNumbersAreHeldUntilAsManyCame() {
    var recent = RecentNumbers()
    let numbers = StoryText(title: "", body: "5 người, 12 nhà").numbers
    recent.add(7, numbers)
    #expect(recent.numbers(of: 7)?.hashes == numbers.hashes && numbers.count == 4)
    #expect(recent.numbers(of: 8) == nil && recent.numbers(of: 7 + Int64(RecentNumbers.capacity)) == nil)
    recent.add(7 + Int64(RecentNumbers.capacity), numbers)
    #expect(recent.numbers(of: 7) == nil && recent.sketch(of: 7) != nil && recent.sketch(of: 6) == nil)
    recent.add(7 + Int64(StoryWindow.capacity), numbers)
    #expect(recent.sketch(of: 7) == nil)
    let many = StoryText(title: "", body: (0..<3_000).map(String.init).joined(separator: " ")).numbers
    recent.add(9, many)
    #expect(recent.numbers(of: 9) == nil && recent.sketch(of: 9) != nil)
  }

  @Test func numbersAloneTellTextsApartAsTheWholeDoes() {
    let texts = ["5 người chết, 12 người bị thương", "5 người chết, 13 người bị thương", "không ai", "5 người chết"]
      .map { TextRuns(title: "", body: $0) }
    for one in texts {
      var compared = TextRuns.Compared(one)
      for other in texts {
        let shared = compared.shared(other.numbers)
        #expect(shared == one.compared(with: other).numbers)
        var others = TextRuns.Compared(other)
        #expect(shared == others.shared(one.numbers))
      }
    }
    var first = TextRuns.Compared(texts[0])
    #expect(first.shared(texts[1].numbers) == 0.5)
  }

  /// Lists whose numbers differ in one place more each: all parts from none to all are among them.
  @Test(arguments: 0..<12)
  func numbersAreLookedUpUntilItIsKnownWhetherEnoughAreShared(count: Int) {
    let texts = (0...count).map { differing in
      TextRuns(title: "", body: (0..<count).map { "giải \($0 < differing ? $0 + 100 : $0) là" }.joined(separator: " "))
    }
    for one in texts {
      var compared = TextRuns.Compared(one)
      for other in texts {
        let shared = compared.shared(other.numbers)
        let mayJoin = compared.mayJoin(other.numbers)
        #expect(mayJoin == NearCopy.mayJoin(numbers: shared))
        if mayJoin { #expect(compared.mayJoin(NumberSketch(other.numbers.hashes))) }
      }
    }
  }

  /// Of texts with a hundred runs, as those of an article: a sketch parts none that share enough, and all that share half or less.
  @Test func sketchesPartTextsThatShareTooFewNumbersAndNoOthers() {
    let seed = SeededGenerator.seedOfThisRun
    var random = SeededGenerator(seed: seed)
    var parted = 0
    for shared in 0...100 {
      let one = (0..<100).map { _ in UInt32.random(in: 1 ... .max, using: &random) }
      let other = one.prefix(shared) + (shared..<100).map { _ in UInt32.random(in: 1 ... .max, using: &random) }
      let mayShare = NumberSketch(one).mayShareEnough(of: Array(other))
      if shared >= 80 { #expect(mayShare, "NEWS_TOPICS_SEED=\(seed)") }
      if shared <= 50, !mayShare { parted += 1 }
    }
    #expect(parted == 51, "NEWS_TOPICS_SEED=\(seed)")
    #expect(NumberSketch([]).mayShareEnough(of: []) && NumberSketch([]).mayShareEnough(of: [1, 2]))
    #expect(NumberSketch([1, 2]).mayShareEnough(of: []))
  }
}
