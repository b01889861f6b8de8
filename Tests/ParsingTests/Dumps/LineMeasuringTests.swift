import Testing

@testable import Parsing

/// What is counted and hashed many bytes at a time, beside the same done character by character.
@Suite struct LineMeasuringTests {
  private static let texts = [
    "", "a", "Đ", "ế", "Quân đội Hàn Quốc: 2 tên lửa, “Hwasong-18” (KCNA).", "ĐẠI HỘI ĐẢNG BỘ TỈNH LẦN THỨ XVIII",
    "internationalisation of 1234567890123 things", "×÷ÆØåß Ÿ ǅ ƠƯơư ẞ", "港口重建 Harbour 港 Council 123",
    "Привет мир, ქართული ὀδός",
    "x\u{A0}y – z… «á» ª º µ", String(repeating: "Ủy ban nhân dân tỉnh; ", count: 300),
  ]

  /// Characters of these kinds, one by one; letters are Latin only.
  private func counted(_ text: String) -> (characters: Int, digits: Int, capitals: Int, small: Int) {
    var counts = (0, 0, 0, 0)
    for scalar in text.unicodeScalars {
      counts.0 += 1
      let bytes = Array(String(scalar).utf8) + [0, 0]
      let isMarked = (0xC3...0xC9).contains(bytes[0]) || bytes[0] == 0xE1 && (0xB8...0xBB).contains(bytes[1])
      if bytes[0].isASCIIDigit { counts.1 += 1 }
      if bytes[0].isASCIILetter ? bytes[0] < 0x60 : isMarked && WideCharacter.isCapital(bytes[0], bytes[1], bytes[2]) {
        counts.2 += 1
      } else if bytes[0].isASCIILetter || isMarked {
        counts.3 += 1
      }
    }
    return counts
  }

