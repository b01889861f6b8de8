import NewsModels

@testable import Consumer

extension InMemoryArticleStore {
  func stories(_ query: StoriesQuery) throws(StoreError) -> StoryListing {
    try checkOpen()
    try check(StatisticsQuery(filter: query.filter))
    guard (1...StoriesQuery.maximumLimit).contains(query.limit) else { throw .badQuery("limit") }
    var filter = query.filter
    filter.collapse = true
    let firsts = entries.filter { entry in
      matches(entry, filter) && entries.contains { $0.first == entry.number }
        && (filter.topic == nil || counts(entry, filter) != nil)
        && (filter.level == nil || entry.stored.classification.topics.contains { $0.level == filter.level })
    }
    let sorted = firsts.sorted { one, other in
      (copies(one).count, one.number) > (copies(other).count, other.number)
    }
    return StoryListing(
      stories: sorted.prefix(query.limit).map { item($0) }, hasMore: sorted.count > query.limit,
      unknown: unknown(query.filter))
  }

  private func copies(_ first: Entry) -> [Entry] { entries.filter { $0.first == first.number } }

  func story(_ entry: Entry) -> StoryPlace? {
    if let first = entry.first.flatMap({ rows[$0 - 1] }) {
      return StoryPlace(copyOf: StoryPlace.First(id: first.stored.id, source: first.stored.article.source))
    }
    let copies = copies(entry)
    if copies.isEmpty { return nil }
    var sources: [String] = []
    for name in copies.compactMap({ $0.outlet.map(root).flatMap { outlets[$0] } }) where !sources.contains(name) {
      sources.append(name)
    }
    return StoryPlace(copies: copies.count, sources: sources)
  }

  func articles(_ query: ArticlesQuery) throws(StoreError) -> ArticleListing {
    try checkOpen()
    guard (1...ArticlesQuery.maximumLimit).contains(query.limit) else { throw .badQuery("limit") }
    try check(StatisticsQuery(filter: query.filter))
    var matching: [(index: Int, entry: Entry)] = []
    for (index, entry) in entries.enumerated() where matches(entry, query.filter) {
      let topics = entry.stored.classification.topics
      let takes =
        switch (query.filter.topic, query.filter.level) {
        case (_?, _): counts(entry, query.filter) != nil
        case (nil, let level?): topics.contains { $0.level == level }
        case (nil, nil): query.filter.topical.map { $0 != topics.isEmpty } ?? true
        }
      if takes { matching.append((index, entry)) }
    }
    if let start = query.storedAfter {
      let page = matching.filter { $0.entry.number > start }.prefix(query.limit)
      let seen = page.count == query.limit ? page.last?.entry.number ?? rows.count : rows.count
      return ArticleListing(
        articles: page.map { item($0.entry) }, next: seen < rows.count ? "\(seen)" : nil,
        lastSequence: Int64(seen), unknown: unknown(query.filter))
    }
    matching.sort { one, other in
      let (day, otherDay) = (one.entry.day?.daysSince1970 ?? .min, other.entry.day?.daysSince1970 ?? .min)
      return day == otherDay ? one.index > other.index : day > otherDay
    }
    if let after = query.after {
      guard let index = Int(after), let place = matching.firstIndex(where: { $0.index == index }) else {
        throw .badQuery("after")
      }
      matching.removeFirst(place + 1)
    }
    let page = matching.prefix(query.limit)
    return ArticleListing(
      articles: page.map { item($0.entry) },
      next: page.count < matching.count ? page.last.map { String($0.index) } : nil,
      lastSequence: Int64(rows.count), unknown: unknown(query.filter))
  }

  /// What a filter names that no article has.
  func unknown(_ filter: ArticleFilter) -> UnknownNames? {
    func isUnknown(_ name: String?, _ filter: ArticleFilter) -> Bool {
      name != nil && name != "" && !entries.contains { matches($0, filter) }
    }
    return UnknownNames(
      source: isUnknown(filter.source, ArticleFilter(source: filter.source)) ? filter.source : nil,
      language: isUnknown(filter.language, ArticleFilter(language: filter.language))
        ? filter.language : nil)
  }

  private func item(_ entry: Entry) -> ArticleListing.Item {
    let (stored, article) = (entry.stored, entry.stored.article)
    return ArticleListing.Item(
      id: stored.id, title: article.title, published: article.published, source: article.source,
      credit: article.credit, language: article.language, url: article.url,
      topics: stored.classification.topics.map {
        ArticleListing.Item.Topic(topic: $0.topic, level: $0.level, score: $0.score)
      }, day: entry.day, sequence: Int64(entry.number), story: story(entry))
  }

  func article(prefix: String) throws(StoreError) -> StoredArticle? {
    try checkOpen()
    let found = entries.filter { $0.stored.id.description.hasPrefix(prefix) }
    guard prefix.count >= 8, found.count == 1, let entry = found.first else { return nil }
    var stored = entry.stored
    stored.story = story(entry)
    return stored
  }

  func hasSeveral(prefix: String) throws(StoreError) -> Bool {
    try checkOpen()
    return prefix.count >= 8 && entries.count { $0.stored.id.description.hasPrefix(prefix) } > 1
  }

  func stored(_ ids: [ArticleID]) throws(StoreError) -> Set<ArticleID> {
    try checkOpen()
    return Set(entries.map(\.stored.id)).intersection(ids)
  }
}
