/// Why a page was read as it was: what `newsctl parse --explain` prints.
struct PageTrace: Hashable, Sendable {
  /// A block of text, in the order of the page.
  struct Line: Hashable, Sendable {
    var isKept: Bool
    /// In one or a few words: the stage that decided.
    var reason: String
    /// What spoke for and against it, the strongest first.
    var score: String
    var text: String
  }

  /// How title, date, source and address were chosen.
  var notes: [String] = []
  var lines: [Line] = []
}
