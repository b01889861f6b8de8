/// A phrase found in a text, before it is known where in the article's order it stands.
struct FoundPhrase: Sendable {
  var phrase: Int
  /// UTF-8 offsets in the text as it was given.
  var start: Int
  var end: Int
  var spelling: PhraseMatch.Spelling
}
