/// Words that tell what a line of a page is, by hash, for one language.
///
/// Never changed once it is made: a class, so that handing it on costs one count.
final class DumpVocabulary: Sendable {
  struct Kinds: OptionSet, Sendable {
    let rawValue: UInt8
    /// One of the commonest words of the language: sentences are full of them, menus are not.
    static let common = Kinds(rawValue: 1)
    /// A word of menus, buttons and notices.
    static let furniture = Kinds(rawValue: 2)
    /// A word of picture captions and credits.
    static let caption = Kinds(rawValue: 4)
    /// A word of bylines.
    static let byline = Kinds(rawValue: 8)
    /// A word of notices about consent, data and subscriptions.
    static let notice = Kinds(rawValue: 16)
  }

  private let words: Words
  /// Known phrases by fingerprint.
  let phrases: ProbingTable<UInt64, FurniturePhrases.Kind>
  /// A bit for each phrase, by its fingerprint: most beginnings of lines are none of them, which costs one look here.
  private let phraseBits: [UInt64]

  /// The vocabulary for a language; made once for each.
  static func of(_ language: String?) -> DumpVocabulary {
    language.flatMap { byLanguage[$0] } ?? general
  }

  private static let general = DumpVocabulary(language: nil)
  private static let byLanguage: [String: DumpVocabulary] = Dictionary(
    uniqueKeysWithValues: CommonWords.listedLanguages.map { ($0, DumpVocabulary(language: $0)) })

  @inline(__always)
  func kinds(of hash: UInt32) -> Kinds { words[hash] }

  /// Whether `phrases` may hold a fingerprint: false where it certainly does not.
  @inline(__always)
  func mayBePhrase(_ fingerprint: UInt64) -> Bool {
    let (place, bit) = Self.phraseBit(fingerprint)
    return phraseBits[place] & bit != 0
  }

  @inline(__always)
  private static func phraseBit(_ fingerprint: UInt64) -> (place: Int, bit: UInt64) {
    (Int(truncatingIfNeeded: fingerprint &>> 6 & 255), 1 &<< (fingerprint & 63))
  }

  /// Knows nothing: for making the others.
  static let blank = DumpVocabulary(phrases: ProbingTable())

  private init(phrases: ProbingTable<UInt64, FurniturePhrases.Kind>, words: Words = Words()) {
    self.phrases = phrases
    self.words = words
    var bits = [UInt64](repeating: 0, count: 256)
    phrases.forEachKey { fingerprint in
      let (place, bit) = Self.phraseBit(fingerprint)
      bits[place] |= bit
    }
    phraseBits = bits
  }

  private convenience init(language: String?) {
    var words = Self.ofEveryLanguage
    for word in CommonWords.words(of: language) { words.add(word, .common) }
    self.init(phrases: FurniturePhrases.table, words: words)
  }

  private static let ofEveryLanguage: Words = {
    var words = Words()
    for word in FurnitureWords.furniture.split(separator: " ") { words.add(word, .furniture) }
    for word in FurnitureWords.caption.split(separator: " ") { words.add(word, .caption) }
    for word in FurnitureWords.notice.split(separator: " ") { words.add(word, .notice) }
    for word in FurnitureWords.byline.split(separator: " ") { words.add(word, .byline) }
    return words
  }()
}

/// Words by hash: open addressing with linear probing over a power of two; 0 marks a free slot.
private struct Words: Sendable {
  private var keys = [UInt32](repeating: 0, count: 4_096)
  private var values = [DumpVocabulary.Kinds](repeating: [], count: 4_096)
  /// Marks a slot that was taken when another word wanted it.
  private static let crowded = DumpVocabulary.Kinds(rawValue: 128)
  private static let mask = 4_095

  /// Nearly always the first slot tells, and without a branch that depends on the word.
  @inline(__always)
  subscript(hash: UInt32) -> DumpVocabulary.Kinds {
    let slot = Int(hash) & Self.mask
    let found = values[slot]
    let isIt = keys[slot] == hash
    if found.contains(Self.crowded), !isIt { return search(hash, after: slot) }
    return DumpVocabulary.Kinds(rawValue: found.rawValue & ~Self.crowded.rawValue & (isIt ? 0xFF : 0))
  }

  @inline(never)
  private func search(_ hash: UInt32, after slot: Int) -> DumpVocabulary.Kinds {
    var slot = slot
    while keys[slot] != 0 {
      if keys[slot] == hash { return values[slot].subtracting(Self.crowded) }
      slot = (slot + 1) & Self.mask
    }
    return []
  }

  mutating func add(_ word: some StringProtocol, _ kind: DumpVocabulary.Kinds) {
    insert(WordHash.hash(word), kind)
    // Only ASCII letters are made small when a line is read: a capital of another kind is a word of its own.
    if let first = word.unicodeScalars.first, first.value >= 0x80 {
      insert(WordHash.hash(first.properties.uppercaseMapping + word.dropFirst()), kind)
    }
  }

  private mutating func insert(_ hash: UInt32, _ kind: DumpVocabulary.Kinds) {
    var slot = Int(hash) & Self.mask
    while keys[slot] != 0 && keys[slot] != hash {
      values[slot].insert(Self.crowded)
      slot = (slot + 1) & Self.mask
    }
    keys[slot] = hash
    values[slot].insert(kind)
  }
}
