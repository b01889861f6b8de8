import Testing

@testable import Stories

@Suite struct StoryWindowTests {
  /// A text of its own of 120 words, some of the first left out.
  private func text(_ number: Int, from first: Int = 0) -> String {
    (first..<120).map { "chữ\(number)và\($0)" }.joined(separator: " ")
  }

  private func fingerprint(_ number: Int, from first: Int = 0) -> TextFingerprint {
    TextFingerprint(title: "", body: text(number, from: first))
  }

  @Test func sketchesResembleAsTheirTextsDo() throws {
    var squares = 0.0
    for number in 0..<40 {
      let first = number
      let exact = TextRuns(title: "", body: text(number)).compared(
        with: TextRuns(title: "", body: text(number, from: first))
      ).resemblance
      let error = fingerprint(number).resemblance(to: fingerprint(number, from: first)) - exact
      squares += error * error
      #expect(fingerprint(number).resemblance(to: fingerprint(number + 100)) < 0.2)
    }
    // One part in 64 is 0.016; the estimate's spread around 0.8 is 0.05.
    #expect((squares / 40).squareRoot() < 0.08)
    #expect(TextFingerprint(bytes: fingerprint(1).bytes) == fingerprint(1))
    #expect(TextFingerprint(bytes: [1, 2, 3]) == nil)
  }

  @Test func shortTextsResembleTheirEqualsOnly() {
    let one = TextFingerprint(title: "Bão số 3 vào đất liền", body: "")
    #expect(one == TextFingerprint(title: "BÃO SỐ 3 VÀO ĐẤT LIỀN", body: ""))
    #expect(one.resemblance(to: TextFingerprint(title: "Bão số 4 vào đất liền", body: "")) < 0.2)
    #expect(one.resemblance(to: TextFingerprint(title: "Bão số 3 vào đất liền", body: "Tin nhanh.")) < 0.2)
  }

  @Test func theFirstArticleOfAStoryIsFoundWhileItIsRecent() {
    var window = StoryWindow()
    window.add(1, fingerprint(1))
    window.add(2, fingerprint(2))
    window.pass(3)
    #expect(window.candidates(for: fingerprint(1, from: 12)) == [1])
    #expect(window.candidates(for: fingerprint(3)) == [])
    window.add(4, fingerprint(1, from: 12))
    #expect(window.candidates(for: fingerprint(1, from: 6)) == [1, 4])
    window.pass(Int64(StoryWindow.capacity))
    #expect(window.candidates(for: fingerprint(1)) == [1, 4])
    window.pass(Int64(StoryWindow.capacity) + 1)
    #expect(window.candidates(for: fingerprint(1)) == [4])
    // A newer article takes the place of an older one.
    window.add(Int64(StoryWindow.capacity) + 4, fingerprint(9))
    #expect(window.candidates(for: fingerprint(1)) == [])
    #expect(window.candidates(for: fingerprint(9)) == [Int64(StoryWindow.capacity) + 4])
  }

  /// Articles of which many resemble each other, so that later ones keep earlier ones from being found.
  @Test func changedItAnswersAsOneMadeAnewWithTheChanges() {
    // Out of the window, in it, a copy, in the place of what hid others, and one that is to come.
    let changes: [Int64: TextFingerprint] = [
      20: fingerprint(500), 190: fingerprint(501), 200: fingerprint(3, from: 2), 281: fingerprint(502),
      290: fingerprint(1), Int64(StoryWindow.capacity) + 151: fingerprint(503),
    ]
    func window(_ changes: [Int64: TextFingerprint]) -> StoryWindow {
      var window = StoryWindow()
      for number in 1...300 {
        let isCopy = number % 5 == 0 && changes[Int64(number)] == nil
        let own = fingerprint(number % 40, from: number % 7)
        if isCopy { window.pass(Int64(number)) } else { window.add(Int64(number), changes[Int64(number)] ?? own) }
      }
      window.pass(Int64(StoryWindow.capacity) + 150)
      return window
    }
    var changed = window([:])
    let before = changed
    changed.change(changes)
    let made = window(changes)
    var isOther = false
    for number in Array(0..<40) + [500, 501, 502, 503] {
      for first in [0, 2, 5] {
        let found = changed.candidates(for: fingerprint(number, from: first))
        #expect(found == made.candidates(for: fingerprint(number, from: first)), "\(number) from \(first)")
        if number < 40, found != before.candidates(for: fingerprint(number, from: first)) { isOther = true }
      }
    }
    #expect(isOther)
    #expect(changed.last == made.last)
    #expect(changed.candidates(for: fingerprint(501)) == [190])
    #expect(changed.candidates(for: fingerprint(500)) == [])
    var empty = StoryWindow()
    empty.change(changes)
    #expect(empty.candidates(for: fingerprint(501)) == [])
  }

  @Test func madeAnewFromBlocksItAnswersTheSame() {
    var window = StoryWindow()
    var blocks: [(bytes: [UInt8], last: Int64)] = []
    for number in 1...300 {
      let isCopy = number % 3 == 0
      if isCopy { window.pass(Int64(number)) } else { window.add(Int64(number), fingerprint(number)) }
      if number % 7 == 1 { blocks.append(([], 0)) }
      blocks[blocks.count - 1].bytes +=
        isCopy ? [UInt8](repeating: 0, count: TextFingerprint.size) : fingerprint(number).bytes
      blocks[blocks.count - 1].last = Int64(number)
    }
    var made = StoryWindow()
    for block in blocks { made.add(block: block.bytes, last: block.last) }
    #expect(made.last == window.last)
    for number in 1...300 {
      let found = made.candidates(for: fingerprint(number, from: 8))
      #expect(found == window.candidates(for: fingerprint(number, from: 8)))
      #expect(found == (number % 3 == 0 ? [] : [Int64(number)]))
    }
  }
}
