import NewsModels

extension Predecessors {
  /// One of them.
  struct Former {
    var id: ArticleID
    /// Whether it is superseded now; otherwise it was before.
    var isNew: Bool
  }

  /// The one that is superseded now first, where there is one.
  var all: [Former] {
    (supersedes.map { [Former(id: $0, isNew: true)] } ?? []) + formers.map { Former(id: $0, isNew: false) }
  }
}
