/// The rules of a topics file, made ready for many articles: phrases are numbers, lists are slots.
struct CompiledTopics: Sendable {
  /// A phrase list's place among the gathered spans of an article.
  typealias Slot = Int

  /// A rule with its lists as slots. A class, as a topic is: both are taken out of their arrays for each article, and a copy of so many
  /// fields costs more than what is read of it.
  final class CompiledRule: Sendable {
    let rule: Rule
    let anyOf: Slot
    let allOf: [Slot]
    let noneOf: Slot?
    /// The rule's places, as bits: asked of each span.
    private let places: UInt8

    init(rule: Rule, anyOf: Slot, allOf: [Slot], noneOf: Slot?) {
      (self.rule, self.anyOf, self.allOf, self.noneOf) = (rule, anyOf, allOf, noneOf)
      places = rule.places.reduce(0) { $0 | $1.bit }
    }

    /// Whether the rule looks at a place.
    func looks(at place: Place) -> Bool { places & place.bit != 0 }
  }

  /// A topic with its rules' lists as slots.
  final class CompiledTopic: Sendable {
    let definition: TopicDefinition
    let exclude: Slot?
    let noneOf: Slot?
    let roundups: Slot?
    let rules: [CompiledRule]
    /// The lists of `all-of` of all rules, each once.
    let allOf: [Slot]

    init(definition: TopicDefinition, exclude: Slot?, noneOf: Slot?, roundups: Slot?, rules: [CompiledRule]) {
      self.definition = definition
      (self.exclude, self.noneOf, self.roundups, self.rules) = (exclude, noneOf, roundups, rules)
      allOf = Set(rules.flatMap(\.allOf)).sorted()
    }
  }

  /// A slot that a phrase belongs to, and the languages of articles in which it does.
  struct Membership: Sendable {
    var slot: Slot
    var languages: UInt64
  }

  private(set) var topics: [CompiledTopic] = []
  /// Each phrase once; a phrase's index is its number.
  private(set) var phrases: [Phrase] = []
  /// By phrase, how many letters and spaces it has.
  private(set) var signs: [Int] = []
  /// The most words that a place where a phrase stands can have: no phrase has more letters and spaces.
  private(set) var mostWords = 0
  /// One phrase behind the other.
  private(set) var memberships: [Membership] = []
  /// By phrase, where its memberships begin; behind the last one how many there are.
  private var firstMemberships: [Int] = [0]
  /// By phrase: the topics, as bits, that may count an article because of it.
  private(set) var anchors: [UInt64] = []
  private(set) var slotCount = 0
  /// The bit of each language that some list is for.
  private(set) var languageBits: [String: UInt64] = [:]

  /// By phrase; while they are gathered.
  private var gathered: [[Membership]] = []
  private var phraseNumbers: [Phrase: Int] = [:]
  private var slots: [[PhraseList.Entry]: Slot] = [:]

  init(_ definitions: [TopicDefinition]) {
    for (index, definition) in definitions.enumerated() {
      let rules = definition.rules.map { rule in
        CompiledRule(
          rule: rule, anyOf: slot(of: rule.anyOf, anchorOf: rule.weight > 0 ? index : nil),
          allOf: rule.allOf.map { slot(of: $0) }, noneOf: rule.noneOf.map { slot(of: $0) })
      }
      let exclude = definition.exclude.entries.isEmpty ? nil : slot(of: definition.exclude)
      let roundups = definition.main.roundups.map { slot(of: $0) }
      let noneOf = definition.noneOf.map { slot(of: $0) }
      topics.append(
        CompiledTopic(definition: definition, exclude: exclude, noneOf: noneOf, roundups: roundups, rules: rules))
    }
    for all in gathered {
      memberships += all
      firstMemberships.append(memberships.count)
    }
    mostWords = signs.max() ?? 0
    gathered = []
    phraseNumbers = [:]
    slots = [:]
  }

  /// Where the memberships of a phrase stand.
  func membershipRange(of phrase: Int) -> Range<Int> { firstMemberships[phrase]..<firstMemberships[phrase + 1] }

  /// The bits of the lists that count for an article: all of them where its language is unknown or has no lists.
  func languageMask(of language: String?) -> UInt64 {
    guard let language, let bit = languageBits[language] else { return .max }
    return bit
  }

  private mutating func slot(of list: PhraseList, anchorOf topic: Int? = nil) -> Slot {
    // Where a phrase is written is no part of what the list is: a named list has one slot, however often it is used.
    let entries = list.entries.map { entry in
      var entry = entry
      entry.position = .start
      return entry
    }
    let slot: Slot
    if let known = slots[entries] {
      slot = known
    } else {
      slot = slotCount
      slotCount += 1
      slots[entries] = slot
      for entry in entries { add(entry, to: slot) }
    }
    if let topic {
      for entry in entries {
        guard let number = phraseNumbers[entry.phrase] else { continue }
        anchors[number] |= 1 << UInt64(topic)
      }
    }
    return slot
  }

  private mutating func add(_ entry: PhraseList.Entry, to slot: Slot) {
    let number: Int
    if let known = phraseNumbers[entry.phrase] {
      number = known
    } else {
      number = phrases.count
      phraseNumbers[entry.phrase] = number
      phrases.append(entry.phrase)
      signs.append(FoldedSign.signs(of: entry.phrase.text).count)
      gathered.append([])
      anchors.append(0)
    }
    let languages = entry.language.map { bit(of: $0) } ?? .max
    if let index = gathered[number].firstIndex(where: { $0.slot == slot }) {
      gathered[number][index].languages |= languages
    } else {
      gathered[number].append(Membership(slot: slot, languages: languages))
    }
  }

  /// A bit for each language; those beyond the 63rd share the last one.
  private mutating func bit(of language: String) -> UInt64 {
    if let bit = languageBits[language] { return bit }
    let bit: UInt64 = 1 << UInt64(min(languageBits.count, 63))
    languageBits[language] = bit
    return bit
  }
}
