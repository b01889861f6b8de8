/// A run of words to look for, as a topics file writes it.
///
/// Spelling does not matter where readers see no difference: see `PhraseMatcher`.
public struct Phrase: Hashable, Sendable {
  /// Where a match may begin and end.
  public enum Boundary: Hashable, Sendable {
    /// At the edges of words: `Gaza` is in `Gaza's`, `Gaza-Krieg`, `Gaza地带` and, with a particle, `북한` in `북한은`, but not in
    /// `Gazaa`. Chinese characters and hiragana each stand alone, so there such a phrase matches anywhere.
    case wholeWord
    /// Begins at the edge of a word and may end within one: `Palästin` is in `Palästinenser`.
    case prefix
    /// Within words too.
    case anywhere
  }

  /// Spaces and hyphens are the same, also several of them; those at the ends are ignored.
  public var text: String
  public var boundary: Boundary
  /// Matches only text whose capitals are those of `text`.
  public var isCaseSensitive: Bool

  public init(_ text: String, boundary: Boundary = .wholeWord, isCaseSensitive: Bool = false) {
    self.text = text
    self.boundary = boundary
    self.isCaseSensitive = isCaseSensitive
  }
}
