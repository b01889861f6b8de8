/// The mistakes of a topics file, all of them at once.
public struct TopicsFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One mistake.
  public struct Mistake: Hashable, Sendable, CustomStringConvertible {
    /// 1 for the first line.
    public var line: Int
    /// 1 for the first character.
    public var column: Int
    /// What was expected, what came, what to do.
    public var message: String

    public init(line: Int, column: Int, message: String) {
      self.line = line
      self.column = column
      self.message = message
    }

    public var description: String { "\(line):\(column): \(message)" }
  }

  /// In the order of the file; never empty.
  public var mistakes: [Mistake]

  public init(mistakes: [Mistake]) { self.mistakes = mistakes }

  public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}
