import DurableSQLite
import NewsModels

/// Counts stored articles by what other rules said of them: rows, lists and counts are then as if those had classified them at once.
extension StoreTransaction {
  /// Answers the numbers of those that are counted so now: one that is not there as it was read is left.
  func reclassify(_ articles: [ReclassifiedArticle], _ account: inout StoreAccount) throws -> Set<Int64> {
    let update = try RawStatement(db, "UPDATE article SET version = ?, topics = ? WHERE number = ?")
    var counted: Set<Int64> = []
    for article in articles {
      guard let row = try ArticlePlace(article.number, db), row.id == article.id.digest.bytes,
        row.version == (try account.names.version(article.formerVersion, db))
      else { continue }
      let classification = article.classification
      let version = try account.names.version(classification.topicsVersion, db)
      account.versions[row.version, default: 0] -= 1
      account.versions[version, default: 0] += 1
      try update.bind(1, version)
      try update.bind(2, TopicsBlob.encode(classification.topics))
      try update.bind(3, row.number)
      try update.run()
      if try !counts(row, as: classification.topics, &account) {
        try unlist(row, &account)
        try list(
          row.number, row.cell, classification.topics, arrived: row.arrived, isCopy: row.story != nil, &account)
      }
      counted.insert(article.number)
    }
    return counted
  }

  /// Whether an article is counted for just these topics at these levels: nearly all are, and then only the evidence may be another.
  private func counts(
    _ row: ArticlePlace, as topics: [Classification.Topic], _ account: inout StoreAccount
  ) throws -> Bool {
    guard row.topics.count == topics.count else { return false }
    return try topics.allSatisfy { topic in
      let number = try account.names.topic(topic.topic, db)
      return row.topics.contains { $0.topic == number && $0.level == topic.level }
    }
  }
}
