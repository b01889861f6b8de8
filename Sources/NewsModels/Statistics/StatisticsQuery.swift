/// A question for counts.
public struct StatisticsQuery: Hashable, Sendable, Codable {
  /// What rows are split by.
  public enum Key: String, Hashable, Sendable, Codable, CaseIterable {
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

  public init(filter: ArticleFilter = ArticleFilter(), by: [Key] = []) {
    self.filter = filter
    self.by = by
  }

  /// What is left out has its default: `{"by": ["day"]}` is a question.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    filter = try values.decodeIfPresent(ArticleFilter.self, forKey: .filter) ?? ArticleFilter()
    by = try values.decodeIfPresent([Key].self, forKey: .by) ?? []
  }
}
