extension TopicsFile {
  /// Reads rules to count by: a file in which `check` finds nothing. Takes a second or two for many phrases.
  /// - Parameter allowsUnusedLists: as are left where somebody takes a topic out of a file; they do no harm.
  /// - Throws: `TopicsFileError` with what it finds.
  public init(checked yaml: String, allowsUnusedLists: Bool = true) throws(TopicsFileError) {
    let mistakes = Self.mistakes(in: yaml, withUnusedLists: !allowsUnusedLists)
    guard mistakes.isEmpty else { throw TopicsFileError(mistakes: mistakes) }
    try self.init(yaml: yaml)
  }

  /// Every mistake in a topics file: those for which it is refused, and those with which it loads but does not do what its
  /// author means.
  ///
  /// The second kind: phrases that can never match, phrases that stand twice, exclusions that exclude nothing, rules that
  /// their own `none-of` always spoils, thresholds out of reach, lists that no rule uses, languages that there are not, examples that
  /// come out otherwise.
  /// - Returns: the mistakes in the order of the file; empty for a good file.
  public static func check(yaml: String) -> [TopicsFileError.Mistake] { mistakes(in: yaml, withUnusedLists: true) }

  private static func mistakes(in yaml: String, withUnusedLists: Bool) -> [TopicsFileError.Mistake] {
    let reader = TopicsReader(yaml: yaml)
    var mistakes = Set(reader.mistakes + reader.doubts)
    var check = TopicsCheck()
    for list in reader.lists.values { check.phrases(of: list) }
    for topic in reader.topics { check.topic(topic) }
    if withUnusedLists { check.unused(reader.lists, used: reader.usedLists) }
    mistakes.formUnion(check.mistakes)
    // Examples of rules that were not read would only repeat what is wrong with these.
    if mistakes.isEmpty, let file = try? TopicsFile(yaml: yaml) {
      mistakes.formUnion(ExamplesCheck(Classifier(file)).mistakes())
    }
    return mistakes.sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
  }
}
