/// A line of a text dump, with what one pass over its bytes shows.
struct DumpLine: Hashable, Sendable {
  /// Where it stands in the text, trimmed. Never empty.
  var range: Range<Int>
  /// Blank lines before it.
  var isAfterBlank = false
  var isBeforeBlank = false

  /// Length in units of a Latin letter: an ideograph or a Hangul syllable counts 2.5.
  var units = 0
  /// Runs of letters and digits; an ideograph counts as half a word.
  var words = 0
  /// Words that begin with a capital, the first word aside.
  var capitalised = 0
  /// Whether it has more than two capitals and no small letter.
  var isInCapitals = false
  var digits = 0
  /// Ideographs, kana, Hangul syllables.
  var ideographs = 0
  /// Whether they are more than half as many as the small letters.
  var isIdeographic = false
  /// Commas, semicolons, colons and full stops inside the line, of any script.
  var clauseMarks = 0
  var opening = Opening.other
  var ending = Ending.other
  /// `|`, `»`, `›`, `•`, `/` between spaces: what menus and breadcrumbs are joined with.
  var separators = 0
  var hasCopyright = false
  /// `http`, `www.` or `@` in a word.
  var hasAddress = false
  /// Digits, colon, digits.
  var hasClock = false
  /// Commonest words of the document's language.
  var commonWords = 0
  /// Words of `FurnitureWords`, by kind.
  var furniture = 0
  /// Words of notices about consent and subscription.
  var noticeWords = 0
  var captionWords = 0
  var bylineWords = 0
  /// A caption word with a colon after it or a bracket or stroke before it, or a bracket at the end with a stroke inside:
  /// `Ảnh: TTXVN`, `(Photo: …)`, `(Name/Agency)`.
  var hasCaptionMark = false
  /// Such a mark closes the line, with only a name after it.
  var endsWithCaptionMark = false
  /// A hash of its words, letter case of ASCII aside: equal lines have equal ones.
  var fingerprint: UInt64 = 0
  /// Where the hashes of its words stand in `DumpLines.wordHashes`, as `WordHash.forEachWord` finds them.
  var wordHashes = 0..<0
  /// The known phrase that it begins with.
  var phrase: FurniturePhrases.Kind?
  /// Whether the phrase is all there is.
  var isPhraseWhole = false

  enum Opening: UInt8, Hashable, Sendable { case capital, small, digit, quote, bullet, other }
  enum Ending: UInt8, Hashable, Sendable { case sentence, colon, comma, other }

  init(range: Range<Int>) { self.range = range }
}
