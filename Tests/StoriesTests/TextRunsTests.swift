import Foundation
import Testing

@testable import Stories

@Suite struct TextRunsTests {
  private func isEqual(_ one: String, _ other: String) -> Bool {
    TextRuns(title: "", body: one).compared(with: TextRuns(title: "", body: other)).isEqual
  }

  @Test(arguments: [
    ("Triều Tiên phóng tên lửa", "TRIỀU TIÊN PHÓNG TÊN LỬA"), ("hoà bình, thuỷ quân", "hòa bình thủy quân"),
    ("Đài Loan", "Ðài Loan"), ("Kim Jong-un nói: “Không!”", "Kim Jong un nói Không"),
    ("tin\u{AD} tức\u{200B}", "tin tức"),
    ("ＧＡＺＡ １２", "gaza 12"), ("một\nhai", "một hai"), ("Thế Giới 😀", "Thế Giới"),
  ])
  func spellingsOfOneTextAreEqual(_ one: String, _ other: String) {
    #expect(isEqual(one, other))
    #expect(isEqual(one.decomposedStringWithCanonicalMapping, other))
  }

  @Test(arguments: [
    ("12 người", "13 người"), ("朝鮮發射", "朝鮮試射"), ("북한은", "북한이"), ("Газа", "Гаага"), ("một hai", "hai một"),
    ("ghi", "gh i"), ("𠀀 a", "𠀁 a"),
  ])
  func otherWordsAreNot(_ one: String, _ other: String) {
    #expect(!isEqual(one, other))
  }

  @Test func wordsOfScriptsWithoutSpacesAreTheirCharacters() {
    #expect(TextRuns(title: "", body: "朝鮮發射飛彈，東京抗議。").words == 10)
    #expect(TextRuns(title: "", body: "Triều Tiên 2 lần, Kim Jong-un").words == 7)
    #expect(TextRuns(title: "one two", body: "").words == 0)
  }

  @Test func whatIsSharedIsCounted() {
    let base = (0..<100).map { "w\(String($0, radix: 26).map { $0 == "0" ? "z" : $0 }.map(String.init).joined())" }
    let whole = TextRuns(title: "", body: base.joined(separator: " "))
    let half = TextRuns(title: "", body: base.prefix(50).joined(separator: " "))
    let shared = whole.compared(with: half)
    #expect(shared.resemblance == 0.5 && shared.containment == 1 && shared.words == 50 && !shared.isEqual)
    #expect(half.compared(with: whole) == shared)
    let none = TextRuns(title: "", body: "").compared(with: TextRuns(title: "x", body: ""))
    #expect(none.words == 0 && !none.isEqual)
  }

  /// The room for a text's words is reckoned from its bytes, whatever they are.
  @Test func anyBytesCanBeRead() {
    for first in UInt8.min...UInt8.max {
      for rest in [
        [], [0x20], [0x80], [0xBF, 0xBF], [0xE1, 0xBA], [0xE4, 0xB8, 0xAD], [0xF0, 0x9F, 0x98], [0x41, 0xE1, 0xBB],
      ] as [[UInt8]] {
        for count in [1, 9] {
          let bytes = Array(repeating: [first] + rest, count: count).flatMap(\.self)
          bytes.withUnsafeBufferPointer { text in
            var words = TakenWords()
            FoldedWords.read(text, &words)
            #expect(words.haveDigits.count <= RunReader.mostWords(in: text), "\(bytes)")
            #expect(TextRuns(title: text, body: text).words == words.haveDigits.count, "\(bytes)")
            #expect(StoryText(title: text, body: text).numbers.count <= words.haveDigits.count, "\(bytes)")
          }
        }
      }
    }
  }

  @Test(arguments: [("2024年に3回 a1 b", [true, false, false, true, false, true, false]), ("năm2024 中", [true, false])])
  func charactersBehindANumberAreNone(text: String, haveDigits: [Bool]) {
    var (text, words) = (text, TakenWords())
    text.withUTF8 { FoldedWords.read($0, &words) }
    #expect(words.haveDigits == haveDigits)
  }

  private struct TakenWords: WordTaking {
    var haveDigits: [Bool] = []

    mutating func take(_ word: UInt64, hasDigit: Bool) { haveDigits.append(hasDigit) }
  }
}
