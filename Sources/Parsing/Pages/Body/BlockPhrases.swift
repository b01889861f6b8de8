/// What a block's wording gives away, in the languages of the press that are read most.
///
/// Phrases of one to three words are looked up by hash as the words go by: one pass, no copies.
struct BlockPhrases: Sendable {
  private(set) var found: Phrase = []
  private(set) var endsWithColon = false
  private(set) var startsLower = false
  private(set) var startsWithQuote = false
  private(set) var holdsBar = false

  /// Blocks longer than this, in bytes, say what they say in many words: not looked at.
  static let longestText = 400

  init(_ text: String) {
    var text = text
    text.withUTF8 { read($0) }
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.first, let last = bytes.last else { return }
    startsLower = first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z")
    startsWithQuote = first == UInt8(ascii: "\"") || Self.quotes.contains { bytes.starts(with: $0) }
    endsWithColon = last == UInt8(ascii: ":") || bytes.suffix(3).elementsEqual("：".utf8)
    guard bytes.count <= Self.longestText else { return }
    for (start, phrase) in PhraseVocabulary.unspacedStarts where bytes.starts(with: start) { found.insert(phrase) }
    var words = (NameTable.emptyKey, NameTable.emptyKey, NameTable.emptyKey)
    var count = 0
    var length = 0
    for index in 0...bytes.count {
      let byte = index < bytes.count ? bytes[index] : UInt8(ascii: " ")
      if byte.isASCIILetter || byte >= 0x80 {
        let byte = byte.asciiLowercased
        words.0 = NameTable.extend(words.0, by: byte)
        words.1 = NameTable.extend(words.1, by: byte)
        words.2 = NameTable.extend(words.2, by: byte)
        length += 1
        continue
      }
      if byte == UInt8(ascii: "|") { holdsBar = true }
      guard length > 0 else { continue }
      count += 1
      length = 0
      look(up: words.0, words: 1, count: count)
      if count > 1 { look(up: words.1, words: 2, count: count) }
      if count > 2 { look(up: words.2, words: 3, count: count) }
      let space = UInt8(ascii: " ")
      words = (NameTable.emptyKey, NameTable.extend(words.0, by: space), NameTable.extend(words.1, by: space))
    }
  }

  private mutating func look(up key: UInt64, words: Int, count: Int) {
    guard let value = PhraseVocabulary.table[key: key | 1] else { return }
    let phrase = Phrase(rawValue: value)
    found.formUnion(phrase.intersection(.anywhere))
    if count == words { found.formUnion(phrase.subtracting(.anywhere)) }
  }

  private static let quotes: [[UInt8]] = ["\u{201C}", "\u{AB}", "\u{300C}", "\u{2018}", "\u{201E}"].map {
    Array($0.utf8)
  }
}

/// Kinds of telling phrases.
struct Phrase: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  static let copyright = Phrase(rawValue: 1 << 0)
  /// Wherever it stands: newsletters, cookies, terms.
  static let solicitation = Phrase(rawValue: 1 << 1)
  /// At the start: read on, share, log in.
  static let invitation = Phrase(rawValue: 1 << 2)
  /// At the start: read also, related.
  static let reference = Phrase(rawValue: 1 << 3)
  /// At the start: by, von, source.
  static let byline = Phrase(rawValue: 1 << 4)
  /// Of a picture: credits of photo agencies.
  static let picture = Phrase(rawValue: 1 << 5)
  static let pictureStart = Phrase(rawValue: 1 << 6)
  static let dateStart = Phrase(rawValue: 1 << 7)

  /// Wherever it stands: updated, edited.
  static let update = Phrase(rawValue: 1 << 8)

  /// Wherever it stands: first published, originally published.
  static let original = Phrase(rawValue: 1 << 9)

  /// Those that count wherever they stand; the others only at the start.
  static let anywhere: Phrase = [.copyright, .solicitation, .picture, .update, .original]
}
