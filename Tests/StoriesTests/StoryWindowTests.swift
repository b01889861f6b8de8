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