  @Test(arguments: texts, [0, 1, 2, 3, 15, 16, 17])
  func countsAreThoseOfTheCharacters(text: String, before: Int) {
    let bytes = Array((String(repeating: "Ế", count: before) + text + "Ô9a").utf8)
    let start = 3 * before
    let (counts, letters) = bytes.withUnsafeBufferPointer {
      (LineCounts($0, start..<start + text.utf8.count), LetterCounts($0, start..<start + text.utf8.count))
    }
    let expected = counted(text)
    #expect((counts.characters, counts.digits) == (expected.characters, expected.digits))
    #expect((letters.capitals, letters.smallLetters) == (expected.capitals, expected.small))
    #expect(counts.hasSmallLetters == text.utf8.contains { $0 >= 0x61 && $0 <= 0x7A })
    #expect(
      counts.hasOnlyLatin
        == text.unicodeScalars.allSatisfy {
          $0.value < 0x80 || counted(String($0)).capitals + counted(String($0)).small > 0
        })
  }

  /// What is taken word by word is measured as it is piece by piece.
  @Test(arguments: texts + SharedTexts.all + SharedTexts.odd, [0, 1, 13])
  func plainWordsAreMeasuredAsTheyArePieceByPiece(text: String, before: Int) {
    let bytes = Array((String(repeating: "x", count: before) + "\n" + text + "\nabc").utf8)
    let range = before + 1..<before + 1 + text.utf8.count
    func measured(byWords: Bool) -> (line: DumpLine, hashes: [UInt32]) {
      var line = DumpLine(range: range)
      let hashes = bytes.withUnsafeBufferPointer { buffer in
        [UInt32](unsafeUninitializedCapacity: WordHashes.most(of: buffer)) { memory, count in
          var hashes = WordHashes(memory)
          line.measure(buffer, vocabulary: .of("en"), byWords: byWords, hashes: &hashes)
          count = hashes.count
        }
      }
      return (line, hashes)
    }
    let (fast, slow) = (measured(byWords: true), measured(byWords: false))
    #expect(fast.line == slow.line)
    #expect(fast.hashes == slow.hashes)
  }

  /// The bits of words are those of the letters and digits, whatever stands around them.
  @Test(arguments: texts + SharedTexts.all)
  func bitsOfWordsAreThoseOfTheirCharacters(_ text: String) {
    var isWord: [Bool] = []
    for scalar in text.unicodeScalars {
      let kind = counted(String(scalar))
      isWord += Array(repeating: kind.digits + kind.capitals + kind.small > 0, count: String(scalar).utf8.count)
    }
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { buffer in
      let onlyLatin = LineCounts(buffer, 0..<bytes.count).hasOnlyLatin
      for start in bytes.indices where bytes[start] & 0xC0 != 0x80 {
        let count = min(64, bytes.count - start)
        let breaks = (0..<count).filter { !isWord[start + $0] } + (count < 64 ? [count] : [])
        for onlyLatin in Set([onlyLatin, false]) {
          var bits = WordBits(buffer, from: start, to: bytes.count, onlyLatin: onlyLatin)
          #expect(self.breaks(&bits) == breaks)
        }
        let ascii = bytes[start...].prefix(64)
        let letters = WordBits(asciiLetters: buffer, from: start)
        #expect((letters != nil) == (count == 64 && ascii.allSatisfy { $0 < 0x80 }))
        if var letters { #expect(self.breaks(&letters) == (0..<64).filter { !bytes[start + $0].isASCIILetter }) }
      }
    }
  }

  private func breaks(_ bits: inout WordBits) -> [Int] {
    var breaks: [Int] = []
    while let place = bits.nextBreak() { breaks.append(place) }
    return breaks
  }

  /// Words that are taken whole speak for the same language as words that are read letter by letter.
  @Test(arguments: texts + SharedTexts.all + SharedTexts.odd)
  func languageIsTheSameHoweverWordsAreRead(_ text: String) {
    func language(_ pieces: [[UInt8]]) -> String? {
      var evidence = LanguageEvidence()
      for piece in pieces { piece.withUnsafeBufferPointer { evidence.read($0) } }
      return evidence.language
    }
    let bytes = Array(String(repeating: text + " ", count: 4).utf8)
    // Pieces of fewer than 64 bytes are never taken by words.
    let pieces = bytes.split(separator: 0x20).map { Array($0) }
    #expect(language([bytes]) == language(pieces))
  }

  /// A word has one hash, in whatever pieces its bytes come.
  @Test func hashesDoNotDependOnThePieces() {
    let bytes = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    for length in 0...bytes.count {
      var whole = WordHash()
      for byte in bytes.prefix(length) { whole.add(byte) }
      for piece in 1...8 {
        var pieces = WordHash()
        for start in stride(from: 0, to: length, by: piece) {
          let part = bytes[start..<min(length, start + piece)]
          pieces.add(part.reversed().reduce(0) { $0 << 8 | UInt64($1) }, count: part.count)
        }
        #expect(pieces.value == whole.value)
      }
      if length < 8 {
        let word = bytes.prefix(length).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        #expect(WordHash().value(ending: word, count: length) == whole.value)
      }
    }
  }

  @Test func wordsThatDifferHaveOtherHashes() {
    var seen: Set<UInt32> = []
    for number in 0..<20_000 { seen.insert(WordHash.hash("\(number)")) }
    #expect(seen.count == 20_000)
  }

  /// The screen answers what all evidence would.
  @Test(arguments: texts + SharedTexts.all)
  func plainlyVietnameseTextIsToldAtOnce(_ text: String) {
    for end in 0..<6 {
      let bytes = Array(text.utf8.prefix(1_024 - end))
      bytes.withUnsafeBufferPointer { buffer in
        var evidence = LanguageEvidence()
        evidence.read(buffer)
        let screen = VietnameseScreen(buffer)
        #expect(screen.isPlain ? evidence.isPlainlyVietnamese : screen.hasOthers || !evidence.isPlainlyVietnamese)
        if screen.isPlain { #expect(evidence.language == "vi") }
      }
    }
  }

  /// What the beginning plainly is, the whole text is; and where two languages may be meant, the beginning alone does not tell.
  @Test(arguments: [
    (SharedTexts.english, "en"), (SharedTexts.vietnamese, "vi"), (SharedTexts.german, "de"), (SharedTexts.danish, nil),
    (SharedTexts.english + SharedTexts.german, nil), ("Lorem ipsum dolor sit amet consectetur adipiscing elit. ", nil),
  ])
  func plainLanguageIsThatOfAll(_ sentence: String, plain: String?) {
    let bytes = Array(String(repeating: sentence, count: 40).utf8)
    var evidence = LanguageEvidence()
    bytes[..<1_024].withUnsafeBufferPointer { evidence.read($0) }
    #expect(evidence.plainLanguage == plain)
    bytes[1_024...].withUnsafeBufferPointer { evidence.read($0) }
    if let plain { #expect(evidence.language == plain) }
    #expect(LanguageDetector.detect(bytes) == evidence.language)
  }

  private enum SharedTexts {
    static let vietnamese = "Ủy ban nhân dân tỉnh vừa phê duyệt kế hoạch nâng cấp hệ thống thoát nước cho ba phường. "
    static let english =
      "The council approved a plan to renew the drainage of three districts before the rainy season. "
    static let german =
      "Der Rat hat einen Plan für die Entwässerung von drei Bezirken gebilligt, und die Arbeiten sind in den Wochen vor der Regenzeit. "
    static let danish = "Byrådet har vedtaget en plan for tre kvarterer, og arbejdet er i gang før det regner i maj. "
    /// Words, marks and scripts at the edges of what is read together.
    static let odd = [
      "See http://example.org/a-b|c > www.example.org, mail a@b.org at 10:30. Photo: AP (Getty/Reuters)",
      String(repeating: "a", count: 63) + " b", String(repeating: "a", count: 64), String(repeating: "ab ", count: 70),
      String(repeating: "internationally ", count: 12) + "(" + String(repeating: "x", count: 130) + ")",
      "“" + String(repeating: english, count: 3) + "” said Đặng–Ngọc Ánh; Москва–Kyiv aБ бa 港a a港 Café\u{A0}3 ½ m² ×2",
      "subscribe to our newsletter", "Xem thêm: tin liên quan", "[Ảnh TTXVN] Hình: AFP", "ABC 港口 DEF Ǆ Ǆabc",
    ]
    static let all = [
      String(repeating: vietnamese, count: 12), String(repeating: english, count: 12),
      String(repeating: vietnamese + english, count: 8), String(repeating: english + english + vietnamese, count: 6),
      String(repeating: vietnamese + "Привет ", count: 12), String(repeating: vietnamese + "北京 ", count: 12),
    ]
  }

  /// Letters made small without Unicode's tables are those of the tables.
  @Test func commonLettersAreMadeSmallAsUnicodeDoes() {
    var letters = 0
    for value in UInt32(0)...0x2000 {
      guard let scalar = Unicode.Scalar(value), let small = SmallLetter.common(scalar) else { continue }
      #expect(String(small) == scalar.properties.lowercaseMapping)
      #expect(scalar.properties.isAlphabetic)
      letters += 1
    }
    // All of Vietnamese and English are among them.
    #expect(letters > 200)
  }
}
