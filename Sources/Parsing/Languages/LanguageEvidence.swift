/// What of a text's script and words speaks for which language.
struct LanguageEvidence: Sendable {
  /// Characters by script, as `Script` numbers them.
  private var scripts = [Int](repeating: 0, count: Script.allCases.count)
  /// Vietnamese letters that no other language uses: ơ, ư and the letters of U+1EA0 to U+1EF9.
  private var vietnameseLetters = 0
  /// Letters that tell apart the languages of one script.
  private var telling: [UInt32: Int] = [:]
  private var words = 0
  private let table = CommonWords.table
  /// How many words may be of each language, as `CommonWords` numbers them.
  private var votes = [Int](repeating: 0, count: CommonWords.languages.count)

  enum Script: Int, CaseIterable {
    case latin, han, kana, hangul, cyrillic, arabic, greek, hebrew, thai, lao, khmer, burmese, devanagari, bengali,
      tamil
    case georgian, armenian, ethiopic
  }

  /// Reads characters and words; a character cut at either end is passed over.
  mutating func read(_ utf8: UnsafeBufferPointer<UInt8>) {
    var votes: [Int] = []
    swap(&votes, &self.votes)
    votes.withUnsafeMutableBufferPointer { read(utf8, $0) }
    swap(&votes, &self.votes)
  }

  private mutating func read(_ utf8: UnsafeBufferPointer<UInt8>, _ votes: UnsafeMutableBufferPointer<Int>) {
    var index = 0
    var word: UInt64 = 0
    var length = 0
    var latinLetters = 0
    defer { scripts[Script.latin.rawValue] += latinLetters }
    while index < utf8.count {
      let byte = utf8[index]
      if length == 0, byte.isASCIILetter {
        let start = index
        readPlainWords(utf8, &index, &latinLetters, votes)
        if index > start { continue }
      }
      if byte < 0x80 {
        index += 1
        let lower = byte | 0x20
        if lower >= 0x61 && lower <= 0x7A {
          length += 1
          if length <= 8 { word = word << 8 | UInt64(lower) }
          latinLetters += 1
        } else if length > 0 {
          close(&word, &length, votes)
        }
        continue
      }
      let size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1
      guard size > 1, index + size <= utf8.count else {
        index += 1
        continue
      }
      if size < 4 {
        let scalar = Self.scalar(utf8, at: index, size: size)
        if Self.isLatin(scalar) {
          latinLetters += 1
          if scalar >= 0x1EA0 && scalar <= 0x1EF9 || scalar == 0x1A1 || scalar == 0x1B0 { vietnameseLetters += 1 }
          // Any letter beyond ASCII keeps its low byte: enough to tell the common words apart.
          length += 1
          if length <= 8 { word = word << 8 | UInt64(scalar & 0xFF | 0x80) }
        } else {
          note(scalar, &word, &length, votes)
        }
      }
      index += size
    }
    close(&word, &length, votes)
  }

