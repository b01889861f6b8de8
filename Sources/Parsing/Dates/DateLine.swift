/// A line that is a date and what pages print beside it: the day of the week, the zone, `Published`, a few words more, a credit.
struct DateLine: Hashable, Sendable {
  /// What it names as its origin: `TTXVN` of `Thứ Bảy, 24/02/2024, 08:10 (GMT+7) - Theo TTXVN`.
  private(set) var credit: String?

  /// nil for any other line: a sentence, or a line that tells more than when and whence.
  init?(_ line: String, language: String?) {
    guard !Self.isSentence(line), let found = Self.read(line, language: language), found.weight <= Self.mostWeight
    else { return nil }
    credit = found.credit
  }

  /// Whether a sentence says no more than such a line does: `Bài đăng ngày 24/02/2024.` One that labels its date may say as much, another
  /// half of it, since `On 24 February 2024, war began.` is news.
  static func isSaid(by sentence: String, language: String?) -> Bool {
    guard isSentence(sentence), let found = read(sentence, language: language) else { return false }
    return found.weight <= (found.isLabelled ? mostWeight : mostWeight / 2)
  }

  /// How much a line tells besides its date and what it credits; nil for one without a date, or too long.
  private static func read(_ line: String, language: String?) -> (weight: Int, isLabelled: Bool, credit: String?)? {
    guard line.utf8.count <= longest else { return nil }
    let bytes = Array(line.utf8)
    guard let date = VisibleDate.find(in: bytes[...], language: language) else { return nil }
    let words = DateToken.tokens(of: bytes[...]).filter {
      $0.kind == .word && !date.range.contains($0.range.lowerBound)
    }
    let credited = credit(in: bytes[...], among: words.filter { $0.range.lowerBound >= date.range.upperBound })
    let weight = words.reduce(0) { sum, word in
      credited?.range.contains(word.range.lowerBound) == true ? sum : sum + Self.weight(of: word)
    }
    return (weight, date.label != nil, credited?.credit)
  }

  /// Whether a line begins with a date, and goes on with what pages print behind it (`Lượt xem: 120 In bài viết`) instead of ending as a
  /// sentence does.
  static func isBegun(by line: String, language: String?) -> Bool {
    let bytes = Array(line.utf8)
    guard !isSentence(line), let date = VisibleDate.find(in: bytes[...], language: language) else { return false }
    return DateToken.tokens(of: bytes[..<date.range.lowerBound])
      .allSatisfy { $0.kind != .word || weight(of: $0) == 0 }
  }

  /// Whether a line that tells more than its date is printed by the page all the same, as a byline is: it labels the date, begins with who
  /// wrote, or has day and clock apart from the rest. `By John Smith, Foreign Correspondent in Seoul, 5 March 2024 08:30`
  static func isByline(_ line: String, language: String?) -> Bool {
    let bytes = Array(line.utf8)
    guard let date = VisibleDate.find(in: bytes[...], language: language) else { return false }
    let before = DateToken.tokens(of: bytes[..<date.range.lowerBound])
    if date.label != nil || before.count > 1 && openings.contains(before[0].text) { return true }
    return date.saysTime && before.last?.isOne(of: ",;|-–—·•") == true
  }

  private static let openings: [DateWord] = ["by", "author", "reporter", "tác", "autor", "автор", "yazar", "penulis"]

  /// Whether a line ends as a sentence does, or is empty. A stop in the brackets behind a line ends none: `24 Feb. 2024 (5:00 a.m.)`.
  static func isSentence(_ line: String) -> Bool {
    let bytes = Array(line.utf8)
    guard !bytes.isEmpty else { return true }
    let open = bytes.last == UInt8(ascii: ")") ? bytes.lastIndex(of: UInt8(ascii: "(")) ?? 0 : 0
    return endsASentence(bytes[...]) && (open == 0 || endsASentence(bytes[..<open]))
  }

  private static func endsASentence(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { WideCharacter.ending(of: $0) } == .sentence
  }

  /// Bytes.
  private static let longest = 120
  /// Two words, or eight characters of a script without spaces.
  private static let mostWeight = 8

  /// How much a word tells besides the date.
  private static func weight(of word: DateToken) -> Int {
    if DateToken.standsAlone(word.first) { return 1 }
    // A sentence of a script without spaces is one word.
    return DateWords.isBesideDate(word.text) ? 0 : max(4, word.range.count / 8)
  }

  /// The first credit that begins with one of `words`, and the bytes that it takes.
  private static func credit(
    in line: ArraySlice<UInt8>, among words: [DateToken]
  ) -> (credit: String, range: Range<Int>)? {
    for word in words {
      var rest = line[word.range.lowerBound...].prefix { $0 != UInt8(ascii: "|") }
      if rest.last == UInt8(ascii: ")"), !rest.contains(UInt8(ascii: "(")) { rest = rest.dropLast() }
      if let credit = CreditLine.read(rest)?.credit { return (credit, rest.startIndex..<rest.endIndex) }
    }
    return nil
  }
}
