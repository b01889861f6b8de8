/// The names of a filter that no stored article has: mostly mistyped ones, which would else look like outlets that wrote nothing.
public struct UnknownNames: Hashable, Sendable, Codable {
  /// As the filter names it; nil where some article is of it, or the filter names none.
  public var source: String?
  /// As above.
  public var language: String?

  /// Nil where both are.
  public init?(source: String?, language: String?) {
    if source == nil, language == nil { return nil }
    self.source = source
    self.language = language
  }
}
