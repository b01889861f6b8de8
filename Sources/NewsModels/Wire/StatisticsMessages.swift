/// The header of `bursts`.
public struct BurstsRequest: Hashable, Sendable, Codable {
  public var request: Int?
  public var query: BurstsQuery?

  public init(request: Int? = nil, query: BurstsQuery? = nil) {
    self.request = request
    self.query = query
  }
}

/// The header of `sources`.
public struct SourcesRequest: Hashable, Sendable, Codable {
  public var request: Int?
  public var query: SourcesQuery?

  public init(request: Int? = nil, query: SourcesQuery? = nil) {
    self.request = request
    self.query = query
  }
}

/// The header of `stories`.
public struct StoriesRequest: Hashable, Sendable, Codable {
  public var request: Int?
  public var query: StoriesQuery?

  public init(request: Int? = nil, query: StoriesQuery? = nil) {
    self.request = request
    self.query = query
  }
}
