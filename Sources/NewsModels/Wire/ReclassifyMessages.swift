/// The header of `reclassify`: asks a consumer to classify a page of its stored articles by other rules.
///
/// With payloads, the pieces of a topics file in UTF-8: what would change by it. Without: by the consumer's own rules the articles that
/// others counted. Pages go from the article that was stored last to the first, so that a run may end anywhere and be taken up later.
public struct ReclassifyRequest: Hashable, Sendable, Codable {
  /// Articles in a page, at most.
  public static let maximum = 256
  /// Bytes of a topics file that can be tried.
  public static let fileBytes = 4 << 20
  /// Bytes of one of its pieces, at most: a query socket takes no greater frames than 1 MiB.
  public static let pieceBytes = 512 << 10

  public var request: Int?
  /// Whether the articles are counted so from now on. Only by the consumer's own rules. Default: they are left as they are.
  public var apply: Bool?
  /// The `next` of the page before; nil begins with the article that was stored last.
  public var before: Int64?
  /// Articles in the page, at most; 1 to `maximum`, its default.
  public var limit: Int?

  public init(request: Int? = nil, apply: Bool? = nil, before: Int64? = nil, limit: Int? = nil) {
    self.request = request
    self.apply = apply
    self.before = before
    self.limit = limit
  }
}

/// The header of the answer to `reclassify`.
public struct ReclassifyAnswer: Hashable, Sendable, Codable {
  public var request: Int?
  /// Of this page.
  public var found: Reclassification
  /// Articles that all pages together would have had, as the store stood before this one: all of it, or those that other rules counted.
  public var total: Int
  /// Where the next page begins; nil where this is the last.
  public var next: Int64?

  public init(request: Int?, found: Reclassification, total: Int, next: Int64?) {
    self.request = request
    self.found = found
    self.total = total
    self.next = next
  }
}
