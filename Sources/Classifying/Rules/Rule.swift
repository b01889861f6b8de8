import NewsModels

/// One way in which a text speaks of a topic.
///
/// Each place where one of the `anyOf` phrases stands, with something of every `allOf` list near it and nothing of
/// `noneOf`, is evidence of `weight`.
struct Rule: Hashable, Sendable {
  /// For explanations; unique in the topic.
  var name: String
  var anyOf: PhraseList
  var allOf: [PhraseList] = []
  var noneOf: PhraseList?
  var within = Reach.sentence
  /// What one place adds to the score; negative for a rule that speaks against the topic.
  var weight = 1.0
  /// The most that the rule adds to the score, as a magnitude; nil for no bound.
  var atMost: Double?
  /// Where the rule looks.
  var places = Set(Place.allCases)
  var position = SourcePosition.start
}

/// The parts of an article that weigh differently.
enum Place: String, Hashable, Sendable, CaseIterable {
  case title
  /// The beginning of the first paragraph, at most `leadWords` words.
  case lead
  /// All the rest.
  case body

  /// Where articles come as one long paragraph, only its first words are the lead.
  static let leadWords = 60

  var bit: UInt8 {
    switch self {
    case .title: 1
    case .lead: 2
    case .body: 4
    }
  }
}
