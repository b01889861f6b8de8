/// Words that tell what a line of a page is, by hash, for one language.
struct DumpVocabulary: Sendable {
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

  /// Open addressing with linear probing over a power of two; 0 marks a free slot.
  private var keys: [UInt32]
  private var values: [Kinds]
  private let mask: Int
  /// Known phrases by fingerprint.
  let phrases: ProbingTable<UInt64, FurniturePhrases.Kind>

  /// The vocabulary for a language; made once for each.
  static func of(_ language: String?) -> DumpVocabulary {
    language.flatMap { byLanguage[$0] } ?? general
  }

  private static let general = DumpVocabulary(language: nil)
  private static let byLanguage: [String: DumpVocabulary] = Dictionary(
    uniqueKeysWithValues: CommonWords.listedLanguages.map { ($0, DumpVocabulary(language: $0)) })

  @inline(__always)
  func kinds(of hash: UInt32) -> Kinds {
    var slot = Int(hash) & mask
    while keys[slot] != 0 {
      if keys[slot] == hash { return values[slot] }
      slot = (slot + 1) & mask
    }
    return []
  }

  /// Knows nothing: for making the others.
  static let blank = DumpVocabulary(phrases: ProbingTable())

  private init(phrases: ProbingTable<UInt64, FurniturePhrases.Kind>) {
    keys = Array(repeating: 0, count: 4_096)
    values = Array(repeating: [], count: 4_096)
    mask = 4_095
    self.phrases = phrases
  }

  private init(language: String?) {
    self.init(phrases: FurniturePhrases.table)
    for word in CommonWords.words(of: language) { add(word, .common) }
    for word in FurnitureWords.furniture.split(separator: " ") { add(word, .furniture) }
    for word in FurnitureWords.caption.split(separator: " ") { add(word, .caption) }
    for word in FurnitureWords.notice.split(separator: " ") { add(word, .notice) }
    for word in FurnitureWords.byline.split(separator: " ") { add(word, .byline) }
  }

  private mutating func add(_ word: some StringProtocol, _ kind: Kinds) {
    insert(WordHash.hash(word), kind)
    // Only ASCII letters are made small when a line is read: a capital of another kind is a word of its own.
    if let first = word.unicodeScalars.first, first.value >= 0x80 {
      insert(WordHash.hash(first.properties.uppercaseMapping + word.dropFirst()), kind)
    }
  }

  private mutating func insert(_ hash: UInt32, _ kind: Kinds) {
    var slot = Int(hash) & mask
    while keys[slot] != 0 && keys[slot] != hash { slot = (slot + 1) & mask }
    keys[slot] = hash
    values[slot].insert(kind)
  }
}
