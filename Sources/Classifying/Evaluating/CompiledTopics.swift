/// The rules of a topics file, made ready for many articles: phrases are numbers, lists are slots.
struct CompiledTopics: Sendable {
  /// A phrase list's place among the gathered spans of an article.
  typealias Slot = Int

  /// A rule with its lists as slots.
  struct CompiledRule: Sendable {
    var rule: Rule
    var anyOf: Slot
    var allOf: [Slot]
    var noneOf: Slot?
  }

  /// A topic with its rules' lists as slots.
  struct CompiledTopic: Sendable {
    var definition: TopicDefinition
    var exclude: Slot?
    var noneOf: Slot?
    var roundups: Slot?
    var rules: [CompiledRule]
  }

  /// A slot that a phrase belongs to, and the languages of articles in which it does.
  struct Membership: Sendable {
    var slot: Slot
    var languages: UInt64
  }

  private(set) var topics: [CompiledTopic] = []
  /// Each phrase once; a phrase's index is its number.
  private(set) var phrases: [Phrase] = []
  /// By phrase.
  private(set) var memberships: [[Membership]] = []
  /// By phrase: the topics, as bits, that may count an article because of it.
  private(set) var anchors: [UInt64] = []
  private(set) var slotCount = 0
  /// The bit of each language that some list is for.
  private(set) var languageBits: [String: UInt64] = [:]

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
    phraseNumbers = [:]
    slots = [:]
  }

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
      memberships.append([])
      anchors.append(0)
    }
    let languages = entry.language.map { bit(of: $0) } ?? .max
    if let index = memberships[number].firstIndex(where: { $0.slot == slot }) {
      memberships[number][index].languages |= languages
    } else {
      memberships[number].append(Membership(slot: slot, languages: languages))
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
