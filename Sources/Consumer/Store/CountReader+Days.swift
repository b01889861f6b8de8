import NewsModels

/// What a reader that splits by days knows of them.
extension CountReader {
  /// Articles that the whole filter takes, by the day that the reader splits by.
  func matchesByDay() throws -> [Int64: Int] {
    var sums: [Int64: Int] = [:]
    guard filter.topic == nil else {
      try visitTopics { cell, _, levels in
        if let day = cell.period { sums[day, default: 0] += levels.main + levels.mention }
      }
      return sums
    }
    try visitArticles { cell, articles in
      guard let day = cell.period else { return }
      sums[day, default: 0] += articles.matching(filter)
    }
    return sums
  }

  /// On how many days of the filter's range articles were published, whatever their topics; and the first and last such day.
  func daysWithInput() throws -> (count: Int, days: ClosedRange<Int64>?) {
    var days: Set<Int64> = []
    try visit(table: "counts", columns: ["articles"]) { row, cell in
      if let day = cell.period, day != StoreSchema.undated { days.insert(day) }
    }
    guard let first = days.min(), let last = days.max() else { return (0, nil) }
    return (days.count, first...last)
  }
}

extension CountChanges.Articles {
  /// Those that a filter without a topic takes.
  fileprivate func matching(_ filter: StoreFilter) -> Int {
    switch filter.isTopical {
    case false: articles - withTopic
    case nil where filter.level == nil: articles
    case _: withTopic(at: filter.level)
    }
  }

  /// Those that count for some topic, at `level` where one is named.
  func withTopic(at level: TopicLevel?) -> Int {
    switch level {
    case .main: withMain
    case .mention: withMention
    case nil: withTopic
    }
  }
}
