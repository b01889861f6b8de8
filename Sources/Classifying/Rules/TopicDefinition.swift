import NewsModels

/// A topic with everything that decides about it.
struct TopicDefinition: Hashable, Sendable {
  /// A sentence that the topic must match, or must not, as its author says.
  struct Example: Hashable, Sendable {
    var text: String
    var matches: Bool
    var position: SourcePosition
  }

  var id: TopicID
  /// For people.
  var name: String
  /// The score from which an article counts.
  var threshold = 1.0
  /// By how much evidence in the headline weighs more than in the body.
  var titleFactor = 2.0
  /// By how much evidence in the lead weighs more than in the body.
  var leadFactor = 1.0
  var main = MainLevel()
  /// Phrases that unmake each shorter match inside them.
  var exclude = PhraseList()
  /// Phrases that spoil every match in their sentence.
  var noneOf: PhraseList?
  var rules: [Rule] = []
  var examples: [Example] = []
  var position = SourcePosition.start

  /// By how much evidence weighs more in one part of an article than in its body.
  func factor(of place: Place) -> Double {
    switch place {
    case .title: titleFactor
    case .lead: leadFactor
    case .body: 1
    }
  }
}

/// When an article is about a topic, not only mentions it.
///
/// The sum of `title` where the headline holds evidence, `lead` where the lead does, and `share` times the share of the
/// body that lies near evidence, against `threshold`. With the defaults a headline is enough, or a third of the text.
struct MainLevel: Hashable, Sendable {
  var title = 2.0
  var lead = 1.0
  var share = 6.0
  var threshold = 2.0
  /// Words that announce a headline of several news (`Tin thế giới`): such an article is about what its headline names.
  var roundups: PhraseList?

  /// Words of a paragraph this near to evidence count as spoken of the topic.
  static let nearWords = 25
}