  /// Words of ASCII letters, as long as nothing else comes: other letters, a word of 64 letters and more, the end.
  private mutating func readPlainWords(
    _ utf8: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ letters: inout Int,
    _ votes: UnsafeMutableBufferPointer<Int>
  ) {
    while var bits = WordBits(asciiLetters: utf8, from: index) {
      let start = index
      // A word that these bytes cut is whole among those from its beginning on.
      while let end = bits.nextBreak() {
        let length = start &+ end &- index
        if length > 0 {
          letters &+= length
          let eight = EightBytes(utf8, at: index)
          var word =
            length <= 8 ? eight.lowercased(length).byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* length) : 0
          var count = length
          close(&word, &count, votes)
        }
        index = start &+ end &+ 1
      }
      if index == start { return }
    }
  }

  private static func scalar(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int, size: Int) -> UInt32 {
    if size == 2 { return UInt32(utf8[index] & 0x1F) << 6 | UInt32(utf8[index + 1] & 0x3F) }
    return UInt32(utf8[index] & 0x0F) << 12 | UInt32(utf8[index + 1] & 0x3F) << 6 | UInt32(utf8[index + 2] & 0x3F)
  }

  @inline(__always)
  private static func isLatin(_ scalar: UInt32) -> Bool {
    scalar >= 0xC0 && scalar <= 0x24F && scalar != 0xD7 && scalar != 0xF7 || scalar >= 0x1E00 && scalar <= 0x1EFF
  }

  /// A character that is no Latin letter.
  private mutating func note(
    _ scalar: UInt32, _ word: inout UInt64, _ length: inout Int, _ votes: UnsafeMutableBufferPointer<Int>
  ) {
    guard let script = Self.script(of: scalar) else {
      if length > 0 { close(&word, &length, votes) }
      return
    }
    scripts[script.rawValue] += 1
    switch script {
    case .cyrillic, .arabic, .devanagari:
      if Self.isTelling(scalar) { telling[scalar, default: 0] += 1 }
    default:
      if length > 0 { close(&word, &length, votes) }
    }
  }

  @inline(__always)
  private mutating func close(
    _ word: inout UInt64, _ length: inout Int, _ votes: UnsafeMutableBufferPointer<Int>
  ) {
    guard length > 0 else { return }
    words += 1
    if length <= 8, var languages = table[word] {
      while languages != 0 {
        votes[languages.trailingZeroBitCount] += 1
        languages &= languages - 1
      }
    }
    word = 0
    length = 0
  }

  private static func script(of scalar: UInt32) -> Script? {
    switch scalar {
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F: .cyrillic
    case 0x531...0x58F: .armenian
    case 0x5D0...0x5EA: .hebrew
    case 0x620...0x6D3, 0xFB50...0xFDFF: .arabic
    case 0x900...0x97F: .devanagari
    case 0x980...0x9FF: .bengali
    case 0xB80...0xBFF: .tamil
    case 0xE01...0xE5B: .thai
    case 0xE80...0xEFF: .lao
    case 0x1000...0x109F: .burmese
    case 0x10A0...0x10FF: .georgian
    case 0x1200...0x137F: .ethiopic
    case 0x1780...0x17FF: .khmer
    case 0x3041...0x30FA: .kana
    case 0x3400...0x4DBF, 0x4E00...0x9FFF: .han
    case 0xAC00...0xD7A3: .hangul
    default: nil
    }
  }

  /// Letters that only some languages of a script use.
  private static func isTelling(_ scalar: UInt32) -> Bool {
    switch scalar {
    // і ї є ґ ў ё ъ ы э ј љ њ ђ ћ ѓ ќ ѕ џ щ ә ө ү ғ қ ң
    case 0x456, 0x457, 0x454, 0x491, 0x45E, 0x451, 0x44A, 0x44B, 0x44D, 0x458, 0x459, 0x45A, 0x452, 0x45B, 0x453, 0x45C,
      0x455, 0x45F, 0x4D9, 0x4E9, 0x4AF, 0x493, 0x49B, 0x4A3, 0x447, 0x44F:
      true
    // Persian پ چ ژ گ ی ک; Urdu ٹ ڈ ڑ ں ے ہ; Pashto ټ ډ ړ ښ; Arabic ة ي ك ى
    case 0x67E, 0x686, 0x698, 0x6AF, 0x6CC, 0x6A9, 0x679, 0x688, 0x691, 0x6BA, 0x6D2, 0x6C1, 0x67C, 0x689, 0x693, 0x69A,
      0x629,
      0x64A, 0x643, 0x649:
      true
    default: false
    }
  }
}

extension LanguageEvidence {
  /// The language that the evidence speaks for; nil where it is too little.
  var language: String? {
    // A character of these scripts says as much as several Latin letters.
    var weighted = scripts
    for script in [Script.han, .kana, .hangul] { weighted[script.rawValue] *= 3 }
    let total = weighted.reduce(0, +)
    guard total >= 12, let top = weighted.indices.max(by: { weighted[$0] < weighted[$1] }),
      let script = Script(rawValue: top)
    else { return nil }
    let japanese = scripts[Script.kana.rawValue]
    if japanese * 12 >= scripts[Script.han.rawValue] && japanese * 3 * 4 >= total && japanese > 2 { return "ja" }
    if scripts[Script.kana.rawValue] * 5 > scripts[Script.han.rawValue] && japanese > 4 && script != .latin {
      return "ja"
    }
    switch script {
    case .latin: return latinLanguage
    case .han: return "zh"
    case .kana: return "ja"
    case .hangul: return "ko"
    case .cyrillic: return cyrillicLanguage
    case .arabic: return arabicLanguage
    case .greek: return "el"
    case .hebrew: return "he"
    case .thai: return "th"
    case .lao: return "lo"
    case .khmer: return "km"
    case .burmese: return "my"
    case .devanagari: return "hi"
    case .bengali: return "bn"
    case .tamil: return "ta"
    case .georgian: return "ka"
    case .armenian: return "hy"
    case .ethiopic: return "am"
    }
  }

