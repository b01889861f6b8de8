import NewsModels

/// Reads articles out of a document's bytes.
///
/// The same bytes, name and options always give the same outcome: nothing here reads a clock, a file or the environment.
public struct DocumentReader: Sendable {
  /// What is known of a document besides its bytes.
  public struct Hints: Sendable {
    /// The file's name; a weak hint of its form. nil for standard input.
    public var name: String?
    /// The outlet as the user states it (`push --source`); overrides what the document says.
    public var source: String?

    public init(name: String? = nil, source: String? = nil) {
      self.name = name
      self.source = source
    }
  }

  public init() {}

  /// Reads `document`, one file or one record of a container.
  ///
  /// Time grows linearly with the size; the size itself is the caller's to bound.
  public func read(_ document: [UInt8], hints: Hints = Hints()) -> ReadOutcome {
    .unreadable(reason: "no reader exists yet")
  }
}
