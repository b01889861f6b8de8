/// The parts of the sum that decides whether an article is about a topic.
struct MainScore: Hashable {
  /// Whether the headline holds evidence.
  private(set) var isInTitle = false
  /// Whether the lead does.
  private(set) var isInLead = false
  /// The share of the body's words that lie within `MainLevel.nearWords` of evidence, in its paragraph; 0 to 1.
  private(set) var share = 0.0
  /// Whether the headline announces several news and names another one.
  private(set) var isRoundup = false
  /// What is held against `MainLevel.threshold`.
  private(set) var score = 0.0

  /// No evidence.
  init() {}

  /// - Parameter evidence: the spans that add to the topic's score, in the order of the text, none overlapping.
  init(_ topic: CompiledTopics.CompiledTopic, of evidence: [ArticleSpans.Span], in spans: ArticleSpans) {
    isInTitle = evidence.contains { $0.place == .title }
    isInLead = evidence.contains { $0.place == .lead }
    share = Self.share(near: evidence, of: spans.paragraphs)
    isRoundup =
      !isInTitle && (topic.roundups.map { slot in spans[slot].contains { $0.place == .title } } ?? false)
    guard !isRoundup else { return }
    let main = topic.definition.main
    score = (isInTitle ? main.title : 0) + (isInLead ? main.lead : 0) + share * main.share
  }

  private static func share(near evidence: [ArticleSpans.Span], of paragraphs: [TextMatches.Paragraph]) -> Double {
    guard let last = paragraphs.last else { return 0 }
    var covered = 0
    var end = 0
    for span in evidence where span.field == .body {
      let paragraph = paragraphs[span.paragraph - 1]
      let first = span.firstWord - ArticleSpans.bodyStart
      let final = span.lastWord - ArticleSpans.bodyStart
      let start = max(end, paragraph.firstWord, first - MainLevel.nearWords)
      end = max(end, min(paragraph.firstWord + paragraph.words, final + MainLevel.nearWords + 1))
      covered += max(0, end - start)
    }
    return Double(covered) / Double(last.firstWord + last.words)
  }
}