  /// Whether enough was read to tell Vietnamese, with twice the letters of its own that it takes.
  var isPlainlyVietnamese: Bool { isPlainlyLatin && vietnameseLetters * 12 >= scripts[Script.latin.rawValue] }

  /// The language where enough was read to tell it beyond doubt: with twice what it takes, and twice the words of any other.
  var plainLanguage: String? {
    if isPlainlyVietnamese { return "vi" }
    guard isPlainlyLatin, vietnameseLetters * 50 < scripts[Script.latin.rawValue] else { return nil }
    return languageOfWords(fewest: 40, partOfAll: 6, timesOthers: 2)
  }

  private var isPlainlyLatin: Bool {
    let latin = scripts[Script.latin.rawValue]
    return latin >= 400 && latin * 10 >= scripts.reduce(0, +) * 9
  }

  private var latinLanguage: String? {
    let latin = scripts[Script.latin.rawValue]
    if vietnameseLetters * 25 >= latin { return "vi" }
    return languageOfWords(fewest: 4, partOfAll: 12, timesOthers: 1)
  }

  /// The language that most words may be of, the `partOfAll`th of all words at least and `timesOthers` as many as of any other; nil
  /// where there is none.
  private func languageOfWords(fewest: Int, partOfAll: Int, timesOthers: Int) -> String? {
    guard words >= fewest else { return nil }
    guard let first = votes.indices.max(by: { votes[$0] < votes[$1] }), votes[first] >= 2,
      votes[first] * partOfAll >= words
    else { return nil }
    let others = votes.indices.lazy.filter { $0 != first }.map { votes[$0] }.max() ?? 0
    return votes[first] > others && votes[first] >= timesOthers * others ? CommonWords.languages[first] : nil
  }

  private var cyrillicLanguage: String {
    func count(_ scalars: UInt32...) -> Int { scalars.reduce(0) { $0 + telling[$1, default: 0] } }
    let serbian = count(0x458, 0x459, 0x45A, 0x452, 0x45B, 0x45F)
    let macedonian = count(0x453, 0x45C, 0x455)
    let ukrainian = count(0x456, 0x457, 0x454, 0x491)
    let russian = count(0x44B, 0x44D, 0x451)
    let kazakh = count(0x4D9, 0x493, 0x49B, 0x4A3)
    let mongolian = count(0x4E9, 0x4AF)
    if kazakh > 4 && kazakh * 3 > russian { return "kk" }
    if mongolian > 4 && mongolian * 3 > russian { return "mn" }
    if macedonian > 0 && serbian > 0 && macedonian * 20 > serbian { return "mk" }
    if serbian > count(0x44F) { return "sr" }
    if count(0x45E) > 0 && count(0x456) > 0 && count(0x45E) * 10 > count(0x456) { return "be" }
    if ukrainian > russian { return "uk" }
    return russian * 3 > count(0x44A) ? "ru" : "bg"
  }

  private var arabicLanguage: String {
    func count(_ scalars: UInt32...) -> Int { scalars.reduce(0) { $0 + telling[$1, default: 0] } }
    let urdu = count(0x679, 0x688, 0x691, 0x6BA, 0x6D2, 0x6C1)
    let pashto = count(0x67C, 0x689, 0x693, 0x69A)
    let persian = count(0x67E, 0x686, 0x698, 0x6AF, 0x6CC, 0x6A9)
    let arabic = count(0x629, 0x64A, 0x643, 0x649)
    if urdu > arabic && urdu * 3 > persian { return "ur" }
    if pashto > 3 && pashto > urdu { return "ps" }
    return persian > arabic ? "fa" : "ar"
  }
}
