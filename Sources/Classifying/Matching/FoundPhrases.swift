/// The phrases that stand in one text, before their words, sentences and paragraphs are counted.
///
/// Most articles hold phrases that mean nothing alone; callers that know this look here first and spare the counting.
public struct FoundPhrases: Sendable {
  /// A phrase and its place.
  struct Place: Sendable {
    var phrase: Int
    /// UTF-8 offsets in the text as it was given.
    var start: Int
    var end: Int
    var spelling: PhraseMatch.Spelling
  }

  /// In no order.
  var places: [Place] = []

  public var isEmpty: Bool { places.isEmpty }
  public var count: Int { places.count }

  /// Their indexes in the matcher's list, in no order and as often as they stand there. Those that are written without diacritics are
  /// among them, even where the paragraph has some and the match will not count.
  public var phrases: some Sequence<Int> { places.lazy.map(\.phrase) }
}
