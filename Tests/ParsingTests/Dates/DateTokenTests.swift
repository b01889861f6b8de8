import Testing

@testable import Parsing

@Suite struct DateTokenTests {
  @Test func wordsAreInSmallLettersWhereverTheyStand() {
    let line = "THỨ Bảy, 24/02/2024 TRIỀU Tiên 2年Γεν ŽÁŘÍ"
    let tokens = DateToken.tokens(of: Array(line.utf8)[...])
    let words: [DateWord] = ["thứ", "bảy", "triều", "tiên", "年", "γεν", "žáří"]
    #expect(tokens.filter { $0.kind == .word }.map(\.text) == words)
    #expect(tokens.filter { $0.kind == .number }.map(\.value) == [24, 2, 2024, 2])
    #expect(tokens.filter { $0.kind == .mark }.map(\.first) == [",", "/", "/"])
    // By their places they are what stands there.
    let places = tokens.map { String(decoding: Array(line.utf8)[$0.range], as: UTF8.self) }
    #expect(places == ["THỨ", "Bảy", ",", "24", "/", "02", "/", "2024", "TRIỀU", "Tiên", "2", "年", "Γεν", "ŽÁŘÍ"])
    #expect(tokens.map(\.isSpaced) == places.map { ["Bảy", "24", "TRIỀU", "Tiên", "ŽÁŘÍ"].contains($0) || $0 == "2" })
  }

  /// Runs of ASCII letters are taken together: the same comes of them as of one letter after the other.
  @Test(arguments: ["a", "Feb", "thang", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "tháng", "áAá", "zz年zz", "d'octobre"])
  func lettersTakenTogetherAreTheSameAsOneByOne(text: String) {
    let tokens = DateToken.tokens(of: Array(text.utf8)[...])
    let pieces = text.unicodeScalars.split { $0 == "'" || $0 == "年" }.map { DateWord(String($0).lowercased()) }
    #expect(tokens.filter { $0.kind == .word && $0.first != "年" }.map(\.text) == pieces)
  }

  @Test func placesAreThoseInTheWholeText() {
    let bytes = Array("ab 24 Feb".utf8)
    #expect(DateToken.tokens(of: bytes[3...]).map(\.range) == [3..<5, 6..<9])
  }

  @Test func characterCutAtTheEndIsAMark() {
    let line = Array("năm 2024 ở".utf8).dropLast()
    let tokens = DateToken.tokens(of: line)
    #expect(tokens.map(\.kind) == [.word, .number, .mark])
    #expect(tokens.last?.range == line.endIndex - 2..<line.endIndex)
  }

  /// More digits than a year or a sum has are read in pieces.
  @Test func longNumberIsReadInPiecesOfNineDigits() {
    let tokens = DateToken.tokens(of: Array("12345678901234".utf8)[...])
    #expect(tokens.map(\.value) == [123_456_789, 1_234])
    #expect(tokens.map(\.digits) == [9, 5])
  }
}
