/// The articles whose place in their document another has.
public struct Predecessors: Hashable, Sendable {
  /// Greatest number of `formers` that travel with an article.
  public static let maximumFormers = 16

  /// The one whose place it takes now, whoever delivered it.
  public var supersedes: ArticleID?
  /// Those whose place it took before, or the one that it supersedes did, latest first: a store that was put back to an older copy, or
  /// never had what came between, may hold one of them. They concern what the same producer delivered only.
  public var formers: [ArticleID]

  public init(supersedes: ArticleID? = nil, formers: [ArticleID] = []) {
    self.supersedes = supersedes
    self.formers = formers
  }
}
