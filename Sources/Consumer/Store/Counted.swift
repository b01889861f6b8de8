/// Figures of some articles, which can be summed.
protocol Figures: Hashable, Sendable {
  /// Those of no article.
  init()
  static func += (sum: inout Self, more: Self)
}

/// Figures of all articles, and of the first articles of stories among them.
struct Counted<Kind: Figures>: Figures {
  var all = Kind()
  var first = Kind()

  init() {}

  init(all: Kind, first: Kind) {
    self.all = all
    self.first = first
  }

  /// Those of one article.
  init(_ figures: Kind, isCopy: Bool) {
    all = figures
    first = isCopy ? Kind() : figures
  }

  static func += (sum: inout Self, more: Self) {
    sum.all += more.all
    sum.first += more.first
  }
}
