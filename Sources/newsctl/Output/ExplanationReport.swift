import Foundation
import Launching
import NewsClient
import NewsModels

/// Prints why an article counts.
struct ExplanationReport {
  private let id: ArticleID
  private let article: Article
  private let classification: Classification
  private let explanation: Explanation?
  private let rules: String
  private let story: StoryPlace?

  /// - Parameters:
  ///   - explanation: nil where the rules are not at hand any more: then only the evidence is shown.
  ///   - story: nil where no other stored article has the text.
  init(
    id: ArticleID, article: Article, classification: Classification, explanation: Explanation?, rules: String,
    story: StoryPlace? = nil
  ) {
    self.story = story
    self.id = id
    self.article = article
    self.classification = classification
    self.explanation = explanation
    self.rules = rules
  }

  func print(_ format: OutputFormat) {
    guard format == .table else {
      ConsoleOutput.writeJSON(
        CodedExplanation(
          id: id, article: article, classification: classification, explanation: explanation, rules: rules, story: story
        ))
      return
    }
    let evidence = classification.topics.flatMap(\.evidence)
    ConsoleOutput.print(highlighted(article.title, evidence.filter { $0.field == .title }))
    let facts = [String(id.description.prefix(12)), article.published?.description, article.source, article.language]
    ConsoleOutput.print(facts.compactMap(\.self).joined(separator: " · ").printable)
    if let story { ConsoleOutput.print(story.description) }
    ConsoleOutput.print("")
    let body = highlighted(article.body, evidence.filter { $0.field == .body })
    // By bytes: to find where each character of a long text ends takes longer than all else.
    for line in body.utf8.split(separator: UInt8(ascii: "\n")) { ConsoleOutput.print("  \(Substring(line))") }
    ConsoleOutput.print("")
    if classification.topics.isEmpty { ConsoleOutput.print("counts for no topic") }
    for topic in classification.topics { printTopic(topic) }
    for miss in explanation?.nearMisses ?? [] { printMiss(miss) }
    ConsoleOutput.print("topics version \(classification.topicsVersion), \(rules)")
    if explanation == nil {
      ConsoleOutput.print("the topics file of that version is not kept any more: no arithmetic and no near misses")
    }
  }

  private func printTopic(_ topic: Classification.Topic) {
    ConsoleOutput.print("\(topic.topic): \(topic.level.rawValue), score \(Self.number(topic.score))")
    let sums = sums(of: topic.topic)
    if let sums { printSums(sums) }
    printEvidence(topic.evidence, sums)
  }

  private func printMiss(_ miss: NearMiss) {
    let counts = classification.topics.contains { $0.topic == miss.topic }
    ConsoleOutput.print("\(counts ? "not for" : "not") \(miss.topic): \(miss.reason.printable)")
    printEvidence(miss.evidence, counts ? nil : sums(of: miss.topic))
  }

  private func sums(of topic: TopicID) -> TopicArithmetic? {
    explanation?.arithmetic.first { $0.topic == topic }
  }

  private func printEvidence(_ evidence: [Evidence], _ sums: TopicArithmetic?) {
    for span in evidence {
      let place = "\(span.field.rawValue) \(span.start)–\(span.end)"
      let weight = span.weight == 0 ? "0" : Self.signed(span.weight)
      let term = sums?.terms?.first { $0.field == span.field && $0.start == span.start && $0.end == span.end }
      ConsoleOutput.print(
        "  \(weight)  \(place)  \u{201C}\(span.text.printable)\u{201D}  by \(span.rule.printable)\(term.map(Self.product) ?? "")"
      )
    }
  }

  /// How a weight came about, where it is not simply its rule's.
  private static func product(_ term: TopicArithmetic.Term) -> String {
    guard term.weight != term.rule else { return "" }
    var product = "  (\(number(term.rule))"
    if term.place != 1 {
      product += " × \(number(term.place)) in the \(term.field == .title ? "headline" : "lead")"
    }
    if term.spelling != 1 { product += " × \(number(term.spelling)) without diacritics" }
    let isBounded = abs(term.rule * term.place * term.spelling - term.weight) > 1e-9
    if isBounded { product += ", the rest is beyond the rule's at-most" }
    return product + ")"
  }

  /// How the level came about.
  private func printSums(_ sums: TopicArithmetic) {
    let number = Self.number
    ConsoleOutput.print("  counts: \(number(sums.score)) of the \(number(sums.threshold)) that it takes")
    let main = sums.main
    guard !main.isRoundup else {
      ConsoleOutput.print("  not main: the headline announces several news, and nothing in it counts for this topic")
      return
    }
    let share = "\(Int((main.share * 100).rounded())) % of the text \(number(main.body))"
    ConsoleOutput.print(
      "  main: headline \(number(main.title)) + lead \(number(main.lead)) + \(share) = \(number(main.score)) of the \(number(main.threshold)) that it takes"
    )
  }

  private static func number(_ value: Double) -> String {
    String(format: "%.4g", value)
  }

  private static func signed(_ value: Double) -> String {
    String(format: "%+.4g", value)
  }

  /// The text with its evidence in reverse video, or in brackets where colour is not wanted.
  private func highlighted(_ text: String, _ spans: [Evidence]) -> String {
    let usesColour = ConsoleOutput.isTerminal && Drawing(environment: ProcessInfo.processInfo.environment).hasColor
    let (begin, end) = usesColour ? ("\u{1B}[1;7m", "\u{1B}[0m") : ("[", "]")
    // By how many spans more, or fewer, the text behind an offset is covered; the last first.
    var edges = spans.flatMap { [($0.start, 1), ($0.end, -1)] }.sorted { $0.0 > $1.0 }
    // A long text has millions of signs: each is looked at alone, and none is made a text of its own.
    var result = String.UnicodeScalarView()
    var depth = 0
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      let before = depth
      while let edge = edges.last, edge.0 <= offset {
        if edge.0 == offset { depth += edge.1 }
        edges.removeLast()
      }
      if before == 0 && depth > 0 { result += begin.unicodeScalars }
      if before > 0 && depth == 0 { result += end.unicodeScalars }
      result.append(scalar == "\n" ? scalar : scalar.printable)
    }
    return String(result) + (depth > 0 ? end : "")
  }
}
