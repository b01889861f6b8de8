/// Why a line is no article to classify.
public struct ArticleLineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// 1 for the line's first byte.
  public var column: Int
  /// What was expected, and what came. Never the article's text.
  public var message: String

  public init(column: Int, message: String) {
    self.column = column
    self.message = message
  }

  public var description: String { "column \(column): \(message)" }
}
