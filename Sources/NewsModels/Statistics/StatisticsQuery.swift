/// A question for counts.
public struct StatisticsQuery: Hashable, Sendable, Codable {
  /// What rows are split by.
  public enum Key: String, Hashable, Sendable, NamedChoice {
    case day
    /// Weeks of ISO 8601, named by their Monday.
    case week
    /// Months, named by their first day.
    case month
    case source
    case language
    case topic
  }

  public var filter: ArticleFilter
  /// At most one of day, week and month. Empty: totals only. Rows are always split by topic too.
  public var by: [Key]
  /// Puts other figures beside those asked for; the filter must name both ends of a range then.
  public var compare: Comparison?

  /// What figures are compared with.
  public enum Comparison: String, Hashable, Sendable, NamedChoice {
    /// The calendar months before where the range consists of whole ones, an equal number of days before otherwise.
    case previous
  }

  /// Greatest number of rows of an answer: as many as are read and written within 20 ms. Rows by source are longer.
  public static func mostRows(bySource: Bool) -> Int { bySource ? 25_000 : 40_000 }

  public init(filter: ArticleFilter = ArticleFilter(), by: [Key] = [], compare: Comparison? = nil) {
    self.filter = filter
    self.by = by
    self.compare = compare
  }

  /// What is left out has its default: `{"by": ["day"]}` is a question.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    filter = try values.decodeIfPresent(ArticleFilter.self, forKey: .filter) ?? ArticleFilter()
    by = try values.decodeIfPresent([Key].self, forKey: .by) ?? []
    compare = try values.decodeIfPresent(Comparison.self, forKey: .compare)
  }
}
