/// How a figure opens: the filter with which `articles` lists exactly what it counts.
extension StatisticsAnswer {
  /// Opens a topic's total; its articles at one level where that is named.
  public func filter(of total: TopicTotal, level: TopicLevel? = nil) -> ArticleFilter {
    var filter = ownFilter
    filter.topic = total.topic
    filter.level = level ?? filter.level
    return filter
  }

  /// Opens the articles of a row; those at one level where that is named.
  public func filter(of row: Row, level: TopicLevel? = nil) -> ArticleFilter {
    var filter = cell(of: row)
    filter.topic = row.topic
    filter.level = level ?? filter.level
    return filter
  }

  /// Opens the denominator of a row's share.
  public func totalFilter(of row: Row) -> ArticleFilter { Self.untopical(cell(of: row)) }

  /// Opens `articles`.
  public var totalFilter: ArticleFilter { Self.untopical(ownFilter) }

  /// Opens the articles that two topics share.
  public func filter(of overlap: Overlap) -> ArticleFilter {
    var filter = ownFilter
    if filter.with != nil { return filter }
    filter.withLevel = filter.level
    (filter.topic, filter.with) = (overlap.topics.first, overlap.topics.last)
    return filter
  }

  /// The question's filter with its days, since a period's name means others tomorrow.
  private var ownFilter: ArticleFilter {
    var filter = query.filter
    filter.period = nil
    return filter
  }

  private static func untopical(_ filter: ArticleFilter) -> ArticleFilter {
    var filter = filter
    (filter.topic, filter.with, filter.withLevel, filter.level, filter.topical) = (nil, nil, nil, nil, nil)
    return filter
  }

  private func cell(of row: Row) -> ArticleFilter {
    var filter = ownFilter
    for key in query.by {
      switch key {
      case .source: filter.source = row.source ?? ""
      case .language: filter.language = row.language ?? ""
      case .topic: break
      case .day, .week, .month:
        guard let day = row.day else {
          (filter.since, filter.until, filter.undated) = (nil, nil, true)
          break
        }
        let last = key.days(from: day).upperBound
        filter.since = max(day, filter.since ?? day)
        filter.until = min(last, filter.until ?? last)
        filter.undated = nil
      }
    }
    return filter
  }
}
